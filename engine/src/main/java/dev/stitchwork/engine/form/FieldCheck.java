package dev.stitchwork.engine.form;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What must hold inside one field beyond the schema: that what it says fits its kind and itself. */
final class FieldCheck {
    /** A piece narrower than this shows no whole character. */
    private static final double PIECE_MM_MIN = 2;

    private static final double CELL_MM_MIN = 1;
    private static final Pattern INTEGER = Pattern.compile("-?(?:0|[1-9][0-9]{0,29})");
    private static final Pattern NUMBER = Pattern.compile("-?(?:0|[1-9][0-9]{0,29})(?:\\.[0-9]{1,30})?");

    private final Field field;
    private final String pointer;
    private final Problems problems;

    FieldCheck(Field field, String pointer, Problems problems) {
        this.field = field;
        this.pointer = pointer;
        this.problems = problems;
    }

    void check() {
        checkCuts();
        checkMachine();
        checkOptions();
        if (field.kind().isMarked()) {
            checkNoRules();
        } else {
            checkPattern();
            checkDateFormat();
            checkLimits();
            checkValues();
        }
    }

    private void checkCuts() {
        if (field.kind().isMarked() && field.parts() > 1) {
            problem("Expected 1 part for kind %s but was %d".formatted(field.kind().json(), field.parts()), "/parts");
        }
        if (field.kind().isMarked() && field.comb() > 0) {
            problem("Expected no comb for kind %s but was %d".formatted(field.kind().json(), field.comb()), "/comb");
        }
        if (field.parts() > 1 && field.box().width() / field.parts() < PIECE_MM_MIN) {
            problem("Expected pieces of at least %s mm but was %s mm"
                    .formatted(mm(PIECE_MM_MIN), mm(field.box().width() / field.parts())), "/parts");
        }
        if (field.comb() > 0 && field.comb() < field.parts()) {
            problem("Expected at most one part a cell, %d, but was %d".formatted(field.comb(), field.parts()), "/parts");
        }
        if (field.comb() > 0 && field.box().width() / field.comb() < CELL_MM_MIN) {
            problem("Expected cells of at least %s mm but was %s mm"
                    .formatted(mm(CELL_MM_MIN), mm(field.box().width() / field.comb())), "/comb");
        }
    }

    private void checkMachine() {
        if (!field.machine().votes() && field.machine().decidesAt().isPresent()) {
            problem("Expected no decidesAt where the machine does not vote but was %s"
                    .formatted(field.machine().decidesAt().getAsDouble()), "/machine/decidesAt");
        }
    }

    private void checkOptions() {
        checkOwn(field.options().stream().map(Option::value).toList(), "/options/%d/value");
        for (int at = 0; at < field.options().size(); at++) {
            Box box = field.options().get(at).box();
            for (int before = 0; before < at; before++) {
                Boxes.overlap(field.options().get(before).box(), box, problems,
                        "option " + (before + 1), pointer + "/options/" + at + "/box");
            }
            if (!Boxes.inside(box, field.box())) {
                problem("Expected an option inside the field's box, %s, but was %s"
                        .formatted(Boxes.shown(field.box()), Boxes.shown(box)), "/options/" + at + "/box");
            }
        }
    }

    private void checkNoRules() {
        if (!field.rules().equals(Rules.NONE)) {
            problem("Expected no rules for kind %s but was some".formatted(field.kind().json()), "/rules");
        }
    }

    private void checkPattern() {
        field.rules().pattern().ifPresent(expression -> {
            try {
                ValuePattern.compile(expression);
            } catch (IllegalArgumentException invalid) {
                problem("Expected a regular expression in RE2 syntax but was %s (%s)"
                        .formatted(Problems.quoted(expression), invalid.getMessage()), "/rules/pattern");
            }
        });
    }

    private void checkDateFormat() {
        Optional<String> format = field.rules().dateFormat();
        if (format.isPresent() && field.kind() != FieldKind.DATE) {
            problem("Expected a dateFormat only for kind date but was one for kind %s".formatted(field.kind().json()),
                    "/rules/dateFormat");
        } else if (format.isPresent() && !DatePrecision.isFormat(format.get())) {
            problem("Expected a date format of a year, with a month or a month and a day, such as dd/MM/yyyy, but was %s"
                    .formatted(Problems.quoted(format.get())), "/rules/dateFormat");
        }
    }

    private void checkLimits() {
        boolean min = checkLimit(field.rules().min(), "/rules/min");
        boolean max = checkLimit(field.rules().max(), "/rules/max");
        if (min && max && compare(field.rules().min().orElseThrow(), field.rules().max().orElseThrow()) > 0) {
            problem("Expected a max of at least the min, %s, but was %s"
                    .formatted(field.rules().min().orElseThrow(), field.rules().max().orElseThrow()), "/rules/max");
        }
    }

    /** Whether there is such a limit and it is a right one. */
    private boolean checkLimit(Optional<String> limit, String where) {
        if (limit.isEmpty()) {
            return false;
        }
        boolean hasOrder = field.kind().isNumber() || field.kind() == FieldKind.DATE;
        String expected = hasOrder ? expectedOf(limit.get()) : "min and max only for numbers and dates";
        if (!expected.isEmpty()) {
            problem("Expected %s but was %s".formatted(expected, Problems.quoted(limit.get())), where);
        }
        return expected.isEmpty();
    }

    /** What a number or date in the rules should have been; empty where it is right. */
    private String expectedOf(String written) {
        return switch (field.kind()) {
            case INTEGER -> INTEGER.matcher(written).matches() ? "" : "a whole number such as 1200";
            case DECIMAL, MONEY -> NUMBER.matcher(written).matches() ? "" : "a number such as 1200.50";
            case DATE -> field.rules().datePrecision().isIso(written) ? "" : "an ISO date such as " + exampleDate();
            default -> "";
        };
    }

    private String exampleDate() {
        return switch (field.rules().datePrecision()) {
            case DAY -> "1984-02-29";
            case MONTH -> "1984-02";
            case YEAR -> "1984";
        };
    }

    private int compare(String min, String max) {
        return field.kind() == FieldKind.DATE ? min.compareTo(max) : new BigDecimal(min).compareTo(new BigDecimal(max));
    }

    private void checkValues() {
        List<String> values = field.rules().values();
        checkOwn(values, "/rules/values/%d");
        for (int at = 0; at < values.size(); at++) {
            String expected = expectedOf(values.get(at));
            if (!expected.isEmpty()) {
                problem("Expected %s but was %s".formatted(expected, Problems.quoted(values.get(at))), "/rules/values/" + at);
            }
        }
    }

    /** Values that differ only in case would be one answer to the vote. */
    private void checkOwn(List<String> values, String where) {
        Map<String, Integer> first = new HashMap<>();
        List<String> seen = new ArrayList<>();
        for (int at = 0; at < values.size(); at++) {
            Integer before = first.putIfAbsent(values.get(at).toLowerCase(Locale.ROOT), at);
            seen.add(values.get(at));
            if (before != null) {
                problem("Expected values that differ in more than case but was %s after %s"
                        .formatted(Problems.quoted(values.get(at)), Problems.quoted(seen.get(before))), where.formatted(at));
            }
        }
    }

    private void problem(String expectedButWas, String where) {
        problems.add(expectedButWas, pointer + where);
    }

    private static String mm(double value) {
        return Boxes.mm(value);
    }
}
