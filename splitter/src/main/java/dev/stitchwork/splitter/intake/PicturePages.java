package dev.stitchwork.splitter.intake;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.apache.commons.imaging.bytesource.ByteSource;
import org.apache.commons.imaging.formats.jpeg.JpegImageParser;
import org.apache.commons.imaging.formats.tiff.TiffField;
import org.apache.commons.imaging.formats.tiff.TiffImageMetadata;
import org.apache.commons.imaging.formats.tiff.constants.TiffTagConstants;

/** A PNG or JPEG file: one page. */
final class PicturePages implements Pages {
    /** EXIF stands in the first segments, each of at most 64 kB. */
    private static final int EXIF_BYTES = 1 << 18;

    private final String name;
    private final Blocks blocks;
    private final String format;
    private final IntakeLimits limits;

    private PicturePages(String name, Blocks blocks, String format, IntakeLimits limits) {
        this.name = name;
        this.blocks = blocks;
        this.format = format;
        this.limits = limits;
    }

    static Pages open(String name, Blocks blocks, String format, IntakeLimits limits) {
        return new PicturePages(name, blocks, format, limits);
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public Page page(int number) throws RefusedException {
        String where = "scan '%s'".formatted(name);
        ImageReader reader = reader(format);
        List<String> warnings = new ArrayList<>();
        reader.addIIOReadWarningListener((source, warning) -> warnings.add(warning));
        try (BlockInput input = new BlockInput(blocks)) {
            reader.setInput(input, true, false);
            limits.checkPicture(where, reader.getWidth(0), reader.getHeight(0));
            BufferedImage image = reader.read(0);
            refuseTruncated(where, warnings);
            int orientation = format.equals("jpeg") ? exifOrientation() : Orientation.UPRIGHT;
            return new Page(Orientation.upright(Rasters.gray(image), orientation), false, List.of());
        } catch (IOException | RuntimeException damaged) {
            throw new RefusedException("Expected a whole %s picture but %s is damaged: send it again."
                    .formatted(format.toUpperCase(Locale.ROOT), where), damaged);
        } finally {
            reader.dispose();
        }
    }

    /** A JPEG that stops early decodes to a picture whose rest is grey, with nothing but a warning. */
    private static void refuseTruncated(String where, List<String> warnings) throws RefusedException {
        for (String warning : warnings) {
            String said = warning.toLowerCase(Locale.ROOT);
            if (said.contains("premature") || said.contains("unexpected end")) {
                throw new RefusedException(
                        "Expected a whole picture but %s stops before its end: send it again.".formatted(where));
            }
        }
    }

    static ImageReader reader(String format) throws RefusedException {
        Iterator<ImageReader> readers = ImageIO.getImageReadersByFormatName(format);
        ImageReader first = null;
        while (readers.hasNext()) {
            ImageReader reader = readers.next();
            if (reader.getClass().getName().startsWith("com.twelvemonkeys.")) {
                return reader;
            }
            first = first == null ? reader : first;
        }
        if (first == null) {
            throw new RefusedException("Expected a decoder for %s but none is installed.".formatted(format));
        }
        return first;
    }

    /** Which way up the camera was held; a file whose EXIF cannot be read is taken as it is stored. */
    private int exifOrientation() {
        try {
            byte[] head = new byte[(int) Math.min(EXIF_BYTES, blocks.length())];
            blocks.readFully(0, head);
            TiffImageMetadata exif = new JpegImageParser().getExifMetadata(ByteSource.array(head), null);
            TiffField field = exif == null ? null : exif.findField(TiffTagConstants.TIFF_TAG_ORIENTATION);
            return field == null ? Orientation.UPRIGHT : field.getIntValue();
        } catch (IOException | RuntimeException unreadable) {
            return Orientation.UPRIGHT;
        }
    }

    @Override
    public void close() {
        try {
            blocks.close();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
