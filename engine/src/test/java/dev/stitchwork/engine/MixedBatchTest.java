package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.FormCount;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.form.InvalidTemplateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A batch of two forms that share the field {@code town}: a slip, where it is a number, and a bill, where it is text. */
class MixedBatchTest extends OnEachDatabase {
    private static final Guarantee ALONE = House.alone(1);

    @Test
    void eachDocumentIsReadByTheRulesOfItsOwnForm() throws IOException {
        BatchId batch = open(ALONE);
        house.add(batch, "post.pdf", documents(0, 1, 0));
        house.awaitSplit(batch);
        for (int turn = 0; turn < 3; turn++) {
            house.key(1, "1,234.0");
        }

        assertEquals("""
                post.pdf 1 [1]: town=1234
                post.pdf 2 [2]: town=1,234.0
                post.pdf 3 [3]: town=1234
                """, house.delivery(batch));
        assertEquals("post.pdf 2 [2]: town=1,234.0\n", delivery(batch, "bill"));
        assertEquals("Expected a template of this batch but 'card' is none of it.",
                assertThrows(NotFoundException.class, () -> delivery(batch, "card")).getMessage());
        assertEquals(List.of(new FormCount("slip", 2), new FormCount("bill", 1)), house.progress(batch).forms());
        assertEquals(Map.of("slip", 2, "bill", 1), house.batches().certificate(House.CLIENT, batch).byForm().entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, form -> form.getValue().total().fields())));
    }

    /** Who knows the forms may tell one by what is asked. */
    @Test
    void aDocumentHidesAmongThoseOfItsOwnForm() {
        BatchId batch = open(ALONE.withPoolMin(2));
        house.add(batch, "post.pdf", documents(0, 1, 0));
        house.awaitSplit(batch);
        assertEquals("Expected at least 2 documents to hide each fragment among but a pool has 1.",
                house.batches().quote(House.CLIENT, batch).orElseThrow().shortfalls().get(0).sentence());
        house.batches().close(House.CLIENT, batch);

        Set<String> shown = Set.of(house.picture(1, house.lease(1)), house.picture(2, house.lease(2)));
        assertTrue(Set.of("post.pdf 1", "post.pdf 3").containsAll(shown), shown::toString);
        assertEquals(1, house.office().disputes(), "the bill is alone, and left to the operators");
    }

    @Test
    void theLogNamesTheFormsAndWhichOfThemADocumentIs() throws IOException {
        BatchId batch = open(ALONE);
        house.add(batch, "post.pdf", documents(1, 0));
        house.awaitSplit(batch);
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        house.batches().exposureLog(House.CLIENT, batch, log);

        List<String> rows = log.toString(StandardCharsets.US_ASCII).lines().toList();
        assertEquals(List.of("form 0", "field 0 plain - integer 0 1 -", "form 1", "field 0 plain - text 0 1 -"), rows.stream()
                .filter(row -> row.matches("\\d+ (form|field) .*"))
                .map(row -> row.replaceAll("^\\d+ | [0-9a-f]{16}$", ""))
                .toList());
        assertEquals(List.of("1", "0"), rows.stream().filter(row -> row.contains(" doc ")).map(row -> row.split(" ")[4]).toList());
        assertEquals(2, rows.stream().filter(row -> row.matches("\\d+ release [01] plain .*")).count());
    }

    @Test
    void onlyFormsThatCanBeToldApartAreMixed() {
        InvalidTemplateException refused = assertThrows(InvalidTemplateException.class,
                () -> house.batches().open(House.CLIENT, NewBatch.usual("Post", "card").of(List.of("card", saved("slip", "integer")))));
        assertEquals(List.of("Expected a picture of every empty page where there are several templates, to tell pages apart, "
                + "but 'card' has a page without: add it to the template."), refused.problems());
        assertEquals("Expected 1 to 20 different templates but was [slip, slip].", assertThrows(IllegalArgumentException.class,
                () -> NewBatch.usual("Post", "slip").of(List.of("slip", "slip"))).getMessage());
    }

    private BatchId open(Guarantee guarantee) {
        List<String> forms = List.of(saved("slip", "integer"), saved("bill", "text"));
        return house.batches().open(House.CLIENT, NewBatch.usual("Post", "slip").of(forms).with(House.ONE_ANSWER).under(guarantee));
    }

    private String saved(String name, String kind) {
        String template = """
                {"name": "%s", "title": "%s", "locale": "en-GB",
                 "pages": [{"widthMm": 210, "heightMm": 297, "reference": {"file": "%s.png"}}],
                 "fields": [{"name": "town", "page": 1, "kind": "%s", "box": {"x": 10, "y": 30, "width": 80, "height": 8}}]}
                """.formatted(name, name, name, kind);
        house.batches().saveTemplate(
                House.CLIENT, template.getBytes(StandardCharsets.UTF_8), Map.of(name + ".png", new byte[] {1}));
        return name;
    }

    /** Documents of a page each, of these forms. */
    private static ScriptedSplitter.Script documents(int... forms) {
        return (scan, pieces) -> {
            for (int i = 0; i < forms.length; i++) {
                pieces.document(new ShreddedDocument(forms[i], List.of(new PageFit(i + 1, 0)),
                        List.of(ScriptedSplitter.shred("town", "%s %d".formatted(scan.name(), i + 1)))));
            }
        };
    }

    private String delivery(BatchId batch, String template) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        house.batches().deliver(House.CLIENT, batch, DeliveryFormat.CSV, Optional.of(template), out);
        return out.toString(StandardCharsets.UTF_8);
    }
}
