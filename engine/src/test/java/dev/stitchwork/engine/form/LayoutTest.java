package dev.stitchwork.engine.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LayoutTest {
    private static final String FILE = """
            {
              "$schema": "urn:stitchwork:template:1",
              "name": "letters",
              "title": "Letters",
              "locale": "de-DE",
              "layout": LAYOUT,
              "pages": [
                {
                  "widthMm": 210,
                  "heightMm": 297
                }
              ],
              "fields": [
                {
                  "name": "text",
                  "page": 1,
                  "box": { "x": 0, "y": 0, "width": 210, "height": 297 },
                  "kind": "text"
                }
              ]
            }
            """;

    @Test
    void aTemplateWithoutALayoutIsAForm() {
        assertEquals(Layout.FORM, read(FILE.replace("  \"layout\": LAYOUT,\n", "")).layout());
        assertEquals(Layout.FORM, read(FILE.replace("LAYOUT", "{\"kind\": \"form\"}")).layout());
    }

    @Test
    void runningTextSaysItsWritingAndItsLanguages() {
        assertEquals(
                new Layout.FreeText(Writing.PRINT, List.of("deu", "frk")),
                read(FILE.replace("LAYOUT", "{\"kind\": \"free-text\", \"languages\": [\"deu\", \"frk\"]}")).layout());
        assertEquals(
                new Layout.FreeText(Writing.HANDWRITING, List.of()),
                read(FILE.replace("LAYOUT", "{\"kind\": \"free-text\", \"writing\": \"handwriting\"}")).layout());
    }

    @Test
    void whatIsWrittenIsReadBackEqual() {
        for (Layout layout : List.of(
                Layout.FORM,
                new Layout.Register(),
                new Layout.Register(OptionalDouble.of(12.5), OptionalDouble.of(8), 20, 40),
                new Layout.FreeText(Writing.PRINT, List.of("deu", "frk")),
                new Layout.FreeText(Writing.HANDWRITING, List.of()))) {
            FormTemplate any = read(FILE.replace("LAYOUT", "{\"kind\": \"form\"}"));
            FormTemplate template = new FormTemplate(any.name(), any.title(), any.locale(), layout, any.pages(), any.fields());
            assertEquals(template, TemplateJson.read(TemplateJson.write(template)));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{'kind':'poem'} | | | Expected one of form, free-text, register but was 'poem' at /layout/kind.",
        "{'kind':'free-text','writing':'runes'} | | | Expected one of print, handwriting but was 'runes' at /layout/writing.",
        "{'kind':'free-text','languages':['../deu']} | | |"
                + " Expected a name of Tesseract's language data, such as deu or chi_sim but was '../deu' at /layout/languages/0.",
        "{'kind':'register','writing':'print'} | | |"
                + " Expected 'writing' only for layout free-text but was one for layout register at /layout/writing.",
        "{'kind':'free-text','rowPitchMm':8} | | |"
                + " Expected 'rowPitchMm' only for layout register but was one for layout free-text at /layout/rowPitchMm.",
        "{'kind':'register','rowsMin':9,'rowsMax':8} | | |"
                + " Expected a rowsMax of at least the rowsMin, 9, but was 8 at /layout/rowsMax.",
        "{'kind':'register','headingMm':0} | | | Expected at least 1 but was 0 at /layout/headingMm.",
        "{'kind':'free-text'} | 'kind': 'text' | 'kind': 'date' |"
                + " Expected kind text for layout free-text but was date at /fields/0/kind (field 'text').",
        "{'kind':'register'} | 'kind': 'text' | 'kind': 'signature' |"
                + " Expected a kind that is written for layout register but was signature at /fields/0/kind (field 'text').",
        "{'kind':'free-text'} | 'kind': 'text' | 'kind': 'text', 'parts': 2 |"
                + " Expected 1 part for layout free-text, which cuts by line, but was 2 at /fields/0/parts (field 'text').",
        "{'kind':'register'} | 'kind': 'text' | 'kind': 'text', 'comb': 4 |"
                + " Expected no comb for layout register but was 4 at /fields/0/comb (field 'text').",
        "{'kind':'free-text'} | 'kind': 'text' | 'kind': 'text', 'rules': {'lengthMax': 4} |"
                + " Expected no rules for layout free-text but was some at /fields/0/rules (field 'text').",
        "{'kind':'register'} | 'kind': 'text' | 'kind': 'text', 'sensitivity': {'group': 'who'} |"
                + " Expected no group for layout register, whose pieces cannot be counted beforehand, but was 'who' at"
                + " /fields/0/sensitivity/group (field 'text').",
        "{'kind':'register'} | 'heightMm': 297 | 'heightMm': 297, 'reference': {'file': 'blank.pdf'} |"
                + " Expected no reference for layout register but was 'blank.pdf' at /pages/0/reference.",
        "{'kind':'register'} | 'pages': [ | 'pages': [ {'widthMm': 210, 'heightMm': 297}, |"
                + " Expected 1 page for layout register but was 2 at /pages.",
    })
    void whatDoesNotFitALayoutHasItsSentence(String layout, String from, String to, String sentence) {
        String file = FILE.replace("LAYOUT", layout.replace('\'', '"'));
        if (from != null) {
            file = file.replace(from.replace('\'', '"'), to.replace('\'', '"'));
        }
        String broken = file;
        assertEquals(List.of(sentence), assertThrows(InvalidTemplateException.class, () -> read(broken)).problems());
    }

    @Test
    void runningTextIsOneField() {
        String second = "{\"name\": \"more\", \"page\": 1, \"kind\": \"text\", \"box\": {\"x\": 1, \"y\": 280, \"width\": 9, \"height\": 9}}";
        String file = FILE.replace("LAYOUT", "{\"kind\": \"free-text\"}")
                .replace("\"height\": 297 },", "\"height\": 270 },")
                .replace("\"kind\": \"text\"\n    }", "\"kind\": \"text\"\n    }, " + second);
        assertEquals(
                List.of("Expected 1 field for layout free-text but was 2 at /fields."),
                assertThrows(InvalidTemplateException.class, () -> read(file)).problems());
    }

    private static FormTemplate read(String json) {
        return TemplateJson.read(json.getBytes(StandardCharsets.UTF_8));
    }
}
