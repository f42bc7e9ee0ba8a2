package dev.stitchwork.engine.form;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that must hold between the fields of one record, checked by the machine alone: nobody is shown two fields
 * together. Where it does not hold, the least certain of its fragments is asked about again.
 *
 * <p>A value that is missing or not of the kind breaks no rule: that is for the field's own rules to say.
 */
public sealed interface RecordRule {
    /** The fields it is about, by name. */
    List<String> fields();

    /** The word for it in template files and in the output. */
    String word();

    /** Whether these values, canonical and by the field's name, keep the rule. */
    boolean holds(Map<String, String> values);

    /** A total is the sum of its parts. */
    record Sum(String total, List<String> parts) implements RecordRule {
        public Sum {
            parts = List.copyOf(parts);
        }

        @Override
        public List<String> fields() {
            return Stream.concat(Stream.of(total), parts.stream()).toList();
        }

        @Override
        public String word() {
            return "sum";
        }

        @Override
        public boolean holds(Map<String, String> values) {
            List<Optional<BigDecimal>> numbers = fields().stream().map(field -> number(values.get(field))).toList();
            if (numbers.stream().anyMatch(Optional::isEmpty)) {
                return true;
            }
            BigDecimal sum = numbers.stream().skip(1).map(Optional::get).reduce(BigDecimal.ZERO, BigDecimal::add);
            return sum.compareTo(numbers.get(0).get()) == 0;
        }
    }

    /** One date is not after another, as far as both are exact: 31 May is not after May. */
    record DateOrder(String earlier, String later) implements RecordRule {
        @Override
        public List<String> fields() {
            return List.of(earlier, later);
        }

        @Override
        public String word() {
            return "date-order";
        }

        @Override
        public boolean holds(Map<String, String> values) {
            Optional<String> from = date(values.get(earlier));
            Optional<String> to = date(values.get(later));
            if (from.isEmpty() || to.isEmpty()) {
                return true;
            }
            int exact = Math.min(from.get().length(), to.get().length());
            return from.get().substring(0, exact).compareTo(to.get().substring(0, exact)) <= 0;
        }
    }

    /** The last digit of a number proves the others. */
    record CheckDigit(String field, Scheme scheme) implements RecordRule {
        /** How the digit is reckoned. */
        public enum Scheme {
            /** Cards: every second digit doubled, digits added, divisible by 10 (ISO/IEC 7812). */
            LUHN,
            /** Bank accounts: letters as numbers, rest 1 by 97 (ISO 13616). */
            IBAN,
            /** Articles and books: weights 1 and 3, divisible by 10 (GS1). */
            EAN;

            /** The word for it in template files. */
            String json() {
                return name().toLowerCase(Locale.ROOT);
            }
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String word() {
            return "check-digit";
        }

        @Override
        public boolean holds(Map<String, String> values) {
            String value = values.get(field);
            return value == null || value.isEmpty() || CheckDigits.holds(value, scheme);
        }
    }

    /** A value rises by a step from each record of a register to the next; the former record's value is passed beside. */
    record Sequence(String field, BigDecimal step) implements RecordRule {
        /** The name under which the former record's value is passed. */
        public String former() {
            return field + "@former";
        }

        @Override
        public List<String> fields() {
            return List.of(field);
        }

        @Override
        public String word() {
            return "sequence";
        }

        @Override
        public boolean holds(Map<String, String> values) {
            Optional<BigDecimal> here = number(values.get(field));
            Optional<BigDecimal> before = number(values.get(former()));
            return here.isEmpty() || before.isEmpty() || before.get().add(step).compareTo(here.get()) == 0;
        }
    }

    private static Optional<BigDecimal> number(String value) {
        try {
            return value == null || value.isBlank() ? Optional.empty() : Optional.of(new BigDecimal(value));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** An ISO date of any precision: such stand in the order of their letters. */
    private static Optional<String> date(String value) {
        return Optional.ofNullable(value)
                .filter(text -> Arrays.stream(DatePrecision.values()).anyMatch(precision -> precision.isIso(text)));
    }
}
