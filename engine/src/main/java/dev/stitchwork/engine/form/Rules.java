package dev.stitchwork.engine.form;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What a right value of a field looks like; used to normalise and to check, never shown to a worker.
 *
 * @param pattern regular expression, a {@link ValuePattern}, that the whole normalised value must match
 * @param min smallest number, or earliest ISO date
 * @param max largest number, or latest ISO date
 * @param values the only values allowed; empty for any
 * @param dateFormat order of a date's parts on the paper, a {@link java.time.format.DateTimeFormatter} pattern such
 *     as {@code dd/MM/yyyy}
 * @param lengthMax most characters
 */
public record Rules(
        Optional<String> pattern,
        Optional<String> min,
        Optional<String> max,
        List<String> values,
        Optional<String> dateFormat,
        OptionalInt lengthMax) {
    public static final Rules NONE = new Rules(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.empty(), OptionalInt.empty());

    public Rules {
        values = List.copyOf(values);
    }

    public Optional<BigDecimal> minNumber() {
        return min.map(BigDecimal::new);
    }

    public Optional<BigDecimal> maxNumber() {
        return max.map(BigDecimal::new);
    }

    /** How exact a date is asked for; a day where no date format says otherwise. */
    public DatePrecision datePrecision() {
        return dateFormat.map(DatePrecision::of).orElse(DatePrecision.DAY);
    }
}
