package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.raster.Gray;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TIFF samples of every depth: the darkest is black, the lightest white, and between them it gets lighter. */
class TiffDepthsTest {
    private static final int WIDTH = 16;
    private static final int HEIGHT = 4;
    /** Files are read in blocks of so many bytes. */
    private static final int BLOCK_BYTES = 65_536;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 32})
    void greyOfAnyDepthRunsFromBlackToWhite(int bits) throws Exception {
        assertRuns(page(tiff(bits, 1, 1, 1, ByteOrder.LITTLE_ENDIAN)));
        assertRuns(page(tiff(bits, 1, 1, 1, ByteOrder.BIG_ENDIAN)));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 4, 8, 10, 12, 14, 16})
    void colourOfAnyDepthRunsFromBlackToWhite(int bits) throws Exception {
        assertRuns(page(tiff(bits, 3, 1, 1, ByteOrder.LITTLE_ENDIAN)));
    }

    @ParameterizedTest
    @CsvSource({"24, 1, 1, 'Expected samples of at most 16 bits but those of page 1 of scan ''ramp.tif'' have 24: save it in grey of 8 bits.'",
        "8, 1, 50000, 'Expected a TIFF picture in one of the usual codings but page 1 of scan ''ramp.tif'' is coded as zstd: save it with LZW or Deflate.'"})
    void whatNoReaderCanDecodeIsCalledByItsName(int bits, int samples, int coding, String sentence) {
        assertEquals(sentence, assertThrows(RefusedException.class,
                () -> page(tiff(bits, samples, coding, 1, ByteOrder.LITTLE_ENDIAN))).getMessage());
    }

    @Test
    void aPageSaysHowItIsStoredAndComesUpright() throws Exception {
        byte[] turned = tiff(8, 1, 1, 6, ByteOrder.LITTLE_ENDIAN);
        try (Pages pages = open(turned)) {
            PageFacts facts = pages.facts(1);
            assertEquals(new PageFacts(WIDTH, HEIGHT, PageFacts.Unit.PIXELS, 6, java.util.List.of("uncompressed")), facts);
            assertEquals(90, facts.degrees());
            assertEquals(HEIGHT, pages.page(1).picture().width());
            assertEquals(WIDTH, pages.page(1).picture().height());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 6})
    void aDirectoryThatLiesAcrossTwoBlocksOfTheFileIsReadWhole(int bits) throws Exception {
        for (int directory = BLOCK_BYTES - 140; directory <= BLOCK_BYTES; directory++) {
            assertRuns(page(tiff(bits, 1, 1, 1, ByteOrder.LITTLE_ENDIAN, directory)));
        }
    }

    private static void assertRuns(Gray ramp) {
        assertEquals(0, ramp.at(0, 1));
        assertEquals(255, ramp.at(WIDTH - 1, 1));
        for (int x = 1; x < WIDTH; x++) {
            assertTrue(ramp.at(x, 1) >= ramp.at(x - 1, 1), "at " + x);
            assertTrue(Math.abs(ramp.at(x, 1) - 17 * x) <= 130, "at %d it was %d".formatted(x, ramp.at(x, 1)));
        }
    }

    private Gray page(byte[] tiff) throws Exception {
        try (Pages pages = open(tiff)) {
            return pages.page(1).picture();
        }
    }

    private Pages open(byte[] tiff) throws Exception {
        Path file = Files.write(folder.resolve("ramp.tif"), tiff);
        return new Intake(IntakeLimits.DEFAULT).open("ramp.tif", () -> Files.newByteChannel(file), Optional.empty());
    }

    private static byte[] tiff(int bits, int samples, int coding, int orientation, ByteOrder order) {
        return tiff(bits, samples, coding, orientation, order, 8);
    }

    /**
     * A ramp from nought to the most that the samples can say, rows padded to bytes.
     *
     * @param directory where it begins in the file; the pixels follow it
     */
    private static byte[] tiff(int bits, int samples, int coding, int orientation, ByteOrder order, int directory) {
        int rowBytes = (WIDTH * samples * bits + 7) / 8;
        int values = directory + 2 + 11 * 12 + 4;
        ByteBuffer tiff = ByteBuffer.allocate(values + 6 + rowBytes * HEIGHT).order(order);
        tiff.put(order == ByteOrder.LITTLE_ENDIAN ? new byte[] {'I', 'I'} : new byte[] {'M', 'M'});
        tiff.putShort((short) 42).putInt(directory).position(directory);
        tiff.putShort((short) 11);
        number(tiff, 256, WIDTH);
        number(tiff, 257, HEIGHT);
        if (samples == 1) {
            number(tiff, 258, bits);
        } else {
            tiff.putShort((short) 258).putShort((short) 3).putInt(samples).putInt(values);
        }
        number(tiff, 259, coding);
        number(tiff, 262, samples == 1 ? 1 : 2);
        tiff.putShort((short) 273).putShort((short) 4).putInt(1).putInt(values + 6);
        number(tiff, 274, orientation);
        number(tiff, 277, samples);
        number(tiff, 278, HEIGHT);
        tiff.putShort((short) 279).putShort((short) 4).putInt(1).putInt(rowBytes * HEIGHT);
        number(tiff, 284, 1);
        tiff.putInt(0);
        for (int i = 0; i < 3; i++) {
            tiff.putShort((short) bits);
        }
        for (int y = 0; y < HEIGHT; y++) {
            tiff.put(row(bits, samples, rowBytes, order));
        }
        return tiff.array();
    }

    /** Samples of 16 and 32 bits are in the file's byte order, all others run from the highest bit. */
    private static byte[] row(int bits, int samples, int rowBytes, ByteOrder order) {
        byte[] row = new byte[rowBytes];
        ByteBuffer whole = ByteBuffer.wrap(row).order(order);
        long most = (1L << bits) - 1;
        int at = 0;
        for (int x = 0; x < WIDTH; x++) {
            long value = Math.round(most * (x / (WIDTH - 1.0)));
            for (int sample = 0; sample < samples; sample++) {
                if (bits == 16) {
                    whole.putShort((short) value);
                } else if (bits == 32) {
                    whole.putInt((int) value);
                } else {
                    for (int bit = bits - 1; bit >= 0; bit--, at++) {
                        row[at / 8] |= (byte) ((value >> bit & 1) << (7 - at % 8));
                    }
                }
            }
        }
        return row;
    }

    private static void number(ByteBuffer tiff, int tag, int value) {
        tiff.putShort((short) tag).putShort((short) 3).putInt(1).putShort((short) value).putShort((short) 0);
    }
}
