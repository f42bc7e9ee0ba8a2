package dev.stitchwork.stitcher;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.ValuePattern;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** A rule of a field that a settled answer breaks: what people agree is on the paper, and should not be. */
enum Breach {
    /** A required field is blank. */
    REQUIRED((value, field) -> field.required() && value.isBlank()),
    /** The answer is not of the field's kind: a date that no calendar has, an option that the field has not. */
    KIND((value, field) -> !value.isOfKind()),
    /** Several options of a choice of one are marked. */
    ONE((value, field) -> field.kind() == FieldKind.CHOICE_ONE && value.chosen().size() > 1),
    PATTERN((value, field) -> field.rules().pattern().filter(pattern ->
            !value.isBlank() && !ValuePattern.compile(pattern).matches(value.text())).isPresent()),
    MIN((value, field) -> field.rules().min().filter(min -> isBefore(value, min, field, 1)).isPresent()),
    MAX((value, field) -> field.rules().max().filter(max -> isBefore(value, max, field, -1)).isPresent()),
    /** The answer is not in the list of values. */
    VALUES((value, field) -> isUnlisted(value, field)),
    /** The answer has more characters than the field may hold. */
    LENGTH((value, field) -> field.rules().lengthMax().isPresent()
            && value.text().codePointCount(0, value.text().length()) > field.rules().lengthMax().getAsInt());

    private final BiPredicate<FieldValue, Field> holds;

    Breach(BiPredicate<FieldValue, Field> holds) {
        this.holds = holds;
    }

    /** The word for this rule in the output: where it is one of the template's, the template's word. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<Breach> of(FieldValue value, Field field) {
        return Stream.of(values()).filter(breach -> breach.holds.test(value, field)).toList();
    }

    /** Whether a limit lies on this side of the value: 1 above it, -1 below it. */
    private static boolean isBefore(FieldValue value, String limit, Field field, int side) {
        if (value.isBlank() || !value.isOfKind()) {
            return false;
        }
        int order = field.kind() == FieldKind.DATE
                ? limit.compareTo(value.text())
                : new BigDecimal(limit).compareTo(new BigDecimal(value.text()));
        return Integer.signum(order) == side;
    }

    private static boolean isUnlisted(FieldValue value, Field field) {
        List<String> listed = field.rules().values();
        if (value.isBlank() || listed.isEmpty()) {
            return false;
        }
        boolean isNumber = value.isOfKind() && field.kind().isNumber();
        return listed.stream().noneMatch(isNumber
                ? each -> new BigDecimal(each).compareTo(new BigDecimal(value.text())) == 0
                : value.text()::equals);
    }
}
