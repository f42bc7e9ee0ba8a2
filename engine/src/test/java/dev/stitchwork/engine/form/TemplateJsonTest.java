package dev.stitchwork.engine.form;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TemplateJsonTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void everyKindOfFieldIsRead() {
        FormTemplate template = TemplateJson.read(everyKind());
        assertEquals(
                Set.of(FieldKind.values()),
                new HashSet<>(template.fields().stream().map(Field::kind).toList()));
        Field born = template.field("born").orElseThrow();
        assertEquals(new Box(20, 30, 40, 8), born.box());
        assertEquals(DatePrecision.DAY, born.rules().datePrecision());
        assertEquals(2, born.parts());
        assertEquals(Locale.UK, template.locale());
        assertEquals(new TemplatePage.Reference("blank.pdf", 1), template.pages().get(0).reference().orElseThrow());
    }

    @Test
    void whatIsWrittenIsTheFileThatWasRead() {
        assertEquals(
                new String(everyKind(), StandardCharsets.UTF_8),
                new String(TemplateJson.write(TemplateJson.read(everyKind())), StandardCharsets.UTF_8));
    }

    @Test
    void aChoiceWithoutABoxHasTheOneAroundItsOptions() {
        assertEquals(new Box(20, 20, 24, 4), TemplateJson.read(everyKind()).field("sex").orElseThrow().box());
    }

    @Test
    void theSchemaKnowsEveryKindAndEverySensitivityClass() throws IOException {
        JsonNode fields = JSON.readTree(TemplateJson.schema()).at("/$defs");
        assertEquals(
                Arrays.stream(FieldKind.values()).map(FieldKind::json).toList(),
                words(fields.at("/field/properties/kind/enum")));
        assertEquals(
                Arrays.stream(SensitivityClass.values()).map(SensitivityClass::json).toList(),
                words(fields.at("/sensitivity/properties/class/enum")));
    }

    /** One change to a good file, and the one sentence it brings. */
    static Stream<Arguments> faults() {
        return Stream.of(
                fault("/", "name", null, "Expected a property 'name' but was missing at /."),
                fault("/", "name", "'no blanks'",
                        "Expected a name of 1 to 64 letters a to z, digits, '_', '.' and '-' that starts with a letter or "
                                + "digit but was 'no blanks' at /name."),
                fault("/", "name", "'line\\n'",
                        "Expected a name of 1 to 64 letters a to z, digits, '_', '.' and '-' that starts with a letter or "
                                + "digit but was 'line\uFFFD' at /name."),
                fault("/", "title", "''", "Expected at least 1 character but was '' at /title."),
                fault("/", "locale", "'en_GB'", "Expected a language tag such as en-GB but was 'en_GB' at /locale."),
                fault("/", "locale", "'zz-ZZ'", "Expected a language tag such as en-GB but was 'zz-ZZ' at /locale."),
                fault("/", "locale", "'en'",
                        "Expected a locale with a country, such as en-GB, to read phone numbers by but was 'en' at "
                                + "/fields/5/kind (field 'phone')."),
                fault("/", "feilds", "[]",
                        "Expected one of the properties $schema, name, title, locale, layout, pages, fields, checks but was 'feilds' (did "
                                + "you mean 'fields'?) at /feilds."),
                fault("/", "fields", "[]", "Expected at least 1 item but was none at /fields."),
                fault("/pages/0", "widthMm", "9", "Expected at least 10 but was 9 at /pages/0/widthMm."),
                fault("/pages/0/reference", "file", "'../blank.pdf'",
                        "Expected a file name without a folder that ends in .pdf, .tif, .tiff, .png, .jpg or .jpeg but was "
                                + "'../blank.pdf' at /pages/0/reference/file."),
                fault("/pages/0/reference", "page", "1.5",
                        "Expected a whole number but was 1.5 at /pages/0/reference/page."),
                fault("/fields/0", "name", "'SIGNED'",
                        "Expected a name of its own but was that of /fields/0, 'SIGNED', at /fields/12/name (field "
                                + "'signed')."),
                fault("/fields/0", "page", "3", "Expected a page from 1 to 2 but was 3 at /fields/0/page (field 'surname')."),
                fault("/fields/0", "kind", "'person'",
                        "Expected one of text, person-name, integer, decimal, money, date, phone, email, postcode, code, "
                                + "choice-one, choice-any, signature but was 'person' at /fields/0/kind (field 'surname')."),
                fault("/fields/0", "box", null, "Expected a property 'box' but was missing at /fields/0 (field 'surname')."),
                fault("/fields/0", "required", "'yes'",
                        "Expected true or false but was 'yes' at /fields/0/required (field 'surname')."),
                fault("/fields/0", "parts", "0", "Expected at least 1 but was 0 at /fields/0/parts (field 'surname')."),
                fault("/fields/0", "labl", "'x'",
                        "Expected one of the properties name, label, page, box, kind, required, rules, sensitivity, parts, "
                                + "comb, options, machine but was 'labl' (did you mean 'label'?) at /fields/0/labl (field "
                                + "'surname')."),
                fault("/fields/0/box", "x", "'12'", "Expected a number but was '12' at /fields/0/box/x (field 'surname')."),
                fault("/fields/0/box", "x", "-1", "Expected at least 0 but was -1 at /fields/0/box/x (field 'surname')."),
                fault("/fields/0/box", "x", "1e999999999",
                        "Expected a number of at most 60 digits but was a longer one at /fields/0/box/x (field 'surname')."),
                fault("/fields/0/box", "width", "200",
                        "Expected a box on the paper of 210 x 297 mm but was 20 to 220 mm across and 20.5 to 28.5 mm down at "
                                + "/fields/0/box (field 'surname')."),
                fault("/fields/0/box", "height", "10.25",
                        "Expected boxes apart but was one 40 x 0.75 mm over field 'surname' at /fields/1/box (field 'born')."),
                fault("/fields/0", "options", "[{'value':'a','box':{'x':21,'y':21,'width':4,'height':4}}]",
                        "Expected options only with kind choice-one or choice-any but was a list of 1 at /fields/0/options "
                                + "(field 'surname')."),
                fault("/fields/0", "rules", "{'min':1}",
                        "Expected min and max only for numbers and dates but was '1' at /fields/0/rules/min (field "
                                + "'surname')."),
                fault("/fields/0", "rules", "{'pattern':'(a'}",
                        "Expected a regular expression in RE2 syntax but was '(a' (missing closing )) at "
                                + "/fields/0/rules/pattern (field 'surname')."),
                fault("/fields/0", "rules", "{'pattern':'(a)\\\\1'}",
                        "Expected a regular expression in RE2 syntax but was '(a)\\1' (invalid escape sequence) at "
                                + "/fields/0/rules/pattern (field 'surname')."),
                fault("/fields/0", "rules", "{'dateFormat':'dd/MM/yyyy'}",
                        "Expected a dateFormat only for kind date but was one for kind person-name at "
                                + "/fields/0/rules/dateFormat (field 'surname')."),
                fault("/fields/0", "rules", "{'values':['Ann','ann']}",
                        "Expected values that differ in more than case but was 'ann' after 'Ann' at "
                                + "/fields/0/rules/values/1 (field 'surname')."),
                fault("/fields/0", "rules", "{'lengthMax':2001}",
                        "Expected at most 2000 but was 2001 at /fields/0/rules/lengthMax (field 'surname')."),
                fault("/fields/0", "machine", "{'votes':false,'decidesAt':0.9}",
                        "Expected no decidesAt where the machine does not vote but was 0.9 at /fields/0/machine/decidesAt "
                                + "(field 'surname')."),
                fault("/fields/0", "machine", "{'decidesAt':1.01}",
                        "Expected at most 1 but was 1.01 at /fields/0/machine/decidesAt (field 'surname')."),
                fault("/fields/0", "sensitivity", "{'class':'secret'}",
                        "Expected one of plain, name, identifier, account, contact, postcode, birth, sex, confidential but "
                                + "was 'secret' at /fields/0/sensitivity/class (field 'surname')."),
                fault("/fields/1/rules", "dateFormat", "'dd/MM'",
                        "Expected a date format of a year, with a month or a month and a day, such as dd/MM/yyyy, but was "
                                + "'dd/MM' at /fields/1/rules/dateFormat (field 'born')."),
                fault("/fields/1/rules", "min", "'1900-02-30'",
                        "Expected an ISO date such as 1984-02-29 but was '1900-02-30' at /fields/1/rules/min (field 'born')."),
                fault("/fields/1", "parts", "9",
                        "Expected at most one part a cell, 8, but was 9 at /fields/1/parts (field 'born')."),
                fault("/fields/1", "comb", "41", "Expected cells of at least 1 mm but was 0.98 mm at /fields/1/comb (field 'born')."),
                fault("/fields/2", "parts", "11",
                        "Expected pieces of at least 2 mm but was 1.82 mm at /fields/2/parts (field 'people')."),
                fault("/fields/2/rules", "max", "-1",
                        "Expected a max of at least the min, 0, but was -1 at /fields/2/rules/max (field 'people')."),
                fault("/fields/2/rules", "min", "'few'", "Expected a whole number such as 1200 but was 'few' at /fields/2/rules/min (field 'people')."),
                fault("/fields/2/rules", "values", "['1','007']",
                        "Expected a whole number such as 1200 but was '007' at /fields/2/rules/values/1 (field 'people')."),
                fault("/fields/10", "options", null,
                        "Expected a property 'options' but was missing at /fields/10 (field 'sex')."),
                fault("/fields/10", "rules", "{'lengthMax':3}",
                        "Expected no rules for kind choice-one but was some at /fields/10/rules (field 'sex')."),
                fault("/fields/10", "parts", "2",
                        "Expected 1 part for kind choice-one but was 2 at /fields/10/parts (field 'sex')."),
                fault("/fields/10/options/1", "value", "'F'",
                        "Expected values that differ in more than case but was 'F' after 'f' at /fields/10/options/1/value "
                                + "(field 'sex')."),
                fault("/fields/10/options/1", "box", "{'x':22,'y':20,'width':4,'height':4}",
                        "Expected boxes apart but was one 2 x 4 mm over option 1 at /fields/10/options/1/box (field 'sex')."),
                fault("/fields/11/options/0", "box", "{'x':80,'y':30,'width':4,'height':4}",
                        "Expected an option inside the field's box, 10 to 70 mm across and 28 to 38 mm down, but was 80 to 84 "
                                + "mm across and 30 to 34 mm down at /fields/11/options/0/box (field 'help')."));
    }

    @ParameterizedTest
    @MethodSource("faults")
    void aFaultBringsOneSentenceThatNamesItsPlace(String object, String property, String value, String sentence)
            throws IOException {
        JsonNode file = JSON.readTree(everyKind());
        ObjectNode changed = (ObjectNode) (object.equals("/") ? file : file.at(object));
        if (value == null) {
            changed.remove(property);
        } else {
            changed.putRawValue(property, new RawValue(value.replace('\'', '"')));
        }
        assertEquals(sentence, problemsOf(JSON.writeValueAsBytes(file)));
    }

    @Test
    void aNeighbourMayCrossByHalfAMillimetre() throws IOException {
        JsonNode file = JSON.readTree(everyKind());
        ((ObjectNode) file.at("/fields/0/box")).put("height", 10);
        assertEquals(13, TemplateJson.read(JSON.writeValueAsBytes(file)).fields().size());
    }

    @Test
    void aLineToWriteOnMayLieBetweenTheOptionsOfAChoice() throws IOException {
        JsonNode file = JSON.readTree(everyKind());
        ((ObjectNode) file.at("/fields/12/box")).put("x", 26).put("y", 20).put("width", 10).put("height", 4);
        assertEquals(13, TemplateJson.read(JSON.writeValueAsBytes(file)).fields().size());
    }

    @Test
    void allProblemsAreTold() throws IOException {
        JsonNode file = JSON.readTree(everyKind());
        ((ObjectNode) file).put("locale", "xx").remove("title");
        ((ObjectNode) file.at("/fields/0")).put("kind", "nmae");
        ((ObjectNode) file.at("/fields/2")).put("name", "born");
        ((ObjectNode) file.at("/fields/3/box")).put("x", 205);
        assertEquals(
                String.join("\n",
                        "Expected a property 'title' but was missing at /.",
                        "Expected one of text, person-name, integer, decimal, money, date, phone, email, postcode, code, "
                                + "choice-one, choice-any, signature but was 'nmae' at /fields/0/kind (field 'surname').",
                        "Expected a language tag such as en-GB but was 'xx' at /locale.",
                        "Expected a name of its own but was that of /fields/1, 'born', at /fields/2/name (field 'born').",
                        "Expected a box on the paper of 210 x 297 mm but was 205 to 225 mm across and 50 to 58 mm down at "
                                + "/fields/3/box (field 'weight')."),
                problemsOf(JSON.writeValueAsBytes(file)));
    }

    @Test
    void theListOfProblemsHasAnEnd() throws IOException {
        ObjectNode file = (ObjectNode) JSON.readTree(everyKind());
        ArrayNode fields = file.putArray("fields");
        for (int at = 0; at < 2_000; at++) {
            fields.addObject().put("name", "f" + at).put("page", 1);
        }
        List<String> problems = assertThrows(
                        InvalidTemplateException.class, () -> TemplateJson.read(JSON.writeValueAsBytes(file)))
                .problems();
        assertEquals(51, problems.size());
        assertEquals("Expected a usable template but was one with 3950 more problems.", problems.get(50));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "``                 | Expected a JSON object but was nothing at all.",
        "[]                 | Expected an object but was a list of 0 at /.",
        "{\"name\":}        | Expected JSON but was something else at line 1, column 9: Unexpected character ('}' (code 125)): expected a value.",
        "{\"a\":1, \"a\":2} | Expected JSON but was something else at line 1, column 12: Duplicate field 'a'.",
        "{} {}              | Expected the end of the file after the template but was more at line 1, column 4.",
        "{                  | Expected JSON but was something else at line 1, column 2: Unexpected end-of-input: expected close marker for Object.",
    })
    void whatIsNoJsonObjectIsToldByLineAndColumn(String json, String sentence) {
        assertEquals(sentence, problemsOf(json.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aFileThatIsTooLargeIsNotRead() {
        assertEquals("Expected a template file of at most 2097152 bytes but was 2097153.", problemsOf(new byte[2097153]));
    }

    /** The largest files that could be made slow: unknown names, fields that break the schema, boxes to compare. */
    static Stream<String> hostileFiles() {
        String unknown = IntStream.range(0, 150_000).mapToObj(at -> "\"n%d\":1".formatted(at)).collect(Collectors.joining(","));
        String fields = IntStream.range(0, 2_000).mapToObj(at -> "{\"name\":\"f%d\"}".formatted(at)).collect(Collectors.joining(","));
        String option = "{\"value\":\"%d\",\"box\":{\"x\":1,\"y\":1,\"width\":1,\"height\":1}}";
        String options = IntStream.range(0, 50).mapToObj(option::formatted).collect(Collectors.joining(","));
        String choices = IntStream.range(0, 600)
                .mapToObj(at -> "{\"name\":\"f%d\",\"page\":1,\"kind\":\"choice-any\",\"options\":[%s]}".formatted(at, options))
                .collect(Collectors.joining(","));
        String form = "{\"name\":\"a\",\"title\":\"a\",\"locale\":\"en-GB\",\"pages\":[{\"widthMm\":210,\"heightMm\":297}],";
        return Stream.of("{" + unknown + "}", form + unknown + ",\"fields\":[" + fields + "]}", form + "\"fields\":[" + choices + "]}");
    }

    @ParameterizedTest
    @MethodSource("hostileFiles")
    void noFileHoldsTheProcessor(String json) {
        byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
        assertTrue(bytes.length <= TemplateJson.BYTES_MAX, "bytes: " + bytes.length);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> problemsOf(bytes));
    }

    @Test
    void theNumberOfBoxesHasALimit() throws IOException {
        ObjectNode file = (ObjectNode) JSON.readTree(everyKind());
        ArrayNode fields = file.putArray("fields");
        for (int at = 0; at < 101; at++) {
            ObjectNode field = fields.addObject().put("name", "f" + at).put("page", 1).put("kind", "choice-any");
            ArrayNode options = field.putArray("options");
            for (int option = 0; option < 50; option++) {
                options.addObject().put("value", "v" + option).putObject("box")
                        .put("x", 1.5 * at).put("y", 5 * option).put("width", 1).put("height", 4);
            }
        }
        ((ObjectNode) file.at("/pages/0")).put("widthMm", 300).put("heightMm", 300);
        assertEquals("Expected at most 5000 boxes but was 5050 at /fields.", problemsOf(JSON.writeValueAsBytes(file)));
        fields.remove(100);
        assertEquals(100, TemplateJson.read(JSON.writeValueAsBytes(file)).fields().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[[{\"a\":["})
    void deepNestingIsRefused(String opening) {
        assertTrue(problemsOf(opening.repeat(100_000).getBytes(StandardCharsets.UTF_8)).startsWith("Expected JSON but was "));
    }

    @Test
    void noPatternHoldsTheProcessor() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            ValuePattern pattern = ValuePattern.compile("(a+)+b");
            assertTrue(!pattern.matches("a".repeat(2_000)));
        });
    }

    private static Arguments fault(String object, String property, String value, String sentence) {
        return Arguments.of(object, property, value, sentence);
    }

    private static String problemsOf(byte[] json) {
        return String.join("\n", assertThrows(InvalidTemplateException.class, () -> TemplateJson.read(json)).problems());
    }

    private static List<String> words(JsonNode list) {
        return JSON.convertValue(list, JSON.getTypeFactory().constructCollectionType(List.class, String.class));
    }

    private static byte[] everyKind() {
        try (InputStream in = TemplateJsonTest.class.getResourceAsStream("every-kind.json")) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
