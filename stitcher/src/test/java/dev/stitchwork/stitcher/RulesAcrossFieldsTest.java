package dev.stitchwork.stitcher;

import static dev.stitchwork.stitcher.Claims.agreed;
import static dev.stitchwork.stitcher.Claims.stitched;
import static dev.stitchwork.stitcher.Claims.unsettled;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A register of which every row has a number, one more than that of the row before, and a total of two parts. */
class RulesAcrossFieldsTest {
    private static final FormTemplate LEDGER = TemplateJson.read("""
            {"name": "ledger", "title": "Ledger", "locale": "en-GB", "layout": {"kind": "register"},
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [
               {"name": "no", "page": 1, "kind": "integer", "box": {"x": 10, "y": 10, "width": 20, "height": 200}},
               {"name": "total", "page": 1, "kind": "money", "box": {"x": 40, "y": 10, "width": 20, "height": 200}},
               {"name": "net", "page": 1, "kind": "money", "box": {"x": 70, "y": 10, "width": 20, "height": 200}},
               {"name": "tax", "page": 1, "kind": "money", "box": {"x": 100, "y": 10, "width": 20, "height": 200}}],
             "checks": [{"rule": "sequence", "fields": ["no"]}, {"rule": "sum", "fields": ["total", "net", "tax"]}]}
            """.getBytes(StandardCharsets.UTF_8));

    @Test
    void aBrokenRuleStandsWithTheFirstOfItsFields() {
        assertEquals(List.of("", "total:sum", "no:sequence", "no:sequence total:sum", ""), breaches(
                row(1, agreed("7"), "12.00", "10.00", "2.00"),
                row(2, agreed("8"), "12.00", "10.00", "2.50"),
                row(3, agreed("10"), "12.00", "10.00", "2.00"),
                row(4, agreed("10"), "12.01", "10.00", "2.00"),
                row(5, agreed("11"), "12.00", "10.00", "2.00")));
    }

    @Test
    void whatIsNotSettledBreaksNoRule() {
        assertEquals(List.of("", "", ""), breaches(
                row(1, agreed("7"), "12.00", "10.00", "2.00"),
                row(2, unsettled(TaskState.OPEN), "12.00", "10.00", "2.00"),
                row(3, agreed("10"), "12.00", "10.00", "2.00")));
    }

    @Test
    void jsonSaysTheSame() {
        String json = stitched(LEDGER, DeliveryFormat.JSON, row(1, agreed("7"), "12.00", "10.00", "2.50"));
        assertTrue(json.contains("\"breaches\":[\"sum\"]"), json);
    }

    private static List<String> breaches(Transcript... rows) {
        return stitched(LEDGER, DeliveryFormat.CSV, rows).lines().skip(1).map(line -> line.split(",", -1)[3]).toList();
    }

    private static Transcript row(int number, Transcript.Part no, String total, String net, String tax) {
        List<Transcript.Part> parts = new ArrayList<>();
        parts.add(named("no", no));
        parts.add(named("total", agreed(total)));
        parts.add(named("net", agreed(net)));
        parts.add(named("tax", agreed(tax)));
        return new Transcript("ledger.pdf", number, List.of(1), parts);
    }

    private static Transcript.Part named(String field, Transcript.Part part) {
        return new Transcript.Part(field, 1, part.state(), part.reading(), part.agreement(), part.keyings(), part.machineReadings(), part.flag());
    }
}
