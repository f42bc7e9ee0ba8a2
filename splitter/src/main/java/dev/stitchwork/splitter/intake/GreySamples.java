package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * Pictures of a PDF whose samples are the page's greys as they stand, as those of most scans are: taken as they are decoded.
 *
 * <p>PDFBox makes a coloured picture of them, pixel by pixel, which costs four times what decoding does. The rule: what
 * comes of it is what PDFBox shows; whatever could change a value on the way is left to it.
 */
final class GreySamples {
    private static final int BITS = 8;

    private GreySamples() {}

    /** @return empty where its samples have to be made greys first */
    static Optional<Gray> of(PDImageXObject image) throws IOException {
        int bits = image.getBitsPerComponent();
        if (bits != BITS && bits != 1 || image.isStencil() || !(image.getColorSpace() instanceof PDDeviceGray)
                || !isAsItIs(image.getDecode()) || isJpeg2000(image)) {
            return Optional.empty();
        }
        int width = image.getWidth();
        int height = image.getHeight();
        int rowBytes = bits == BITS ? width : (width + BITS - 1) / BITS;
        byte[] all = new byte[Math.multiplyExact(rowBytes, height)]; // what little may be missing stays black, as PDFBox has it
        try (InputStream samples = image.createInputStream()) {
            long read = samples.readNBytes(all, 0, all.length);
            if (!WholeScan.bringsItsSize(image)) {
                WholeScan.checkRows(read, rowBytes, height);
            }
        }
        return Optional.of(bits == BITS ? new Gray(width, height, all) : Rasters.ofBits(width, height, all, false));
    }

    /** Such a picture brings a colour space of its own. */
    private static boolean isJpeg2000(PDImageXObject image) {
        List<COSName> filters = image.getStream().getFilters();
        return filters != null && filters.contains(COSName.JPX_DECODE);
    }

    private static boolean isAsItIs(COSArray decode) {
        return decode == null || Arrays.equals(decode.toFloatArray(), new float[] {0, 1});
    }
}
