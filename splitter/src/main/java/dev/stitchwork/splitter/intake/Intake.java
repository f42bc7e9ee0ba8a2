package dev.stitchwork.splitter.intake;

import dev.stitchwork.engine.Scan;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/**
 * Opens a file as what its first bytes say it is, and decodes it in this process; its name is never believed.
 *
 * <p>What serves other people opens files through a {@code ChildSession} instead, at whose far end this class is.
 */
public final class Intake {
    private final IntakeLimits limits;

    public Intake(IntakeLimits limits) {
        this.limits = limits;
    }

    /**
     * Opens a file; no page is decoded yet.
     *
     * @param name what the client calls it, for messages
     */
    public Pages open(String name, Scan.Content content, Optional<String> password) throws RefusedException {
        return GuardedPages.open(name, () -> openAt(name, content, password));
    }

    private Pages openAt(String name, Scan.Content content, Optional<String> password)
            throws RefusedException, IOException {
        SeekableByteChannel channel = content.open();
        try {
            Blocks blocks = new Blocks(channel);
            byte[] head = new byte[(int) Math.min(FileFormat.HEAD_BYTES, blocks.length())];
            blocks.readFully(0, head);
            FileFormat format = FileFormat.of(head).orElseThrow(() -> new RefusedException(
                    "Expected a PDF, TIFF, PNG or JPEG file but scan '%s' %s.".formatted(name, FileFormat.nameOfOther(head))));
            Pages pages = switch (format) {
                case PDF -> PdfPages.open(name, blocks, password, limits);
                case TIFF -> TiffPages.open(name, blocks, limits);
                case PNG, JPEG -> PicturePages.open(name, blocks, format, limits);
            };
            channel = null;
            return pages;
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }
}
