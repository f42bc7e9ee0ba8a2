package dev.stitchwork.splitter.intake;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A file read in blocks, the last few kept: decoders jump about in single bytes, and each jump in an encrypted file
 * costs a segment to decrypt.
 */
final class Blocks implements AutoCloseable {
    private static final int BLOCK_BYTES = 1 << 16;
    private static final int BLOCKS_MAX = 64;

    private final SeekableByteChannel channel;
    private final long length;
    private final Map<Long, byte[]> kept = new LinkedHashMap<>(BLOCKS_MAX * 2, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, byte[]> eldest) {
            return size() > BLOCKS_MAX;
        }
    };
    private long lastNumber = -1;
    private byte[] last;

    Blocks(SeekableByteChannel channel) throws IOException {
        this.channel = channel;
        this.length = channel.size();
    }

    long length() {
        return length;
    }

    /** The byte at a place, -1 at and after the end. */
    int read(long position) throws IOException {
        if (position < 0 || position >= length) {
            return -1;
        }
        return block(position / BLOCK_BYTES)[(int) (position % BLOCK_BYTES)] & 0xff;
    }

    /**
     * Reads as many bytes as are wanted, fewer only at the end and -1 after it: readers of numbers take what comes short of
     * that for the end of the file.
     */
    int read(long position, byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        if (position < 0 || position >= length) {
            return -1;
        }
        int wanted = (int) Math.min(count, length - position);
        for (int done = 0; done < wanted;) {
            int from = (int) ((position + done) % BLOCK_BYTES);
            int some = Math.min(wanted - done, BLOCK_BYTES - from);
            System.arraycopy(block((position + done) / BLOCK_BYTES), from, into, offset + done, some);
            done += some;
        }
        return wanted;
    }

    /** The file from its beginning; closing the stream does not close the file. */
    InputStream stream() {
        return new InputStream() {
            private long position;

            @Override
            public int read() throws IOException {
                return Blocks.this.read(position++);
            }

            @Override
            public int read(byte[] into, int offset, int count) throws IOException {
                int some = Blocks.this.read(position, into, offset, count);
                position += Math.max(0, some);
                return some;
            }
        };
    }

    void readFully(long position, byte[] into) throws IOException {
        if (into.length > 0 && read(position, into, 0, into.length) < into.length) {
            throw new EOFException();
        }
    }

    private byte[] block(long number) throws IOException {
        if (number == lastNumber) {
            return last;
        }
        byte[] block = kept.get(number);
        if (block == null) {
            block = load(number);
            kept.put(number, block);
        }
        lastNumber = number;
        last = block;
        return block;
    }

    private byte[] load(long number) throws IOException {
        long start = number * BLOCK_BYTES;
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(BLOCK_BYTES, length - start));
        channel.position(start);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException();
            }
        }
        return buffer.array();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
