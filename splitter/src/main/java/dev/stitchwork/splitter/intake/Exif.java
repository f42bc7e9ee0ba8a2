package dev.stitchwork.splitter.intake;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.jpeg.JpegImageParser;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.TiffImageParser;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/**
 * Which way up the camera was held, as EXIF says it; what cannot be read, or is no number that means anything, counts as upright.
 *
 * <p>Programs that make a PNG of a photograph keep its EXIF, number and all, and do not turn the pixels.
 */
final class Exif {
    /** EXIF stands in the first segments of a JPEG, each of at most 64 kB; a PNG's is no larger. */
    private static final int BYTES_MAX = 1 << 18;
    /** Where chunks begin in a PNG, and what one has besides its data: length and name before, checksum after. */
    private static final int SIGNATURE_BYTES = 8;
    private static final int CHUNK_HEAD_BYTES = 8;
    private static final int CHUNK_BYTES = 12;
    private static final int CHUNKS_MAX = 100_000;

    private Exif() {}

    /** @return one of the eight numbers of {@link Orientation} */
    static int orientation(FileFormat format, Blocks blocks) {
        try {
            TiffImageMetadata exif = format == FileFormat.JPEG ? ofJpeg(blocks) : format == FileFormat.PNG ? ofPng(blocks) : null;
            TiffField field = exif == null ? null : exif.findField(TiffTagConstants.TIFF_TAG_ORIENTATION);
            return field == null ? Orientation.UPRIGHT : Orientation.known(field.getIntValue());
        } catch (IOException | RuntimeException unreadable) {
            return Orientation.UPRIGHT;
        }
    }

    private static TiffImageMetadata ofJpeg(Blocks blocks) throws IOException {
        byte[] head = new byte[(int) Math.min(BYTES_MAX, blocks.length())];
        blocks.readFully(0, head);
        return new JpegImageParser().getExifMetadata(ByteSource.array(head), null);
    }

    /** The chunk {@code eXIf} may stand before the pixels or after them (PNG, third edition, 11.3.4.5). */
    private static TiffImageMetadata ofPng(Blocks blocks) throws IOException {
        long at = SIGNATURE_BYTES;
        byte[] head = new byte[CHUNK_HEAD_BYTES];
        for (int i = 0; i < CHUNKS_MAX && at + CHUNK_BYTES <= blocks.length(); i++) {
            blocks.readFully(at, head);
            long length = ByteBuffer.wrap(head).getInt() & 0xffffffffL;
            String name = new String(head, 4, 4, StandardCharsets.US_ASCII);
            if (name.equals("eXIf") && length <= BYTES_MAX) {
                byte[] exif = new byte[(int) length];
                blocks.readFully(at + CHUNK_HEAD_BYTES, exif);
                return (TiffImageMetadata) new TiffImageParser().getMetadata(ByteSource.array(exif));
            }
            if (name.equals("IEND")) {
                return null;
            }
            at += length + CHUNK_BYTES;
        }
        return null;
    }
}
