package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.samples.crowd.Crowd;
import dev.stitchwork.samples.crowd.Mistakes;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.crowd.SimulatedWorker;
import dev.stitchwork.samples.crowd.Truth;
import dev.stitchwork.samples.demo.Installation;
import dev.stitchwork.samples.scan.Ledger;
import dev.stitchwork.splitter.ScanSplitter;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages of a ledger from their scan to their delivery: a row is a document, a column a field. */
class RegisterTest {
    private static ScanSplitter splitter;

    @TempDir
    private Path data;

    @BeforeAll
    static void open() {
        splitter = ScanSplitter.withoutPrintReading();
    }

    @AfterAll
    static void close() {
        splitter.close();
    }

    @Test
    void aWornLedgerIsDeliveredRowByRow() throws Exception {
        Ledger.Page ledger = Ledger.page(3, 5, Ledger.Wear.NONE.turned(2.1).curled(12).broken(0.15).withoutRowRule(3));
        try (ScanSplitter reading = new ScanSplitter(data.resolve("work"))) {
            Onlooker onlooker = new Onlooker(reading, (template, shred) -> truth(ledger, template, shred));
            try (Installation house = Installation.start(EngineSettings.inFolder(data.resolve("server")).withQuickPasswords(), onlooker, 0);
                    Crowd crowd = new Crowd(2)) {
                SimulatedClient client = new SimulatedClient(house.frontDesk().signIn(house.frontDesk().hire("client", "client")));
                // What is sure to be blank no person is asked.
                client.saveTemplate(TemplateJson.write(changed("\"kind\": \"text\"", "\"kind\": \"text\", \"machine\": {\"votes\": true, \"decidesAt\": 0.985}")), Map.of());
                Map<String, Object> rules = new HashMap<>(SimulatedClient.UNBOUND);
                rules.put("fragmentsPerWorkerMax", 1);
                String batch = client.open("ledger", "ledger", rules);
                client.send(batch, "march.png", png(ledger.picture())).expect(201);
                client.close(batch);
                house.frontDesk().hireWorkers("worker", 12, connection -> crowd.join(
                        new SimulatedWorker(connection, onlooker::look, Mistakes.NONE, new SplittableRandom(7))));
                while (!client.progress(batch).get("finished").asBoolean()) {
                    crowd.check();
                    Thread.sleep(100);
                }

                StringBuilder wanted = new StringBuilder("_file,_document,_marked,_breaches,number,day,goods,place,amount\r\n");
                int document = 0;
                for (List<String> row : ledger.cells()) {
                    if (!row.get(0).isEmpty()) {
                        wanted.append("march.png,").append(++document).append(",,");
                        row.forEach(cell -> wanted.append(',').append(cell.contains(",") ? '"' + cell + '"' : cell));
                        wanted.append("\r\n");
                    }
                }
                assertEquals(wanted.toString(), new String(client.download(batch, "csv"), StandardCharsets.UTF_8));
                assertFalse(onlooker.keyed().contains(""), "an empty cell is the machine's to answer");
            }
        }
    }

    @Test
    void aPieceShowsWhatStandsInItsCellToTheLastPixelAndNothingBeside() throws Exception {
        Ledger.Page ledger = Ledger.page(5, 20, Ledger.Wear.NONE.turned(-3).faint(200));
        List<ShreddedDocument> rows = split(ledger, Ledger.template(true));

        List<Integer> filled = filledRows(ledger);
        assertEquals(filled.size(), rows.size());
        for (int i = 0; i < filled.size(); i++) {
            List<Shred> cells = rows.get(i).shreds();
            assertEquals(5, cells.size());
            assertEquals(filled.get(i) + 1, cells.get(0).spot().orElseThrow().block());
            for (int column = 0; column < 5; column++) {
                Optional<Rectangle> ink = ledger.ink().get(filled.get(i)).get(column);
                if (ink.isEmpty()) {
                    assertEquals(Reading.BLANK, cells.get(column).machineReadings().get(0).reading());
                } else {
                    Spot spot = cells.get(column).spot().orElseThrow();
                    assertEquals(ink.get().x, spot.x() * ledger.picture().getWidth(), 8);
                    assertEquals(ink.get().y, spot.y() * ledger.picture().getHeight(), 8);
                    assertEquals(ink.get().getMaxX(), (spot.x() + spot.width()) * ledger.picture().getWidth(), 8);
                    assertEquals(ink.get().getMaxY(), (spot.y() + spot.height()) * ledger.picture().getHeight(), 8);
                }
            }
        }
    }

    @Test
    void rowsThatNoRulePartsAreFoundByTheirPitch() throws Exception {
        Ledger.Page ledger = Ledger.page(6, 14, Ledger.Wear.NONE.turned(1).unruled());
        assertEquals(filledRows(ledger).size(), split(ledger, Ledger.template(false)).size());
        assertEquals("Expected level rules that part the rows of register 'ledger' on page 1 of scan 'march.png' but there is none below its"
                + " heading: where rows are not ruled, have the template say how far apart they are (rowPitchMm).", refusal(ledger, Ledger.template(true)));
    }

    @Test
    void whatIsNotTheTemplatesTableIsRefused() throws Exception {
        Ledger.Page empty = Ledger.page(6, 0, Ledger.Wear.NONE);
        assertEquals("Expected rows with something written in register 'ledger' on page 1 of scan 'march.png' but all of its 28 rows are empty.",
                refusal(empty, Ledger.template(true)));
        assertEquals("Expected 1 to 20 rows in register 'ledger' on page 1 of scan 'march.png' but found 28: check the template's rowsMin"
                + " and rowsMax.", refusal(empty, changed("\"headingMm\"", "\"rowsMax\": 20, \"headingMm\"")));
        assertEquals("Expected 4 columns in register 'ledger' on page 1 of scan 'march.png' but 1 more upright rule runs down column"
                + " 'goods': check the template's columns.", refusal(empty, withoutPlace()));

        Ledger.Page letter = new Ledger.Page(new BufferedImage(2480, 3508, BufferedImage.TYPE_BYTE_GRAY), List.of(), List.of());
        letter.picture().createGraphics().fillRect(0, 0, 2480, 3508);
        assertEquals("Expected the table of register 'ledger' on page 1 of scan 'march.png', upright rules at most of the borders of its 5"
                + " columns, but of 0 upright rules on the page 0 lie so: send pages of this register, or check the template's columns.",
                refusal(letter, Ledger.template(true)));
    }

    /** Its column goes to the one before it. */
    private static FormTemplate withoutPlace() {
        FormTemplate whole = Ledger.template(true);
        List<Field> fields = new ArrayList<>(whole.fields());
        Field goods = fields.get(2);
        Field place = fields.remove(3);
        fields.set(2, new Field(goods.name(), goods.label(), 1, goods.box().union(place.box()), goods.kind(), false, goods.rules(),
                goods.sensitivity(), 1, 0, List.of(), goods.machine()));
        return new FormTemplate(whole.name(), whole.title(), whole.locale(), whole.layout(), whole.pages(), fields);
    }

    private static FormTemplate changed(String from, String to) {
        String json = new String(TemplateJson.write(Ledger.template(true)), StandardCharsets.UTF_8);
        assertTrue(json.contains(from), json);
        return TemplateJson.read(json.replace(from, to).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Integer> filledRows(Ledger.Page ledger) {
        List<Integer> filled = new ArrayList<>();
        for (int row = 0; row < ledger.cells().size(); row++) {
            if (!ledger.cells().get(row).get(0).isEmpty()) {
                filled.add(row);
            }
        }
        return filled;
    }

    /** What was written in the row and column that a piece is said to come from. */
    private static Truth truth(Ledger.Page ledger, FormTemplate template, Shred shred) {
        Field field = template.field(shred.field()).orElseThrow();
        Spot spot = shred.spot().orElseThrow();
        String text = ledger.cells().get(spot.block() - 1).get(template.fields().indexOf(field));
        return new Truth(field, template.locale(), text.isEmpty() ? Reading.BLANK : Reading.of(text));
    }

    private String refusal(Ledger.Page ledger, FormTemplate template) {
        return assertThrows(UnreadableScanException.class, () -> split(ledger, template)).getMessage();
    }

    private List<ShreddedDocument> split(Ledger.Page ledger, FormTemplate template) throws IOException, UnreadableScanException {
        Path file = Files.write(data.resolve("march.png"), png(ledger.picture()));
        List<ShreddedDocument> rows = new ArrayList<>();
        splitter.split(new Scan("march.png", () -> Files.newByteChannel(file), template, Map.of(), Optional.empty()), new Splitter.Pieces() {
            @Override
            public void document(ShreddedDocument document) {
                rows.add(document);
            }

            @Override
            public void refused(List<Integer> filePages, String reason) {
                assertEquals(List.of(1), filePages);
            }
        });
        return rows;
    }

    private static byte[] png(BufferedImage picture) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", bytes);
        return bytes.toByteArray();
    }
}
