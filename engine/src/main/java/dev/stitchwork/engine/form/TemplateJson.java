package dev.stitchwork.engine.form;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Reads and writes template files; the format is published as a JSON Schema beside this class.
 *
 * <p>A file is checked in three steps: that it is JSON, that it keeps to the schema, and, for the parts that do, what a
 * schema cannot say. All problems found are reported together, so that a template is mended in one go.
 */
public final class TemplateJson {
    /** Largest template file, bytes. */
    public static final int BYTES_MAX = 2 << 20;

    private static final int NESTING_MAX = 32;
    private static final int DIGITS_MAX = 60;
    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(NESTING_MAX).build())
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .nodeFactory(JsonNodeFactory.withExactBigDecimals(true))
            .build();

    private TemplateJson() {}

    /**
     * Reads a template file.
     *
     * @throws InvalidTemplateException naming every problem: its place, what was expected and what was found
     */
    public static FormTemplate read(byte[] json) {
        JsonNode file = parse(json);
        Problems problems = new Problems(file);
        checkNumbers(file, "", problems);
        problems.throwIfAny();

        Set<String> broken = TemplateSchema.check(file, problems).stream().map(TemplateJson::head).collect(Collectors.toSet());
        Optional<Locale> locale = locale(file.path("locale"), problems);
        SortedMap<Integer, Field> fields = soundFields(file.path("fields"), broken);
        TemplateCheck check = new TemplateCheck(problems);
        check.fields(fields, locale);
        if (broken.stream().noneMatch(place -> place.startsWith("/pages")) && file.path("pages").isArray()) {
            List<TemplatePage> pages = TemplateTree.pages(file);
            check.places(fields, pages);
            if (broken.stream().noneMatch(place -> place.startsWith("/layout"))) {
                new LayoutCheck(problems).check(file.path("layout"), fields, pages);
            }
        }
        if (broken.stream().noneMatch(place -> place.startsWith("/checks") || place.startsWith("/fields"))) {
            new RecordRuleCheck(fields.values(), file.path("layout"), problems).check(file.path("checks"));
        }
        problems.throwIfAny();
        return TemplateTree.template(file, locale.orElseThrow());
    }

    /** Writes a template file that {@link #read} gives back equal, indented for people. */
    public static byte[] write(FormTemplate template) {
        return TemplateWriter.write(template);
    }

    /** The published JSON Schema of template files. */
    public static byte[] schema() {
        return TemplateSchema.published();
    }

    private static JsonNode parse(byte[] json) {
        if (json.length > BYTES_MAX) {
            throw invalid("Expected a template file of at most %d bytes but was %d.".formatted(BYTES_MAX, json.length));
        }
        try (JsonParser parser = MAPPER.createParser(json)) {
            JsonNode file = parser.nextToken() == null ? null : MAPPER.readTree(parser);
            if (file == null) {
                throw invalid("Expected a JSON object but was nothing at all.");
            }
            if (parser.nextToken() != null) {
                JsonLocation place = parser.currentTokenLocation();
                throw invalid("Expected the end of the file after the template but was more at line %d, column %d."
                        .formatted(place.getLineNr(), place.getColumnNr()));
            }
            return file;
        } catch (JsonProcessingException broken) {
            JsonLocation place = broken.getLocation();
            String where = place == null ? "" : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
            String why = broken.getOriginalMessage().replaceAll("(?s) ?\\(start marker at .*|\\R.*", "");
            throw invalid("Expected JSON but was something else%s: %s.".formatted(where, why));
        } catch (IOException broken) {
            throw invalid("Expected JSON in UTF-8 but was something else: %s.".formatted(broken.getMessage()));
        }
    }

    private static InvalidTemplateException invalid(String sentence) {
        return new InvalidTemplateException(List.of(sentence));
    }

    /** A number like 1e999999999 takes eleven bytes to write and a gigabyte to print; none goes further than here. */
    private static void checkNumbers(JsonNode node, String pointer, Problems problems) {
        if (node.isNumber()) {
            BigDecimal number = node.decimalValue();
            if (number.precision() > DIGITS_MAX || Math.abs(number.scale()) > DIGITS_MAX) {
                problems.add("Expected a number of at most %d digits but was a longer one".formatted(DIGITS_MAX), pointer);
            }
        }
        node.fields().forEachRemaining(child ->
                checkNumbers(child.getValue(), pointer + "/" + child.getKey(), problems));
        for (int at = 0; node.isArray() && at < node.size(); at++) {
            checkNumbers(node.get(at), pointer + "/" + at, problems);
        }
    }

    private static Optional<Locale> locale(JsonNode tag, Problems problems) {
        if (!tag.isTextual()) {
            return Optional.empty();
        }
        Optional<Locale> locale = LanguageTag.locale(tag.textValue());
        if (locale.isEmpty()) {
            problems.add("Expected a language tag such as en-GB but was " + Problems.quoted(tag), "/locale");
        }
        return locale;
    }

    private static SortedMap<Integer, Field> soundFields(JsonNode list, Set<String> broken) {
        SortedMap<Integer, Field> fields = new TreeMap<>();
        for (int at = 0; list.isArray() && at < list.size(); at++) {
            if (!broken.contains("/fields/" + at)) {
                fields.put(at, TemplateTree.field(list.get(at)));
            }
        }
        return fields;
    }

    /** The first two steps of a JSON pointer: which page or field it lies in. */
    private static String head(String pointer) {
        int second = pointer.indexOf('/', 1);
        int third = second < 0 ? -1 : pointer.indexOf('/', second + 1);
        return third < 0 ? pointer : pointer.substring(0, third);
    }
}
