package dev.stitchwork.splitter.intake;

import java.awt.image.BufferedImage;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;

/** A PNG or JPEG file: one page. */
final class PicturePages implements Pages {
    private static final Set<String> USUAL_JPEG = Set.of("jpeg", "jpeg-progressive");

    private final String name;
    private final Blocks blocks;
    private final FileFormat format;
    private final IntakeLimits limits;

    private PicturePages(String name, Blocks blocks, FileFormat format, IntakeLimits limits) {
        this.name = name;
        this.blocks = blocks;
        this.format = format;
        this.limits = limits;
    }

    static Pages open(String name, Blocks blocks, FileFormat format, IntakeLimits limits) {
        return new PicturePages(name, blocks, format, limits);
    }

    @Override
    public int count() {
        return 1;
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public PageFacts facts(int number) throws RefusedException {
        String where = "scan '%s'".formatted(name);
        try {
            Header header = format == FileFormat.PNG ? png() : jpeg();
            IntakeLimits.checkIsPicture(where, header.width(), header.height());
            int orientation = Exif.orientation(format, blocks);
            return new PageFacts(header.width(), header.height(), PageFacts.Unit.PIXELS, orientation,
                    List.of(header.encoding()));
        } catch (IOException damaged) {
            throw new RefusedException("Expected a %s picture but %s stops before its size: send it again."
                    .formatted(format, where), damaged);
        }
    }

    /** What stands at the head of a picture. */
    private record Header(long width, long height, String encoding) {}

    /** The first chunk; its last byte says whether the rows are interlaced. PNG, 11.2.2. */
    private Header png() throws IOException {
        byte[] head = new byte[29];
        blocks.readFully(0, head);
        ByteBuffer header = ByteBuffer.wrap(head, 16, 13);
        long width = header.getInt() & 0xffffffffL;
        long height = header.getInt() & 0xffffffffL;
        return new Header(width, height, head[28] == 0 ? "deflate" : "deflate-interlaced");
    }

    private Header jpeg() throws IOException {
        try (DataInputStream in = new DataInputStream(blocks.stream())) {
            in.skipNBytes(2);
            long[] frame = PictureHeader.jpeg(in);
            String bits = frame[3] == 8 ? "" : "-%d-bit".formatted(frame[3]);
            return new Header(frame[0], frame[1], switch ((int) frame[2] & 0x0f) {
                case 0, 1 -> "jpeg";
                case 2, 6 -> "jpeg-progressive";
                case 3, 7 -> "jpeg-lossless";
                case 10, 14 -> "jpeg-arithmetic-progressive";
                case 11, 15 -> "jpeg-arithmetic-lossless";
                default -> frame[2] > 0xc8 ? "jpeg-arithmetic" : "jpeg-hierarchical";
            } + bits);
        }
    }

    @Override
    public Page page(int number) throws RefusedException {
        String where = "scan '%s'".formatted(name);
        ImageReader reader = reader(format.code());
        JpegWarnings warnings = new JpegWarnings();
        reader.addIIOReadWarningListener(warnings);
        try (BlockInput input = new BlockInput(blocks)) {
            reader.setInput(input, true, false);
            limits.checkPicture(where, reader.getWidth(0), reader.getHeight(0));
            BufferedImage image = reader.read(0);
            if (warnings.breaksOff()) {
                throw new RefusedException(
                        "Expected a whole picture but %s stops before its end: send it again.".formatted(where));
            }
            return new Page(Orientation.upright(Rasters.gray(image), Exif.orientation(format, blocks)), false, List.of());
        } catch (IOException | RuntimeException damaged) {
            if (format == FileFormat.JPEG) {
                refuseRare(where);
            }
            throw new RefusedException("Expected a whole %s picture but %s is damaged: send it again."
                    .formatted(format, where), damaged);
        } finally {
            reader.dispose();
        }
    }

    /** Whole files that no reader here decodes are not called damaged. */
    private void refuseRare(String where) throws RefusedException {
        String coding;
        try {
            coding = jpeg().encoding();
        } catch (IOException noHeader) {
            return;
        }
        if (!USUAL_JPEG.contains(coding)) {
            throw new RefusedException("Expected a usual JPEG but %s is coded as %s: save it as a JPEG of 8 bits.".formatted(where, coding));
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

    @Override
    public void close() {
        try {
            blocks.close();
        } catch (IOException failed) {
            throw new java.io.UncheckedIOException(failed);
        }
    }
}
