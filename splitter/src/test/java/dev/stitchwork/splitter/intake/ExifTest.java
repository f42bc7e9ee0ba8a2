package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Photographs come upright by their EXIF, in a PNG as in a JPEG; a number that means nothing costs nothing. */
class ExifTest {
    private static final int WIDTH = 24;
    private static final int HEIGHT = 16;
    /** Where chunks begin after a PNG's signature and its header, and how long the chunk that ends it is. */
    private static final int AFTER_HEADER = 33;
    private static final int END_BYTES = 12;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @CsvSource({"1, 24, 16, 0, 0", "2, 24, 16, 23, 0", "3, 24, 16, 23, 15", "4, 24, 16, 0, 15", "5, 16, 24, 0, 0",
        "6, 16, 24, 15, 0", "7, 16, 24, 15, 23", "8, 16, 24, 0, 23"})
    void thePictureIsTurnedAsItsNumberSays(int number, int width, int height, int darkX, int darkY) throws Exception {
        for (byte[] file : new byte[][] {jpeg(number), png(number, AFTER_HEADER), png(number, plain("png").length - END_BYTES)}) {
            Path picture = Files.write(folder.resolve("photo"), file);
            try (Pages pages = new Intake(IntakeLimits.DEFAULT).open("photo", () -> Files.newByteChannel(picture), Optional.empty())) {
                Pages.Page page = pages.page(1);
                assertEquals(number, pages.facts(1).orientation());
                assertEquals(width + " x " + height, page.picture().width() + " x " + page.picture().height());
                assertEquals(0, page.picture().at(darkX, darkY), 40, "the corner that is dark in the file");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 9, 65_535})
    void aNumberThatMeansNothingCountsAsUpright(int number) throws Exception {
        for (byte[] file : new byte[][] {jpeg(number), png(number, AFTER_HEADER)}) {
            Path picture = Files.write(folder.resolve("photo"), file);
            try (Pages pages = new Intake(IntakeLimits.DEFAULT).open("photo", () -> Files.newByteChannel(picture), Optional.empty())) {
                assertEquals(Orientation.UPRIGHT, pages.facts(1).orientation());
                assertEquals(WIDTH, pages.page(1).picture().width());
            }
        }
    }

    @Test
    void aChunkThatLiesAboutItsLengthCountsAsNone() throws Exception {
        byte[] png = png(6, AFTER_HEADER);
        png[AFTER_HEADER] = 0x7f;
        Path picture = Files.write(folder.resolve("photo"), png);
        assertEquals(Orientation.UPRIGHT, Exif.orientation(FileFormat.PNG, new Blocks(Files.newByteChannel(picture))));
    }

    /** White, but for an eighth in the corner at the top left. */
    private static byte[] plain(String format) throws Exception {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                image.setRGB(x, y, x < 8 && y < 8 ? 0 : 0xffffff);
            }
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, format, out);
        return out.toByteArray();
    }

    private static byte[] jpeg(int orientation) throws Exception {
        byte[] exif = exif(orientation);
        byte[] segment = ByteBuffer.allocate(10 + exif.length).putShort((short) 0xffe1).putShort((short) (8 + exif.length))
                .put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).put(exif).array();
        return with(plain("jpeg"), 2, segment);
    }

    private static byte[] png(int orientation, int at) throws Exception {
        byte[] exif = exif(orientation);
        ByteBuffer chunk = ByteBuffer.allocate(12 + exif.length).putInt(exif.length)
                .put("eXIf".getBytes(StandardCharsets.US_ASCII)).put(exif);
        CRC32 sum = new CRC32();
        sum.update(chunk.array(), 4, 4 + exif.length);
        return with(plain("png"), at, chunk.putInt((int) sum.getValue()).array());
    }

    /** One directory of one entry: orientation, a short. */
    private static byte[] exif(int orientation) {
        return ByteBuffer.allocate(26).put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8)
                .putShort((short) 1).putShort((short) 274).putShort((short) 3).putInt(1).putShort((short) orientation).putShort((short) 0)
                .putInt(0).array();
    }

    private static byte[] with(byte[] file, int at, byte[] part) {
        return ByteBuffer.allocate(file.length + part.length).put(file, 0, at).put(part).put(file, at, file.length - at).array();
    }
}
