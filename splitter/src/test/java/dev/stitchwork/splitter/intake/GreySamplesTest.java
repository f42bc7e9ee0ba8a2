package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSFloat;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.graphics.color.PDColorSpace;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceRGB;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GreySamplesTest {
    private static final int WIDTH = 37;
    private static final int HEIGHT = 11;

    private final PDDocument document = new PDDocument();

    @AfterEach
    void close() throws IOException {
        document.close();
    }

    @Test
    void greysAndBlackAndWhiteAreWhatPdfBoxShows() throws IOException {
        for (int bits : new int[] {1, 8}) {
            for (int missing : new int[] {0, 1, 4}) {
                PDImageXObject image = image(bits, PDDeviceGray.INSTANCE, missing);
                assertArrayEquals(Rasters.gray(image.getOpaqueImage()).pixels(), GreySamples.of(image).orElseThrow().pixels(),
                        bits + " bits a sample, " + missing + " bytes missing");
            }
        }
    }

    @Test
    void theyAreNotAllOfOneGrey() throws IOException {
        for (int bits : new int[] {1, 8}) {
            byte[] pixels = GreySamples.of(image(bits, PDDeviceGray.INSTANCE, 0)).orElseThrow().pixels();
            assertTrue(new String(pixels, StandardCharsets.ISO_8859_1).chars().distinct().count() > 1);
        }
    }

    @Test
    void whatMustBeMadeGreyFirstIsLeftToPdfBox() throws IOException {
        PDImageXObject inverted = image(8, PDDeviceGray.INSTANCE, 0);
        COSArray decode = new COSArray();
        decode.add(new COSFloat(1));
        decode.add(new COSFloat(0));
        inverted.setDecode(decode);
        PDImageXObject stencil = image(1, PDDeviceGray.INSTANCE, 0);
        stencil.setStencil(true);
        for (PDImageXObject other : Arrays.asList(inverted, stencil, image(8, PDDeviceRGB.INSTANCE, 0), image(4, PDDeviceGray.INSTANCE, 0))) {
            assertEquals(Optional.empty(), GreySamples.of(other));
        }
    }

    private PDImageXObject image(int bits, PDColorSpace space, int missing) throws IOException {
        byte[] samples = new byte[(WIDTH * bits * space.getNumberOfComponents() + 7) / 8 * HEIGHT - missing];
        new Random(bits).nextBytes(samples);
        return new PDImageXObject(document, new ByteArrayInputStream(samples), (COSName) null, WIDTH, HEIGHT, bits, space);
    }
}
