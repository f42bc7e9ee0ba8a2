package dev.stitchwork.splitter.intake;

import java.io.IOException;
import org.apache.pdfbox.io.RandomAccessRead;
import org.apache.pdfbox.io.RandomAccessReadView;

/** A file's blocks as PDFBox reads them. */
final class BlockAccess implements RandomAccessRead {
    private final Blocks blocks;
    private long position;
    private boolean closed;

    BlockAccess(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public int read() throws IOException {
        int value = blocks.read(position);
        if (value >= 0) {
            position++;
        }
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        int some = blocks.read(position, into, offset, count);
        position += Math.max(0, some);
        return some;
    }

    @Override
    public long getPosition() {
        return position;
    }

    @Override
    public void seek(long to) throws IOException {
        if (to < 0) {
            throw new IOException("Expected a place in the file but was " + to + ".");
        }
        position = Math.min(to, blocks.length());
    }

    @Override
    public long length() {
        return blocks.length();
    }

    @Override
    public boolean isClosed() {
        return closed;
    }

    @Override
    public boolean isEOF() {
        return position >= blocks.length();
    }

    @Override
    public RandomAccessReadView createView(long start, long length) {
        return new RandomAccessReadView(this, start, length);
    }

    @Override
    public void close() throws IOException {
        closed = true;
        blocks.close();
    }
}
