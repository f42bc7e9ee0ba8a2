package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.splitter.raster.Gray;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.CCITTFactory;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Fax of group 4 in TIFF and PDF: every pixel as it was, and damage said, not shown. */
class GroupFourTest {
    private static final int WIDTH = 2_700;
    private static final int HEIGHT = 90;
    private static final int STRIP_ROWS = 32;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.002, 0.1, 0.5, 0.999, 1})
    void everyPixelIsAsItWasWrittenHoweverLongItsRunsAre(double share) throws Exception {
        BufferedImage picture = scattered(share);
        assertArrayEquals(bits(picture), GroupFour.decode(fax(picture), WIDTH, HEIGHT, false));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 1", "0, 2", "1, 2"})
    void aTiffOfSeveralStripsIsReadInEitherColourAndOrderOfBits(int photometric, int fillOrder) throws Exception {
        BufferedImage picture = scattered(0.1);
        byte[][] strips = new byte[(HEIGHT + STRIP_ROWS - 1) / STRIP_ROWS][];
        for (int i = 0; i < strips.length; i++) {
            int top = i * STRIP_ROWS;
            strips[i] = fax(picture.getSubimage(0, top, WIDTH, Math.min(STRIP_ROWS, HEIGHT - top)));
        }
        Gray page = page("fax.tif", tiff(WIDTH, HEIGHT, STRIP_ROWS, photometric, fillOrder, strips));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                assertEquals((picture.getRGB(x, y) & 0xff) ^ (photometric == 0 ? 0 : 0xff), page.at(x, y), "at %d, %d".formatted(x, y));
            }
        }
    }

    /** As a product for fax servers codes rows whose left edge is black in the next row. */
    @Test
    void aRowThatBeginsWithARunOfNothingIsReadAndTheNextToldFromIt() throws Exception {
        String first = "001" + "00110101" + "0000110111" + "001" + "1000" + "0011" + "1"; // 0 white, 0 black, 3 white, 5 black, white
        String second = "1" + "1" + "1"; // black from the place of the run of nothing, white as above, to the end
        byte[] rows = GroupFour.decode(coded(first + second), 16, 2, false);
        assertArrayEquals(new byte[] {0b00011111, 0, (byte) 0xff, 0}, rows);
    }

    @Test
    void whatTheFaxItselfEndsIsWhiteBelow() throws Exception {
        BufferedImage picture = scattered(0.1);
        byte[] expected = Arrays.copyOf(bits(picture), (WIDTH + 7) / 8 * (HEIGHT + 10));
        assertArrayEquals(expected, GroupFour.decode(fax(picture), WIDTH, HEIGHT + 10, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cut", "emptied", "garbled"})
    void aDamagedFaxIsRefusedAndNotShownAsPaper(String damage) throws Exception {
        byte[] fax = damaged(fax(scattered(0.1)), damage);
        assertEquals("Expected a whole TIFF picture but page 1 of scan 'fax.tif' is damaged: send it again.",
                refusal("fax.tif", tiff(WIDTH, HEIGHT, HEIGHT, 0, 1, fax)));
        assertEquals("Expected to see all of page 1 of scan 'fax.pdf' but a part of it cannot be decoded: print it to a new PDF or scan it again.",
                refusal("fax.pdf", pdf(fax, 1)));
        assertEquals("Expected to see all of page 1 of scan 'parts.pdf' but a part of it cannot be decoded: print it to a new PDF or scan it again.",
                refusal("parts.pdf", pdf(fax, 2)));
    }

    @Test
    void aPdfGivesTheSamePixelsWhereTheFaxIsItsPageAndWhereItIsAPartOfIt() throws Exception {
        BufferedImage picture = scattered(0.1);
        Gray whole = page("fax.pdf", pdf(fax(picture), 1));
        assertArrayEquals(Rasters.ofBits(WIDTH, HEIGHT, bits(picture), true).pixels(), whole.pixels());
        Gray parts = page("parts.pdf", pdf(fax(picture), 2));
        double dark = 0;
        for (byte pixel : parts.pixels()) {
            dark += (255 - (pixel & 0xff)) / 255.0 / parts.pixels().length;
        }
        assertEquals(0.1, dark, 0.01, "share of black in a page of two such pictures");
    }

    private static byte[] damaged(byte[] fax, String how) {
        byte[] damaged = how.equals("cut") ? Arrays.copyOf(fax, fax.length / 2) : fax.clone();
        if (how.equals("emptied")) {
            Arrays.fill(damaged, fax.length / 2, fax.length, (byte) 0);
        } else if (how.equals("garbled")) {
            for (int i = fax.length / 2; i < fax.length; i++) {
                damaged[i] ^= 0x5a;
            }
        }
        return damaged;
    }

    private Gray page(String name, byte[] bytes) throws Exception {
        Path file = Files.write(folder.resolve(name), bytes);
        try (Pages pages = new Intake(IntakeLimits.DEFAULT).open(name, () -> Files.newByteChannel(file), Optional.empty())) {
            return pages.page(1).picture();
        }
    }

    private String refusal(String name, byte[] bytes) {
        return assertThrows(RefusedException.class, () -> page(name, bytes)).getMessage();
    }

    /** Black pixels thrown on white at random, most of them side by side. */
    private static BufferedImage scattered(double share) {
        Random random = new Random(4);
        BufferedImage picture = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
        for (int y = 0; y < HEIGHT; y++) {
            boolean isBlack = false;
            for (int x = 0; x < WIDTH; x++) {
                isBlack = random.nextInt(4) == 0 ? random.nextDouble() < share : isBlack;
                picture.setRGB(x, y, isBlack ? 0 : 0xffffff);
            }
        }
        return picture;
    }

    private static byte[] bits(BufferedImage picture) {
        byte[] bits = new byte[(WIDTH + 7) / 8 * HEIGHT];
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                if ((picture.getRGB(x, y) & 0xff) == 0) {
                    bits[y * ((WIDTH + 7) / 8) + x / 8] |= (byte) (0x80 >> x % 8);
                }
            }
        }
        return bits;
    }

    /** As PDFBox codes it. */
    private static byte[] fax(BufferedImage picture) throws IOException {
        try (PDDocument document = new PDDocument();
                InputStream coded = CCITTFactory.createFromImage(document, picture).getCOSObject().createRawInputStream()) {
            return coded.readAllBytes();
        }
    }

    private static byte[] coded(String bits) {
        byte[] coded = new byte[(bits.length() + 7) / 8];
        for (int i = 0; i < bits.length(); i++) {
            coded[i / 8] |= (byte) (bits.charAt(i) - '0' << 7 - i % 8);
        }
        return coded;
    }

    /** A page that a fax fills, or several of the same, one above the other. */
    private static byte[] pdf(byte[] fax, int parts) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(new PDRectangle(WIDTH * 0.24f, HEIGHT * 0.24f * parts));
            document.addPage(page);
            PDImageXObject picture = CCITTFactory.createFromImage(document, scattered(0.1));
            try (var out = picture.getCOSObject().createRawOutputStream()) {
                out.write(fax);
            }
            picture.getCOSObject().setInt(COSName.LENGTH, fax.length);
            try (PDPageContentStream content = new PDPageContentStream(document, page)) {
                for (int i = 0; i < parts; i++) {
                    content.drawImage(picture, 0, i * HEIGHT * 0.24f, WIDTH * 0.24f, HEIGHT * 0.24f);
                }
            }
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            return out.toByteArray();
        }
    }

    private static byte[] tiff(int width, int height, int stripRows, int photometric, int fillOrder, byte[]... strips) {
        int directory = 8 + Arrays.stream(strips).mapToInt(strip -> strip.length).sum();
        int lists = directory + 2 + 10 * 12 + 4;
        ByteBuffer tiff = ByteBuffer.allocate(lists + 8 * strips.length).order(ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(directory);
        for (byte[] strip : strips) {
            for (byte part : strip) {
                tiff.put(fillOrder == 1 ? part : (byte) (Integer.reverse(part) >>> 24));
            }
        }
        tiff.putShort((short) 10);
        int[][] entries = {{256, 1, width}, {257, 1, height}, {258, 1, 1}, {259, 1, 4}, {262, 1, photometric}, {266, 1, fillOrder},
            {273, strips.length, strips.length == 1 ? 8 : lists}, {277, 1, 1}, {278, 1, stripRows},
            {279, strips.length, strips.length == 1 ? strips[0].length : lists + 4 * strips.length}};
        for (int[] entry : entries) {
            tiff.putShort((short) entry[0]).putShort((short) 4).putInt(entry[1]).putInt(entry[2]);
        }
        tiff.putInt(0);
        int at = 8;
        for (byte[] strip : strips) {
            tiff.putInt(at);
            at += strip.length;
        }
        for (byte[] strip : strips) {
            tiff.putInt(strip.length);
        }
        return tiff.array();
    }
}
