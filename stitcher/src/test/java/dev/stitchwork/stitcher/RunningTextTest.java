package dev.stitchwork.stitcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningTextTest {
    private static final FormTemplate LETTER = TemplateJson.read(Claims.resource("letter.template.json"));

    private static final FormTemplate REGISTER = TemplateJson.read("""
            {"name": "acts", "title": "Acts", "locale": "fr-FR", "layout": {"kind": "register"},
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [
               {"name": "number", "page": 1, "kind": "integer", "box": {"x": 10, "y": 30, "width": 20, "height": 200}},
               {"name": "names", "page": 1, "kind": "text", "box": {"x": 30, "y": 30, "width": 99, "height": 200}}]}
            """.getBytes(StandardCharsets.UTF_8));

    @Test
    void thePiecesOfALineAreJoinedByABlankAndLinesByALineFeed() {
        assertEquals(
                "_file,_document,_marked,_breaches,text\r\nbox.pdf,1,,,\"Dear Sir,\nyours truly\"\r\n",
                Claims.stitched(LETTER, DeliveryFormat.CSV,
                        page(read("Dear", 1), read("Sir,", 1), read("yours", 2), read("truly", 2))));
    }

    @Test
    void aPieceWithoutAValueLeavesItsMarkInItsPlaceAndCostsNoOther() {
        assertEquals(
                "_file,_document,_marked,_breaches,text\r\nbox.pdf,1,text,,\"Dear [open]\n[disputed] [illegible] truly\"\r\n",
                Claims.stitched(LETTER, DeliveryFormat.CSV,
                        page(read("Dear", 1), open(TaskState.OPEN, 1), open(TaskState.DISPUTED, 2), read(Reading.ILLEGIBLE, 2),
                                read("truly", 2))));
    }

    @Test
    void aBlankPieceLeavesNothing() {
        assertEquals("a b", value(page(read("a", 1), read(Reading.BLANK, 1), read("b", 1))));
    }

    @Test
    void aMarkedTextIsStillKeptFromBeingAFormula() {
        assertEquals("'=1+1 [open]", value(page(read("=1+1", 1), open(TaskState.OPEN, 1))));
    }

    @Test
    void aPageInJsonHasItsPiecesWithTheirPlaces() {
        assertEquals(
                new String(Claims.resource("letter.json"), StandardCharsets.UTF_8),
                Claims.stitched(LETTER, DeliveryFormat.JSON, page(read("Dear", 1), open(TaskState.OPEN, 2))));
    }

    @Test
    void aPieceThatIsMissingIsAnError() {
        Transcript gap = new Transcript("box.pdf", 1, List.of(1), List.of(part("text", 2, read("Sir", 1))));
        assertEquals(
                "Expected parts 1 to 1 of field 'text' once each but was [2] in document 1 of file 'box.pdf'.",
                assertThrows(IllegalArgumentException.class, () -> Claims.stitched(LETTER, DeliveryFormat.CSV, gap)).getMessage());
    }

    @Test
    void aTextIsAsLongAsItsPage() {
        Transcript.Part[] words = new Transcript.Part[500];
        java.util.Arrays.setAll(words, i -> read("0123456789", 1 + i / 10));
        assertEquals(500 * 11 - 1, value(page(words)).length());
    }

    @Test
    void aRowOfARegisterIsARecordWhoseCellsMayHaveLines() {
        Transcript row = new Transcript("register.tif", 3, List.of(1), List.of(
                part("number", 1, read("584", 1)),
                part("names", 1, read("Rève (par Mr. Pierre)", 1)),
                part("names", 2, read("rentier, demt. à Paris", 2))));
        assertEquals(
                "_file,_document,_marked,_breaches,number,names\r\n"
                        + "register.tif,3,,,584,\"Rève (par Mr. Pierre)\nrentier, demt. à Paris\"\r\n",
                Claims.stitched(REGISTER, DeliveryFormat.CSV, row));
    }

    @Test
    void aNumberOfARegisterWithoutAValueIsAMarkAsOnAForm() {
        Transcript row = new Transcript("register.tif", 3, List.of(1), List.of(
                part("number", 1, open(TaskState.OPEN, 1)), part("names", 1, read("Rève", 1))));
        assertEquals(
                "_file,_document,_marked,_breaches,number,names\r\nregister.tif,3,number,,[open],Rève\r\n",
                Claims.stitched(REGISTER, DeliveryFormat.CSV, row));
    }

    private static String value(Transcript page) {
        String csv = Claims.stitched(LETTER, DeliveryFormat.CSV, page).split("\r\n")[1];
        return csv.substring(csv.indexOf(",,") > 0 && csv.startsWith("box.pdf,1,,,") ? 12 : "box.pdf,1,text,,".length())
                .replaceAll("^\"|\"$", "");
    }

    private static Transcript page(Transcript.Part... pieces) {
        List<Transcript.Part> parts = new ArrayList<>();
        for (Transcript.Part piece : pieces) {
            parts.add(part("text", parts.size() + 1, piece));
        }
        return new Transcript("box.pdf", 1, List.of(1), parts);
    }

    private static Transcript.Part part(String field, int number, Transcript.Part like) {
        return new Transcript.Part(field, number, like.state(), like.reading(), like.agreement(), like.keyings(),
                like.machineReadings(), like.flag(), like.spot());
    }

    private static Transcript.Part read(String text, int line) {
        return read(Reading.of(text), line);
    }

    private static Transcript.Part read(Reading reading, int line) {
        return new Transcript.Part("", 1, TaskState.AGREED, reading, 1, List.of(reading, reading), List.of(), "",
                Optional.of(new Spot(line, 0.1, 0.05 * line % 0.9, 0.125, 0.02)));
    }

    private static Transcript.Part open(TaskState state, int line) {
        return new Transcript.Part("", 1, state, null, 0, List.of(), List.of(), "",
                Optional.of(new Spot(line, 0.1, 0.05 * line, 0.125, 0.02)));
    }
}
