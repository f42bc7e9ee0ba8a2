package dev.stitchwork.splitter.freepage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.PageSize;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Writing;
import dev.stitchwork.splitter.ScanSplitter;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole pages of running text through the whole splitter. */
class FreePagesTest {
    private static ScanSplitter splitter;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open(@TempDir Path work) {
        splitter = new ScanSplitter(work);
    }

    @AfterAll
    static void close() {
        splitter.close();
    }

    @Test
    void aTiltedPageIsCutIntoItsWordsInTheOrderOneReads() throws Exception {
        List<Shred> words = split(Letter.printed(Letter.LINES, 1.3), Letter.template(Writing.PRINT)).shreds();

        assertEquals(Letter.LINES, textByLine(words));
        assertEquals(1, words.stream().mapToDouble(Shred::inkShare).sum(), 1e-6);
        double sure = words.stream().filter(word -> word.machineReadings().get(0).confidence() > 0.9).count();
        assertTrue(sure / words.size() > 0.9, () -> sure + " of " + words.size() + " words of plain print are sure");
    }

    @Test
    void aPageUpsideDownIsReadAndItsWordsLieWhereTheFileHasThem() throws Exception {
        ShreddedDocument page = split(Letter.printed(Letter.LINES, 180), Letter.template(Writing.PRINT));
        List<Shred> words = page.shreds();

        assertEquals(Optional.of(new PageSize(1748, 1240, 2)), page.pages().get(0).size());
        assertEquals(Letter.LINES, textByLine(words));
        Shred first = words.get(0);
        assertEquals("The", first.machineReadings().get(0).reading().text());
        // Printed 180 pixels from the left of 1748, 240 from the top of 1240; upside down it ends there from the other side.
        assertEquals(1 - 180 / 1748.0, first.spot().orElseThrow().x() + first.spot().orElseThrow().width(), 0.01);
        assertEquals(1 - 240 / 1240.0, first.spot().orElseThrow().y(), 0.02);
    }

    @Test
    void aColumnIsABlockOfItsOwn() throws Exception {
        BufferedImage page = Letter.printed(List.of(), 0);
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SERIF, Font.PLAIN, 52));
        for (int line = 0; line < Letter.LINES.size(); line++) {
            pen.drawString(Letter.LINES.get(line).substring(0, 24), 180, Letter.base(line, 80));
            pen.drawString(Letter.LINES.get(line).substring(24).strip(), 1000, Letter.base(line, 80));
        }
        pen.dispose();
        Map<Integer, Long> lines = split(page, Letter.template(Writing.PRINT)).shreds().stream()
                .map(word -> word.spot().orElseThrow())
                .collect(Collectors.groupingBy(Spot::block, TreeMap::new,
                        Collectors.mapping(Spot::line, Collectors.collectingAndThen(Collectors.toSet(), all -> (long) all.size()))));
        assertEquals(Map.of(1, 9L, 2, 9L), lines);
    }

    @Test
    void handwritingIsCutIntoWholeLinesThatNoMachineReads() throws Exception {
        List<Shred> lines = split(Letter.printed(Letter.LINES, 0.6), Letter.template(Writing.HANDWRITING)).shreds();

        assertEquals(Letter.LINES.size(), lines.size());
        assertTrue(lines.stream().allMatch(line -> line.machineReadings().isEmpty()));
    }

    @Test
    void aPageWithNothingOnItIsOneBlankPiece() throws Exception {
        List<Shred> pieces = split(Letter.printed(List.of(), 0), Letter.template(Writing.PRINT)).shreds();

        assertEquals(List.of(new MachineReading("ink", Reading.BLANK, 0.99)), pieces.get(0).machineReadings());
        assertEquals(1, pieces.size());
    }

    @Test
    void theClientIsToldTheLanguageAndWhichIsNotThere() {
        assertEquals(Optional.of("Print was read by machine with the language data 'eng'."),
                splitter.readingNote(Letter.template(Writing.PRINT)));
        assertEquals(Optional.of("Handwriting is not read by machine: people key every line."),
                splitter.readingNote(Letter.template(Writing.HANDWRITING)));
    }

    @Test
    void withoutAMachineNoLinesAreFound() throws Exception {
        FormTemplate template = Letter.template(Writing.PRINT);
        try (ScanSplitter blind = ScanSplitter.withoutPrintReading()) {
            assertEquals("Expected a machine to find the lines of page 1 of scan 'letter.png' but it could not:"
                            + " Nothing is read by machine, as was asked.",
                    assertThrows(UnreadableScanException.class, () -> blind.split(
                            Letter.scan(Letter.printed(Letter.LINES, 0), template, folder), new Documents())).getMessage());
        }
    }

    private static List<String> textByLine(List<Shred> words) {
        return words.stream()
                .collect(Collectors.groupingBy(word -> word.spot().orElseThrow().line(), TreeMap::new,
                        Collectors.mapping(word -> word.machineReadings().get(0).reading().text(), Collectors.joining(" "))))
                .values().stream().toList();
    }

    private ShreddedDocument split(BufferedImage page, FormTemplate template) throws Exception {
        Documents documents = new Documents();
        splitter.split(Letter.scan(page, template, folder), documents);
        assertEquals(List.of(), documents.refusals);
        assertEquals(1, documents.all.size());
        return documents.all.get(0);
    }

    private static final class Documents implements Splitter.Pieces {
        final List<ShreddedDocument> all = new ArrayList<>();
        final List<String> refusals = new ArrayList<>();

        @Override
        public void document(ShreddedDocument document) {
            all.add(document);
        }

        @Override
        public void refused(List<Integer> filePages, String reason) {
            refusals.add(reason);
        }
    }
}
