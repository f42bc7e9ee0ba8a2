package dev.stitchwork.engine.vault;

import com.google.crypto.tink.StreamingAead;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;
import java.security.GeneralSecurityException;

/**
 * A sealed file, read as what it holds. Tink keeps the segment read last, so small reads in a row cost a copy each. Bytes
 * that cannot be opened are a {@link VaultException}, never an I/O error: a reader must not take them for a broken scan.
 * For one thread at a time.
 */
final class SealedChannel implements SeekableByteChannel {
    private final String name;
    private final SeekableByteChannel opened;
    private final long size;
    private long position;

    SealedChannel(String name, FileChannel sealed, StreamingAead files, byte[] place) {
        this.name = name;
        try {
            this.opened = files.newSeekableDecryptingChannel(sealed, place);
            this.size = checkedSize(sealed, files, place);
        } catch (GeneralSecurityException | IOException changed) {
            throw Safe.changed(name, changed);
        }
    }

    /** A cut file still claims some size; only its last segment, which says that it is the last, proves it. */
    private long checkedSize(FileChannel sealed, StreamingAead files, byte[] place)
            throws GeneralSecurityException, IOException {
        ByteBuffer one = ByteBuffer.allocate(1);
        if (opened.read(one) <= 0) {
            // Tink's seekable channel never checks an empty file, and reads 0 bytes of it for ever: ask its stream.
            if (files.newDecryptingStream(Channels.newInputStream(sealed.position(0)), place).read() >= 0) {
                throw new IOException("The file is empty to one reader and not to the other.");
            }
            return 0;
        }
        long claimed = opened.size();
        one.clear();
        opened.position(claimed - 1);
        opened.read(one);
        opened.position(0);
        return claimed;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        if (!isOpen()) {
            throw new ClosedChannelException();
        }
        if (position >= size) {
            return -1;
        }
        try {
            opened.position(position);
            int read = opened.read(target);
            position += read;
            return read;
        } catch (IOException changed) {
            throw Safe.changed(name, changed);
        }
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long position) {
        if (position < 0) {
            throw new IllegalArgumentException("Expected a position of at least 0 but was %d.".formatted(position));
        }
        this.position = position;
        return this;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public boolean isOpen() {
        return opened.isOpen();
    }

    @Override
    public void close() throws IOException {
        opened.close();
    }

    @Override
    public int write(ByteBuffer source) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }
}
