package dev.stitchwork.engine.consensus.reconcile;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Folding;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.text.Lines;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.DatePrecision;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What kind of answers a set holds: how two of them are compared, and how one is written in the outcome. */
public final class AnswerKind {
    private static final Box ANYWHERE = new Box(0, 0, 1, 1);

    private final String name;
    private final Optional<Field> field;
    private final Locale locale;

    private AnswerKind(String name, Optional<Field> field, Locale locale) {
        this.name = name;
        this.field = field;
        this.locale = locale;
    }

    /**
     * The kind of this name: {@code choice}, {@code text}, {@code number}, or any typed kind of a form's field.
     *
     * @param dateFormat order of a date's parts, such as {@code dd/MM/yyyy}; for dates only
     * @param locale whose decimals, dates and phone numbers these are
     * @throws IllegalArgumentException where there is no such kind or format, or a format for another kind than date
     */
    public static AnswerKind of(String name, Optional<String> dateFormat, Locale locale) {
        dateFormat.filter(format -> !name.equals("date") || !DatePrecision.isFormat(format)).ifPresent(format -> {
            throw new IllegalArgumentException(("Expected a date format only for kind date, of a year, with a month or a month"
                    + " and a day, such as dd/MM/yyyy, but was '%s' for kind %s.").formatted(format, name));
        });
        if (name.equals("choice") || name.equals("text")) {
            return new AnswerKind(name, Optional.empty(), locale);
        }
        FieldKind kind = FieldKind.ofJson(name.equals("number") ? "decimal" : name)
                .filter(typed -> !typed.isMarked())
                .orElseThrow(() -> new IllegalArgumentException(
                        "Expected a kind of answer, one of %s, but was '%s'.".formatted(names(), name)));
        Rules rules = new Rules(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(), dateFormat, OptionalInt.empty());
        Field field = new Field(
                "answer", "", 1, ANYWHERE, kind, false, rules, Sensitivity.NONE, 1, 0, List.of(), MachinePolicy.VOTER);
        return new AnswerKind(name, Optional.of(field), locale);
    }

    /** Every name of a kind, parted by commas. */
    public static String names() {
        return Stream.concat(
                        Stream.of("choice", "text", "number"),
                        Arrays.stream(FieldKind.values())
                                .filter(kind -> !kind.isMarked() && kind != FieldKind.TEXT)
                                .map(FieldKind::json))
                .collect(Collectors.joining(", "));
    }

    /** What equal answers share, and others do not. */
    public String ballot(String answer) {
        if (answer.isBlank()) {
            return "";
        }
        if (isText()) {
            return Lines.key(answer);
        }
        return field.map(typed -> Normaliser.ballot(reading(answer), typed, locale)).orElseGet(() -> Folding.fold(answer).strip());
    }

    /** The same of an answer as the outcome writes it. */
    String ballotOfCanonical(String canonical) {
        return canonical.isBlank() ? ""
                : field.map(typed -> Normaliser.ballotOfCanonical(reading(canonical), typed, locale)).orElseGet(() -> ballot(canonical));
    }

    /** The answer as the outcome writes it. */
    public String canonical(String answer) {
        if (answer.isBlank()) {
            return "";
        }
        return field.map(typed -> Normaliser.normalise(reading(answer), typed, locale).text())
                .orElseGet(() -> Folding.fold(answer).strip());
    }

    /** Whether answers are texts that are laid side by side word by word. */
    public boolean isText() {
        return name.equals("text") || name.equals(FieldKind.PERSON_NAME.json());
    }

    /** Whether an answer that nobody gave, put together from several, may be what is so. */
    boolean isSpelled() {
        return !isText() && !isChoice();
    }

    /** Whether the canonical form of an answer could be read as this kind. */
    boolean reads(String canonical) {
        return !canonical.isBlank()
                && field.filter(typed -> ballotOfCanonical(canonical).startsWith("=")
                                || typed.kind() == FieldKind.CODE || typed.kind() == FieldKind.POSTCODE)
                        .isPresent();
    }

    public boolean isChoice() {
        return name.equals("choice");
    }

    private static Reading reading(String answer) {
        return Reading.of(answer.length() > Reading.CHARACTERS_MAX ? answer.substring(0, Reading.CHARACTERS_MAX) : answer);
    }

    @Override
    public String toString() {
        return name;
    }
}
