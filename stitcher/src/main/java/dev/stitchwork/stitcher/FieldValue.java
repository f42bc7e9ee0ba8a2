package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.Option;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A settled, legible answer.
 *
 * @param isBlank whether nothing is filled in
 * @param isOfKind whether the text is what the field's kind says, and not just text that was kept
 * @param text the value as text: a number, an ISO date, the values of the marked options, yes or no
 * @param chosen the values of the marked options of a choice, in the order of the paper
 */
record FieldValue(boolean isBlank, boolean isOfKind, String text, List<String> chosen) {
    /** Stands between the values of several marked options; in a value it is written {@code \|}. */
    static final String BETWEEN = "|";

    /** No answer yet, or none that can be read. */
    static final FieldValue NONE = new FieldValue(false, false, "", List.of());

    private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]*)");
    private static final Pattern DECIMAL = Pattern.compile("-?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");
    private static final Pattern OPTIONS = Pattern.compile("[1-9][0-9]{0,2}(?: [1-9][0-9]{0,2})*");
    private static final Pattern EMAIL = Pattern.compile("[^@ ]+@[^@ ]+");
    private static final Pattern PHONE = Pattern.compile("\\+[0-9]{4,15}(?:;ext=[0-9]{1,7})?");

    FieldValue {
        chosen = List.copyOf(chosen);
    }

    /** @param canonical a whole field's reading in canonical form, a value or blank */
    static FieldValue of(Reading canonical, Field field) {
        String text = canonical.text();
        if (canonical.verdict() == Reading.Verdict.BLANK) {
            return new FieldValue(true, true, field.kind() == FieldKind.SIGNATURE ? "no" : "", List.of());
        }
        return switch (field.kind()) {
            case TEXT, PERSON_NAME, POSTCODE, CODE -> plain(true, text);
            case INTEGER -> plain(INTEGER.matcher(text).matches(), text);
            case DECIMAL, MONEY -> plain(DECIMAL.matcher(text).matches(), text);
            case DATE -> plain(field.rules().datePrecision().isIso(text), text);
            case PHONE -> plain(PHONE.matcher(text).matches(), text);
            case EMAIL -> plain(EMAIL.matcher(text).matches(), text);
            case SIGNATURE -> plain(text.equals("yes"), text);
            case CHOICE_ONE, CHOICE_ANY -> marked(text, field.options());
        };
    }

    private static FieldValue plain(boolean isOfKind, String text) {
        return new FieldValue(false, isOfKind, text, List.of());
    }

    private static FieldValue marked(String numbers, List<Option> options) {
        if (!OPTIONS.matcher(numbers).matches()) {
            return plain(false, numbers);
        }
        List<Integer> marked = Arrays.stream(numbers.split(" ")).map(Integer::valueOf).toList();
        if (marked.stream().anyMatch(number -> number > options.size())) {
            return plain(false, numbers);
        }
        List<String> chosen = marked.stream().map(number -> options.get(number - 1).value()).toList();
        return new FieldValue(false, true, list(chosen), chosen);
    }

    private static String list(List<String> values) {
        return values.stream()
                .map(value -> value.replace("\\", "\\\\").replace(BETWEEN, "\\" + BETWEEN))
                .collect(Collectors.joining(BETWEEN));
    }
}
