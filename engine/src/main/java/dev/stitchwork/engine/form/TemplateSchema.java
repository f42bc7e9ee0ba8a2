package dev.stitchwork.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.re2j.Pattern;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.PathType;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import com.networknt.schema.regex.RegularExpression;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** The published JSON Schema of template files, and its breaches as sentences. Safe for use by several threads. */
final class TemplateSchema {
    private static final byte[] BYTES = bytes();
    private static final JsonNode TREE = tree();
    private static final JsonSchema SCHEMA = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
            .getSchema(TREE, SchemaValidatorsConfig.builder()
                    .pathType(PathType.JSON_POINTER)
                    // The JDK's $ also matches before a line break at the end; the schema's must not.
                    .regularExpressionFactory(TemplateSchema::expression)
                    .build());

    private TemplateSchema() {}

    static byte[] published() {
        return BYTES.clone();
    }

    /** Adds one sentence for each breach and returns the places in the file where they are. */
    static List<String> check(JsonNode file, Problems problems) {
        List<String> places = new ArrayList<>();
        SCHEMA.validate(file).stream()
                .sorted(Comparator.comparing(ValidationMessage::getInstanceLocation))
                .forEach(breach -> {
                    String place = place(breach);
                    places.add(place);
                    problems.add(() -> sentence(breach), place);
                });
        return places;
    }

    private static String place(ValidationMessage breach) {
        String object = breach.getInstanceLocation().toString();
        return breach.getType().equals("additionalProperties")
                ? object + "/" + breach.getProperty().replace("~", "~0").replace("/", "~1")
                : object;
    }

    private static String sentence(ValidationMessage breach) {
        JsonNode was = breach.getInstanceNode();
        JsonNode limit = breach.getSchemaNode();
        return switch (breach.getType()) {
            case "type" -> "Expected %s but was %s".formatted(types(limit), Problems.quoted(was));
            case "required" -> "Expected a property '%s' but was missing".formatted(breach.getProperty());
            case "additionalProperties" -> unknownProperty(breach);
            case "enum" -> "Expected one of %s but was %s".formatted(words(limit), Problems.quoted(was));
            case "minimum" -> "Expected at least %s but was %s".formatted(limit, Problems.quoted(was));
            case "maximum" -> "Expected at most %s but was %s".formatted(limit, Problems.quoted(was));
            case "minLength" -> "Expected at least %s but was %s".formatted(count(limit, "character"), Problems.quoted(was));
            case "maxLength" -> "Expected at most %s but was %d"
                    .formatted(count(limit, "character"), was.textValue().codePointCount(0, was.textValue().length()));
            case "minItems" -> "Expected at least %s but was none".formatted(count(limit, "item"));
            case "maxItems" -> limit.intValue() == 0
                    ? "Expected options only with kind choice-one or choice-any but was %s".formatted(Problems.quoted(was))
                    : "Expected at most %s but was %d".formatted(count(limit, "item"), was.size());
            case "pattern" -> "Expected %s but was %s".formatted(description(breach), Problems.quoted(was));
            default -> throw new IllegalStateException("The template schema uses a keyword without a sentence: "
                    + breach.getType());
        };
    }

    private static String unknownProperty(ValidationMessage breach) {
        List<String> known = new ArrayList<>();
        at(breach.getSchemaLocation().getFragment(), 1).path("properties").fieldNames().forEachRemaining(known::add);
        return "Expected one of the properties %s but was '%s'%s".formatted(
                String.join(", ", known),
                breach.getProperty(),
                nearest(breach.getProperty(), known).map(" (did you mean '%s'?)"::formatted).orElse(""));
    }

    /** The known word that differs least, if no more than a third of it differs. */
    private static Optional<String> nearest(String unknown, List<String> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        String shown = unknown.length() > 64 ? unknown.substring(0, 64) : unknown;
        return known.stream()
                .min(Comparator.comparingInt(word -> distance.apply(word, shown)))
                .filter(word -> distance.apply(word, shown) <= Math.max(1, word.length() / 3));
    }

    private static RegularExpression expression(String pattern) {
        Pattern compiled = Pattern.compile(pattern);
        return value -> compiled.matcher(value).find();
    }

    private static String types(JsonNode types) {
        return (types.isArray() ? StreamSupport.stream(types.spliterator(), false) : Stream.of(types))
                .map(type -> switch (type.textValue()) {
                    case "object" -> "an object";
                    case "array" -> "a list";
                    case "string" -> "a text";
                    case "integer" -> "a whole number";
                    case "number" -> "a number";
                    default -> "true or false";
                })
                .collect(Collectors.joining(" or "));
    }

    private static String words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).map(JsonNode::textValue).collect(Collectors.joining(", "));
    }

    private static String count(JsonNode limit, String noun) {
        return limit.intValue() == 1 ? "1 " + noun : limit + " " + noun + "s";
    }

    private static String description(ValidationMessage breach) {
        return at(breach.getSchemaLocation().getFragment(), 1).path("description").textValue();
    }

    /** The part of the schema that a location points at, or so many levels above it. */
    private static JsonNode at(JsonNodePath location, int levelsUp) {
        JsonNode node = TREE;
        for (int at = 0; at < location.getNameCount() - levelsUp; at++) {
            Object element = location.getElement(at);
            node = element instanceof Integer index ? node.path(index) : node.path(element.toString());
        }
        return node;
    }

    private static byte[] bytes() {
        try (InputStream in = TemplateSchema.class.getResourceAsStream("template.schema.json")) {
            return in.readAllBytes();
        } catch (IOException broken) {
            throw new UncheckedIOException("Expected the template schema inside the program but could not read it.", broken);
        }
    }

    private static JsonNode tree() {
        try {
            return new ObjectMapper().readTree(BYTES);
        } catch (IOException broken) {
            throw new UncheckedIOException("Expected the template schema inside the program to be JSON.", broken);
        }
    }
}
