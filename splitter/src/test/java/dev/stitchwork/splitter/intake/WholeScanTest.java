package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import javax.imageio.ImageIO;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.JPEGFactory;
import org.apache.pdfbox.pdmodel.graphics.image.LosslessFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A scan that breaks off in its file is refused and not shown with a black or grey rest; one that lacks only its end mark is whole. */
class WholeScanTest {
    private static final int SIDE = 160;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"jpeg, true, 1", "jpeg, false, 1", "flate, true, 1", "flate, false, 1", "jpeg, false, 0.5", "jpeg, true, 0.5",
        "flate, true, 0.5", "flate, false, 0.5"})
    void aPageOfAPdfIsWholeOrRefused(String coding, boolean isGrey, double share) throws Exception {
        Path file = Files.write(folder.resolve("scan.pdf"), pdf(coding, isGrey, share));
        if (share == 1) {
            assertEquals(SIDE, page(file).picture().width());
        } else {
            assertEquals("Expected to see all of page 1 of scan 'scan.pdf' but a part of it cannot be decoded: print it to a new PDF or scan it again.",
                    assertThrows(RefusedException.class, () -> page(file)).getMessage());
        }
    }

    @ParameterizedTest
    @ValueSource(doubles = {1, 0.5})
    void aJpegInATiffIsWholeOrRefused(double share) throws Exception {
        Path file = Files.write(folder.resolve("scan.tif"), tiff(share(jpeg(), share)));
        if (share == 1) {
            assertEquals(SIDE, page(file).picture().width());
        } else {
            assertEquals("Expected a whole TIFF picture but page 1 of scan 'scan.tif' is damaged: send it again.",
                    assertThrows(RefusedException.class, () -> page(file)).getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource({"2, true", "3, false"})
    void aJpegThatLacksNoMoreThanItsEndMarkIsWhole(int cut, boolean isWhole) throws Exception {
        byte[] jpeg = jpeg();
        Path file = Files.write(folder.resolve("scan.jpg"), Arrays.copyOf(jpeg, jpeg.length - cut));
        if (isWhole) {
            assertEquals(SIDE, page(file).picture().width());
        } else {
            assertEquals("Expected a whole picture but scan 'scan.jpg' stops before its end: send it again.",
                    assertThrows(RefusedException.class, () -> page(file)).getMessage());
        }
    }

    private static Pages.Page page(Path file) throws Exception {
        try (Pages pages = new Intake(IntakeLimits.DEFAULT)
                .open(file.getFileName().toString(), () -> Files.newByteChannel(file), Optional.empty())) {
            return pages.page(1);
        }
    }

    private static BufferedImage noise(boolean isGrey) {
        Random random = new Random(9);
        BufferedImage image = new BufferedImage(SIDE, SIDE, isGrey ? BufferedImage.TYPE_BYTE_GRAY : BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                image.setRGB(x, y, Color.HSBtoRGB(random.nextFloat(), isGrey ? 0 : 1, random.nextFloat()));
            }
        }
        return image;
    }

    private static byte[] pdf(String coding, boolean isGrey, double share) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(SIDE, SIDE));
            document.addPage(page);
            PDImageXObject picture = coding.equals("jpeg")
                    ? JPEGFactory.createFromImage(document, noise(isGrey))
                    : LosslessFactory.createFromImage(document, noise(isGrey));
            byte[] coded;
            try (InputStream in = picture.getCOSObject().createRawInputStream()) {
                coded = in.readAllBytes();
            }
            try (OutputStream out = picture.getCOSObject().createRawOutputStream()) {
                out.write(share(coded, share));
            }
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                content.drawImage(picture, 0, 0, SIDE, SIDE);
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] jpeg() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(noise(true), "jpeg", out);
        return out.toByteArray();
    }

    private static byte[] share(byte[] whole, double share) {
        return Arrays.copyOf(whole, (int) (whole.length * share));
    }

    /** One strip that is a JPEG, as in TIFF Technical Note 2. */
    private static byte[] tiff(byte[] strip) {
        int[][] entries = {{256, SIDE}, {257, SIDE}, {258, 8}, {259, 7}, {262, 1}, {273, 8}, {277, 1}, {278, SIDE}, {279, strip.length}};
        ByteBuffer tiff = ByteBuffer.allocate(8 + strip.length + 2 + entries.length * 12 + 4).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8 + strip.length).put(strip).putShort((short) entries.length);
        for (int[] entry : entries) {
            tiff.putShort((short) entry[0]).putShort((short) 4).putInt(1).putInt(entry[1]);
        }
        return tiff.putInt(0).array();
    }
}
