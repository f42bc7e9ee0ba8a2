package dev.stitchwork.splitter.intake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Whether all of a scanned page is in its PDF. PDFBox shows what there is of a picture that breaks off, and black or grey below:
 * a form half of whose answers are gone.
 */
final class WholeScan {
    /** How near its end a JPEG says that it ends; some scanners pad what follows. */
    private static final int TAIL_BYTES = 1 << 12;
    private static final int PART_BYTES = 1 << 16;
    private static final List<COSName> BRING_THEIR_SIZE = List.of(COSName.DCT_DECODE, COSName.DCT_DECODE_ABBREVIATION, COSName.JPX_DECODE,
            COSName.JBIG2_DECODE, COSName.CCITTFAX_DECODE, COSName.CCITTFAX_DECODE_ABBREVIATION);

    private WholeScan() {}

    /** @throws IOException where it is a JPEG that breaks off, or its samples do and nobody else counts them */
    static void check(PDImageXObject image, boolean areSamplesCounted) throws IOException, RefusedException {
        COSName filter = filter(image);
        if (COSName.DCT_DECODE.equals(filter) || COSName.DCT_DECODE_ABBREVIATION.equals(filter)) {
            checkJpeg(image, filter);
        } else if (!areSamplesCounted && !bringsItsSize(image)) {
            int samples = image.isStencil() ? 1 : image.getColorSpace().getNumberOfComponents();
            long bits = image.isStencil() ? 1 : image.getBitsPerComponent();
            long rowBytes = (image.getWidth() * bits * samples + Byte.SIZE - 1) / Byte.SIZE;
            try (InputStream in = image.createInputStream()) {
                checkRows(count(in, rowBytes * image.getHeight()), rowBytes, image.getHeight());
            }
        }
    }

    /** @throws IOException where more than a row is missing: some programs write a little less than they say */
    static void checkRows(long bytes, long rowBytes, int height) throws IOException {
        if (bytes < rowBytes * (height - 1)) {
            throw new IOException("Expected %d rows of samples but there are %d.".formatted(height, bytes / rowBytes));
        }
    }

    /** Whether its coding says how large it is, so that samples may be more or fewer than the PDF says. */
    static boolean bringsItsSize(PDImageXObject image) {
        COSName filter = filter(image);
        return filter != null && BRING_THEIR_SIZE.contains(filter);
    }

    private static COSName filter(PDImageXObject image) {
        List<COSName> filters = image.getStream().getFilters();
        return filters.isEmpty() ? null : filters.get(filters.size() - 1);
    }

    private static long count(InputStream in, long most) throws IOException {
        byte[] part = new byte[PART_BYTES];
        long there = 0;
        for (int some = 1; there < most && some > 0; there += Math.max(0, some)) {
            some = in.read(part);
        }
        return there;
    }

    private static void checkJpeg(PDImageXObject image, COSName filter) throws IOException, RefusedException {
        byte[] coded;
        try (InputStream in = image.createInputStream(List.of(filter.getName()))) {
            coded = in.readAllBytes();
        }
        for (int at = coded.length - 2; at >= Math.max(0, coded.length - TAIL_BYTES); at--) {
            if (coded[at] == (byte) 0xff && coded[at + 1] == (byte) 0xd9) {
                return;
            }
        }
        ImageReader reader = PicturePages.reader(FileFormat.JPEG.code());
        JpegWarnings warnings = new JpegWarnings();
        reader.addIIOReadWarningListener(warnings);
        try (MemoryCacheImageInputStream in = new MemoryCacheImageInputStream(new ByteArrayInputStream(coded))) {
            reader.setInput(in, true, true);
            reader.readRaster(0, null);
        } finally {
            reader.dispose();
        }
        if (warnings.breaksOff()) {
            throw new IOException("Expected all of a JPEG but it breaks off.");
        }
    }
}
