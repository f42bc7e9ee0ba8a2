package dev.stitchwork.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What is wrong with a template file, in sentences of one grammar: <i>Expected X but was Y at where</i>. The place is a
 * JSON pointer, and the name of the field it lies in where that has one.
 */
final class Problems {
    private static final int LISTED_MAX = 50;
    private static final int QUOTED_MAX = 60;
    private static final Pattern FIELD = Pattern.compile("/fields/([0-9]+)(?:/.*)?");

    private final JsonNode file;
    private final List<String> sentences = new ArrayList<>();
    private int count;

    Problems(JsonNode file) {
        this.file = file;
    }

    void add(String expectedButWas, String pointer) {
        add(() -> expectedButWas, pointer);
    }

    /** The same for a sentence that costs something to make: past the last that is listed none is made. */
    void add(Supplier<String> expectedButWas, String pointer) {
        count++;
        if (sentences.size() < LISTED_MAX) {
            sentences.add(expectedButWas.get() + " at " + place(pointer) + ".");
        }
    }

    void throwIfAny() {
        if (count > sentences.size()) {
            sentences.add("Expected a usable template but was one with %d more problems.".formatted(count - sentences.size()));
        }
        if (count > 0) {
            throw new InvalidTemplateException(sentences);
        }
    }

    /** A value of the file as a sentence shows it. */
    static String quoted(JsonNode value) {
        if (value.isTextual()) {
            return quoted(value.textValue());
        }
        if (value.isObject()) {
            return "an object";
        }
        return value.isArray() ? "a list of " + value.size() : shortened(value.toString());
    }

    static String quoted(String text) {
        return "'" + shortened(text) + "'";
    }

    private static String shortened(String text) {
        String line = text.replaceAll("\\p{Cntrl}", "\uFFFD");
        return line.length() <= QUOTED_MAX ? line : line.substring(0, QUOTED_MAX) + "...";
    }

    private String place(String pointer) {
        Matcher inField = FIELD.matcher(pointer);
        if (inField.matches()) {
            JsonNode name = file.at("/fields/" + inField.group(1) + "/name");
            if (name.isTextual()) {
                return "%s (field %s)".formatted(pointer, quoted(name.textValue()));
            }
        }
        return pointer.isEmpty() ? "/" : pointer;
    }
}
