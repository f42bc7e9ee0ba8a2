package dev.stitchwork.splitter.intake;

import dev.stitchwork.engine.Scan;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.util.Optional;

/** Opens a file as what its first bytes say it is; its name is never believed. */
public final class Intake {
    private static final int HEAD_BYTES = 1024;

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
        return WatchedPages.open(name, limits.pageTime(), () -> openAt(name, content, password));
    }

    private Pages openAt(String name, Scan.Content content, Optional<String> password)
            throws RefusedException, IOException {
        SeekableByteChannel channel = content.open();
        try {
            Blocks blocks = new Blocks(channel);
            byte[] head = new byte[(int) Math.min(HEAD_BYTES, blocks.length())];
            blocks.readFully(0, head);
            Pages pages = switch (Format.of(head)) {
                case PDF -> PdfPages.open(name, blocks, password, limits);
                case TIFF -> TiffPages.open(name, blocks, limits);
                case PNG -> PicturePages.open(name, blocks, "png", limits);
                case JPEG -> PicturePages.open(name, blocks, "jpeg", limits);
                case EMPTY -> throw new RefusedException(
                        "Expected a PDF, TIFF, PNG or JPEG file but scan '%s' is empty.".formatted(name));
                case TEXT -> throw new RefusedException(
                        "Expected a PDF, TIFF, PNG or JPEG file but scan '%s' holds plain text.".formatted(name));
                case UNKNOWN -> throw new RefusedException(
                        "Expected a PDF, TIFF, PNG or JPEG file but scan '%s' is none of them.".formatted(name));
            };
            channel = null;
            return pages;
        } finally {
            if (channel != null) {
                channel.close();
            }
        }
    }

    /** What the first bytes of a file say it is. */
    enum Format {
        PDF, TIFF, PNG, JPEG, EMPTY, TEXT, UNKNOWN;

        static Format of(byte[] head) {
            if (head.length == 0) {
                return EMPTY;
            }
            if (starts(head, 0x49, 0x49, 0x2a, 0) || starts(head, 0x4d, 0x4d, 0, 0x2a)
                    || starts(head, 0x49, 0x49, 0x2b, 0) || starts(head, 0x4d, 0x4d, 0, 0x2b)) {
                return TIFF;
            }
            if (starts(head, 0x89, 'P', 'N', 'G')) {
                return PNG;
            }
            if (starts(head, 0xff, 0xd8, 0xff)) {
                return JPEG;
            }
            for (int at = 0; at + 5 <= head.length; at++) {
                if (head[at] == '%' && head[at + 1] == 'P' && head[at + 2] == 'D' && head[at + 3] == 'F'
                        && head[at + 4] == '-') {
                    return PDF;
                }
            }
            for (byte letter : head) {
                if (letter >= 0 && letter < ' ' && letter != '\n' && letter != '\r' && letter != '\t') {
                    return UNKNOWN;
                }
            }
            return TEXT;
        }

        private static boolean starts(byte[] head, int... signature) {
            if (head.length < signature.length) {
                return false;
            }
            for (int i = 0; i < signature.length; i++) {
                if ((head[i] & 0xff) != signature[i]) {
                    return false;
                }
            }
            return true;
        }
    }
}
