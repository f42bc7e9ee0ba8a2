package dev.stitchwork.splitter.child;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.channels.SeekableByteChannel;

/** The child's file: a length, and bytes that its parent sends when asked. */
final class PipeChannel implements SeekableByteChannel {
    /** Whoever has the bytes. */
    interface Source {
        byte[] bytes(long position, int count) throws IOException;
    }

    private final long length;
    private final Source source;
    private long position;
    private boolean open = true;

    PipeChannel(long length, Source source) {
        this.length = length;
        this.source = source;
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        if (position >= length) {
            return -1;
        }
        int count = (int) Math.min(Math.min(into.remaining(), Wire.BLOCK_BYTES), length - position);
        into.put(source.bytes(position, count));
        position += count;
        return count;
    }

    @Override
    public long position() {
        return position;
    }

    @Override
    public SeekableByteChannel position(long to) {
        position = to;
        return this;
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    public int write(ByteBuffer from) {
        throw new NonWritableChannelException();
    }

    @Override
    public SeekableByteChannel truncate(long size) {
        throw new NonWritableChannelException();
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
    }
}
