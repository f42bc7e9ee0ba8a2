package dev.stitchwork.splitter;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole files through the whole splitter. */
class ScanSplitterTest {
    private static ScanSplitter splitter;

    @BeforeAll
    static void open(@TempDir Path work) {
        splitter = new ScanSplitter(work);
    }

    @AfterAll
    static void close() {
        splitter.close();
    }

    @ParameterizedTest
    @CsvSource({"0, 0, 0", "0.7, 12, -9", "-1.6, -20, 14", "2.5, 25, 30", "180, 3, 4"})
    void aTurnedAndShiftedScanIsReadAsItWasFilledIn(double degrees, double dx, double dy) throws Exception {
        BufferedImage scan = PaperForm.scanned(PaperForm.filled("Rose Alder", "Northwick", 2, true), degrees, dx, dy);

        Map<String, MachineReading> readings = readings(split(PaperForm.scan("march.png", PaperForm.written(scan, "png"))));

        assertEquals(Reading.of("Rose Alder"), readings.get("name").reading());
        assertEquals(Reading.of("Northwick"), readings.get("town").reading());
        assertEquals(new MachineReading("ink", Reading.of("2"), 0.99), readings.get("plot"));
        assertEquals(new MachineReading("ink", Reading.of("yes"), 0.99), readings.get("signed"));
    }

    @Test
    void anEmptyFormIsBlankThroughout() throws Exception {
        BufferedImage scan = PaperForm.scanned(PaperForm.blank(), -0.8, 6, 5);

        readings(split(PaperForm.scan("march.png", PaperForm.written(scan, "png"))))
                .forEach((field, reading) -> assertEquals(new MachineReading("ink", Reading.BLANK, 0.99), reading, field));
    }

    @Test
    void twoMarksInAChoiceOfOneAreLeftToPeople() throws Exception {
        BufferedImage page = PaperForm.filled("Rose Alder", "", 1, true);
        page.createGraphics().drawImage(
                PaperForm.filled("", "", 3, false).getSubimage(780, 880, 200, 90), 780, 880, null);

        MachineReading reading = readings(split(PaperForm.scan("march.png", PaperForm.written(page, "png")))).get("plot");

        assertEquals(Reading.of("1 3"), reading.reading());
        assertTrue(reading.confidence() <= 0.5, () -> "was " + reading.confidence());
    }

    @Test
    void theSamePixelsGiveTheSameFragmentsFromEveryKindOfFile() throws Exception {
        BufferedImage page = PaperForm.scanned(PaperForm.filled("Rose Alder", "Northwick", 2, true), 0.7, 12, -9);
        List<Shred> png = split(PaperForm.scan("a.png", PaperForm.written(page, "png"))).get(0).shreds();
        List<Shred> tiff = split(PaperForm.scan("a.tif", PaperForm.written(page, "tiff"))).get(0).shreds();
        List<Shred> pdf = split(PaperForm.scan("a.pdf", PaperForm.pdf(page))).get(0).shreds();

        for (int i = 0; i < png.size(); i++) {
            assertArrayEquals(png.get(i).picture(), tiff.get(i).picture(), "TIFF, " + png.get(i).field());
            assertArrayEquals(png.get(i).picture(), pdf.get(i).picture(), "PDF, " + png.get(i).field());
        }
    }

    @Test
    void aFragmentIsAPngOfThreeChunksOnACanonicalCanvas() throws Exception {
        BufferedImage page = PaperForm.filled("Rose Alder", "Northwick", 2, true);
        Set<Integer> widths = Set.of(640, 1280);
        Set<Integer> heights = Set.of(96, 192, 384, 768);
        for (Shred shred : split(PaperForm.scan("a.png", PaperForm.written(page, "png"))).get(0).shreds()) {
            assertEquals(List.of("IHDR", "IDAT", "IEND"), chunks(shred.picture()));
            ByteBuffer header = ByteBuffer.wrap(shred.picture(), 16, 8);
            assertTrue(widths.contains(header.getInt()) && heights.contains(header.getInt()), shred.field());
        }
    }

    @Test
    void aFragmentShowsNothingOfItsNeighbours() throws Exception {
        BufferedImage alone = fragment(PaperForm.filled("Rose Alder", "", 0, false));
        BufferedImage among = fragment(PaperForm.filled("Rose Alder", "Northwick", 2, true));
        for (int y = 0; y < alone.getHeight(); y++) {
            for (int x = 0; x < alone.getWidth(); x++) {
                int apart = Math.abs(alone.getRaster().getSample(x, y, 0) - among.getRaster().getSample(x, y, 0));
                // What counts as ink is measured on the whole page, and may move the edge of a stroke by a grey or two.
                assertTrue(apart * 255 / 15 <= 60, "the name's fragment shows something else at %d, %d".formatted(x, y));
            }
        }
    }

    private static BufferedImage fragment(BufferedImage page) throws Exception {
        byte[] png = split(PaperForm.scan("a.png", PaperForm.written(page, "png"))).get(0).shreds().get(0).picture();
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    @Test
    void sharesOfInkAddUpToTheWhole() throws Exception {
        BufferedImage page = PaperForm.filled("Rose Alder", "Northwick", 2, true);

        double all = split(PaperForm.scan("a.png", PaperForm.written(page, "png"))).get(0).shreds().stream()
                .mapToDouble(Shred::inkShare)
                .sum();

        assertEquals(1, all, 1e-9);
    }

    @Test
    void aPageThatShowsAnotherPaperCostsItsOwnDocumentOnly() throws Exception {
        BufferedImage other = new BufferedImage(1240, 1748, BufferedImage.TYPE_BYTE_GRAY);
        other.createGraphics().fillRect(0, 0, 1240, 1748);
        List<String> refusals = new ArrayList<>();
        List<ShreddedDocument> documents = new ArrayList<>();

        splitter.split(PaperForm.scan("march.pdf",
                PaperForm.pdf(PaperForm.filled("A", "B", 1, true), other, PaperForm.filled("C", "D", 2, true))),
                collecting(documents, refusals));

        assertEquals(List.of(1, 3), documents.stream().map(document -> document.pages().get(0).filePage()).toList());
        assertEquals(List.of("[2] Expected a page of form 'garden' on page 2 of scan 'march.pdf' but it shows none; the nearest is page 1, "
                + "with 0 % of its landmarks: check page and template."), refusals);
    }

    @Test
    void anEmptyFileIsRefused() {
        assertEquals("Expected a PDF, TIFF, PNG or JPEG file but scan 'march.pdf' is empty.", refusal("march.pdf", new byte[0]));
    }

    @Test
    void aTextFileNamedPdfIsRefused() {
        assertEquals("Expected a PDF, TIFF, PNG or JPEG file but scan 'march.pdf' holds plain text.",
                refusal("march.pdf", "Dear madam, the forms follow.".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void aTruncatedPdfIsRefused() throws Exception {
        byte[] whole = PaperForm.pdf(PaperForm.blank());
        String sentence = refusal("march.pdf", Arrays.copyOf(whole, 2_000));

        assertTrue(sentence.startsWith("Expected ") && sentence.contains("'march.pdf'") && sentence.endsWith("."), sentence);
    }

    @Test
    void aLockedPdfAsksForItsPassword() throws Exception {
        byte[] locked;
        try (PDDocument document = Loader.loadPDF(PaperForm.pdf(PaperForm.blank()));
                ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            document.protect(new StandardProtectionPolicy("owner", "open sesame", new AccessPermission()));
            document.save(bytes);
            locked = bytes.toByteArray();
        }
        String sentence = refusal("march.pdf", locked);
        assertTrue(sentence.contains("password") && sentence.contains("'march.pdf'"), sentence);

        Scan scan = PaperForm.scan("march.pdf", locked);
        List<ShreddedDocument> documents = new ArrayList<>();
        splitter.split(new Scan(scan.name(), scan.content(), scan.template(), scan.references(), Optional.of("open sesame")),
                collecting(documents, new ArrayList<>()));
        assertEquals(1, documents.size());
    }

    @Test
    void aTiffWhoseDirectoriesGoRoundIsRefused() {
        ByteBuffer tiff = ByteBuffer.allocate(64).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        tiff.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
        tiff.putShort((short) 1).putShort((short) 256).putShort((short) 3).putInt(1).putInt(10).putInt(8);
        String sentence = refusal("march.tif", tiff.array());

        assertTrue(sentence.contains("'march.tif'") && sentence.endsWith("."), sentence);
    }

    @Test
    void aPictureOfAbsurdSizeIsRefusedBeforeItIsUnpacked() throws Exception {
        assertEquals("Expected at most 100 million pixels a page but scan 'march.png' is 35000 x 35000: scan it at 300 dpi.",
                refusal("march.png", whitePng(35_000)));
    }

    @Test
    void aFileOfTheWrongNumberOfPagesIsRefused() throws Exception {
        var pages = List.of(PaperForm.template().pages().get(0), PaperForm.template().pages().get(0));
        Scan scan = PaperForm.scan("march.pdf", PaperForm.pdf(PaperForm.blank(), PaperForm.blank(), PaperForm.blank()));
        var form = new dev.stitchwork.engine.form.FormTemplate(
                "garden", "", scan.template().locale(), pages, scan.template().fields());

        UnreadableScanException refused = assertThrows(UnreadableScanException.class, () -> splitter.split(
                new Scan(scan.name(), scan.content(), form, scan.references(), Optional.empty()),
                collecting(new ArrayList<>(), new ArrayList<>())));

        assertEquals("Expected a multiple of 2 pages for form 'garden' but scan 'march.pdf' has 3: "
                + "send whole documents, or check the template.", refused.getMessage());
    }

    @Test
    void aFormWhosePictureDidNotComeIsAProblem() {
        Scan scan = PaperForm.scan("blank.png", new byte[0]);

        assertEquals(List.of("Expected the file 'blank.png' that page 1 of form 'garden' names but it did not come with "
                + "the form: send it along."),
                splitter.checkReferences(new Scan(scan.name(), scan.content(), scan.template(), Map.of(), Optional.empty())));
        assertEquals(List.of(), splitter.checkReferences(scan));
    }

    private static List<ShreddedDocument> split(Scan scan) throws UnreadableScanException {
        List<ShreddedDocument> documents = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        splitter.split(scan, collecting(documents, refusals));
        assertEquals(List.of(), refusals);
        return documents;
    }

    private static Splitter.Pieces collecting(List<ShreddedDocument> documents, List<String> refusals) {
        return new Splitter.Pieces() {
            @Override
            public void document(ShreddedDocument document) {
                documents.add(document);
            }

            @Override
            public void refused(List<Integer> filePages, String reason) {
                refusals.add(filePages + " " + reason);
            }
        };
    }

    private static Map<String, MachineReading> readings(List<ShreddedDocument> documents) {
        return documents.get(0).shreds().stream()
                .filter(shred -> !shred.machineReadings().isEmpty())
                .collect(Collectors.toMap(Shred::field, shred -> shred.machineReadings().get(0)));
    }

    private static String refusal(String name, byte[] bytes) {
        return assertThrows(UnreadableScanException.class,
                () -> splitter.split(PaperForm.scan(name, bytes), collecting(new ArrayList<>(), new ArrayList<>())))
                .getMessage();
    }

    private static List<String> chunks(byte[] png) {
        List<String> chunks = new ArrayList<>();
        ByteBuffer bytes = ByteBuffer.wrap(png, 8, png.length - 8);
        while (bytes.hasRemaining()) {
            int length = bytes.getInt();
            byte[] type = new byte[4];
            bytes.get(type);
            chunks.add(new String(type, StandardCharsets.US_ASCII));
            bytes.position(bytes.position() + length + 4);
        }
        return chunks;
    }

    private static byte[] whitePng(int side) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.write(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'});
        chunk(out, "IHDR", ByteBuffer.allocate(13).putInt(side).putInt(side).put((byte) 1).array());
        ByteArrayOutputStream rows = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(rows)) {
            deflater.write(new byte[1_000]);
        }
        chunk(out, "IDAT", rows.toByteArray());
        chunk(out, "IEND", new byte[0]);
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream out, String type, byte[] data) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(type.getBytes(StandardCharsets.US_ASCII));
        crc.update(data);
        out.writeInt(data.length);
        out.write(type.getBytes(StandardCharsets.US_ASCII));
        out.write(data);
        out.writeInt((int) crc.getValue());
    }
}
