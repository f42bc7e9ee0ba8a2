package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One field of one document, its parts joined left to right. It is settled only if all its parts are, and legible only
 * if all its parts are: half a date is no date.
 *
 * @param state how far it is
 * @param mark what stands in place of the value; empty where there is a value or the field is blank
 * @param value the value; empty where there is none
 * @param breaches which rules of the field the settled answer breaks
 * @param across which rules between fields, of which it is the first, the record breaks
 * @param parts its parts from left to right, at least one
 */
record RecordField(
        Field field,
        TaskState state,
        Optional<Mark> mark,
        FieldValue value,
        List<Breach> breaches,
        List<String> across,
        List<Transcript.Part> parts) {
    RecordField {
        across = List.copyOf(across);
        breaches = List.copyOf(breaches);
        parts = List.copyOf(parts);
    }

    static RecordField of(Field field, List<Transcript.Part> unordered, FormTemplate template) {
        List<Transcript.Part> parts =
                unordered.stream().sorted(Comparator.comparingInt(Transcript.Part::part)).toList();
        TaskState state = parts.stream().map(Transcript.Part::state).reduce(RecordField::lesser).orElseThrow();
        Optional<Mark> unsettled = switch (state) {
            case OPEN -> Optional.of(Mark.OPEN);
            case DISPUTED -> Optional.of(Mark.DISPUTED);
            case AGREED, ADJUDICATED -> unread(parts);
        };
        if (!template.layout().fixed() && RunningText.KINDS.contains(field.kind())) {
            FieldValue text = RunningText.of(parts);
            return new RecordField(field, state, unsettled, text, unsettled.isPresent() ? List.of() : Breach.of(text, field), List.of(), parts);
        }
        if (unsettled.isPresent()) {
            return new RecordField(field, state, unsettled, FieldValue.NONE, List.of(), List.of(), parts);
        }
        FieldValue value = FieldValue.of(joined(field, parts, template.locale()), field);
        Optional<Mark> impossible = Optional.of(Mark.IMPOSSIBLE).filter(mark -> field.kind().isMarked() && !value.isOfKind());
        return new RecordField(field, state, impossible, value, Breach.of(value, field), List.of(), parts);
    }

    RecordField breaking(List<String> rules) {
        return new RecordField(field, state, mark, value, breaches, rules, parts);
    }

    /** The words of all rules broken: its own, and those between fields. */
    List<String> breachWords() {
        return Stream.concat(breaches.stream().map(Breach::word), across.stream()).toList();
    }

    /** The text of its cell, without the guard against formulas. */
    String text() {
        return isMarkOnly() ? mark.get().cell() : value.text();
    }

    /** Whether a mark stands for the whole value: in running text marks stand where a piece is missing. */
    boolean isMarkOnly() {
        return mark.isPresent() && !hasText();
    }

    private boolean hasText() {
        return mark.filter(Mark.IMPOSSIBLE::equals).isEmpty() && value != FieldValue.NONE;
    }

    /** The share of voices behind its least certain part, 0 to 1; empty unless all its parts are agreed. */
    OptionalDouble agreement() {
        return state == TaskState.AGREED
                ? parts.stream().mapToDouble(Transcript.Part::agreement).min()
                : OptionalDouble.empty();
    }

    /** The same of one part: an adjudicator's word has no share. */
    static OptionalDouble agreement(Transcript.Part part) {
        return part.state() == TaskState.AGREED ? OptionalDouble.of(part.agreement()) : OptionalDouble.empty();
    }

    /** The state of a whole with two parts in these states: settled only if both are, adjudicated if either was. */
    private static TaskState lesser(TaskState one, TaskState other) {
        List<TaskState> worstFirst =
                List.of(TaskState.DISPUTED, TaskState.OPEN, TaskState.ADJUDICATED, TaskState.AGREED);
        return worstFirst.indexOf(one) < worstFirst.indexOf(other) ? one : other;
    }

    static Optional<Mark> unread(List<Transcript.Part> parts) {
        List<Reading.Verdict> verdicts = parts.stream().map(part -> part.reading().verdict()).toList();
        if (verdicts.contains(Reading.Verdict.WRONG_CROP)) {
            return Optional.of(Mark.WRONG_CROP);
        }
        return verdicts.contains(Reading.Verdict.ILLEGIBLE) ? Optional.of(Mark.ILLEGIBLE) : Optional.empty();
    }

    /** Blank where every part is; a part is already canonical only where it is the whole. */
    private static Reading joined(Field field, List<Transcript.Part> parts, Locale locale) {
        if (parts.size() == 1) {
            return parts.get(0).reading();
        }
        String text = parts.stream().map(part -> part.reading().text()).collect(Collectors.joining());
        if (text.isEmpty()) {
            return Reading.BLANK;
        }
        // Parts may hold more together than one reading can; what is past that is no field anybody wrote.
        String kept = text.substring(0, Math.min(text.length(), Reading.CHARACTERS_MAX));
        return Normaliser.whole(Reading.of(kept), field, locale);
    }
}
