package dev.stitchwork.splitter.intake;

import java.io.IOException;
import javax.imageio.stream.ImageInputStreamImpl;

/** A file's blocks as ImageIO reads them. */
final class BlockInput extends ImageInputStreamImpl {
    private final Blocks blocks;

    BlockInput(Blocks blocks) {
        this.blocks = blocks;
    }

    @Override
    public int read() throws IOException {
        checkClosed();
        bitOffset = 0;
        int value = blocks.read(streamPos);
        if (value >= 0) {
            streamPos++;
        }
        return value;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        checkClosed();
        bitOffset = 0;
        int some = blocks.read(streamPos, into, offset, count);
        if (some > 0) {
            streamPos += some;
        }
        return some;
    }

    @Override
    public long length() {
        return blocks.length();
    }
}
