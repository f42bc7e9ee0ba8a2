package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.form.Rules;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.Month;
import java.time.YearMonth;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.FormatStyle;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Dates as people write them, as ISO {@code 1984-02-29}; {@code 1984-02} or {@code 1984} where the paper asks for no
 * more. The order of day, month and year is the one the field declares, else the locale's; a year of four digits in
 * front is always ISO order. Separators mean nothing, and may be missing where every part is written in full.
 *
 * <p>A year of two digits lies in the century that the field's earliest and latest date leave; where they leave both or
 * none, in 1930 to 2029, as in spreadsheets. That is a rule of the form and not of today's date: the same keying means
 * the same day for ever.
 */
final class WrittenDate {
    private static final int CENTURY_FROM = 1930;
    private static final int MONTH_LETTERS_MIN = 3;
    private static final Pattern TOKEN = Pattern.compile("[\\p{L}\\p{M}]+|[0-9]+");
    /** What stands around the numbers of a date in the languages of the forms we know, and says nothing. */
    private static final Set<String> FILLERS =
            Set.of("st", "nd", "rd", "th", "er", "re", "of", "the", "de", "del", "den", "le", "a", "年", "月", "日");

    private WrittenDate() {}

    static Optional<String> canonical(String folded, Rules rules, Locale locale) {
        String order = order(rules, locale);
        Parts parts = new Parts();
        List<String> tokens = TOKEN.matcher(Folding.asciiDigits(Folding.caseless(folded)))
                .results()
                .map(MatchResult::group)
                .filter(token -> !FILLERS.contains(token))
                .toList();
        for (String token : tokens) {
            if (Character.isDigit(token.charAt(0))) {
                parts.numbers.add(token);
            } else if (parts.month.isPresent() || order.indexOf('M') < 0 || !parts.takeMonth(token, locale)) {
                return Optional.empty();
            }
        }
        return arranged(parts, order).flatMap(written -> resolve(written, order, rules));
    }

    /** Which of d, M and y the paper asks for, in its order. */
    private static String order(Rules rules, Locale locale) {
        String pattern = rules.dateFormat().orElseGet(() -> DateTimeFormatterBuilder.getLocalizedDateTimePattern(
                FormatStyle.SHORT, null, IsoChronology.INSTANCE, locale));
        StringBuilder order = new StringBuilder();
        pattern.replace('u', 'y').replace('L', 'M').chars()
                .filter(c -> "dMy".indexOf(c) >= 0 && order.indexOf(String.valueOf((char) c)) < 0)
                .forEach(c -> order.append((char) c));
        return order.toString();
    }

    private static Optional<Written> arranged(Parts parts, String order) {
        String wanted = parts.month.isPresent() ? order.replace("M", "") : order;
        List<String> numbers = parts.numbers;
        if (numbers.size() != wanted.length()) {
            numbers = cut(String.join("", numbers), wanted);
        }
        if (numbers.isEmpty()) {
            return Optional.empty();
        }
        String by = byFullYear(numbers, wanted);
        String month = parts.month.map(value -> String.valueOf(value.getValue())).orElse(at(by, 'M', numbers));
        return Optional.of(new Written(at(by, 'y', numbers), month, at(by, 'd', numbers)));
    }

    /** The order as declared, unless a year of four digits stands where it can only mean another. */
    private static String byFullYear(List<String> numbers, String wanted) {
        if (numbers.get(0).length() == 4 && wanted.indexOf('y') > 0) {
            return Stream.of("y", "M", "d").filter(wanted::contains).collect(Collectors.joining());
        }
        boolean yearLast = numbers.size() == 2 && numbers.get(1).length() == 4;
        return yearLast && wanted.indexOf('y') == 0 ? wanted.substring(1) + "y" : wanted;
    }

    /** Digits without separators, as a comb of printed cells gives them: two for day and month, the rest the year. */
    private static List<String> cut(String digits, String wanted) {
        int yearDigits = digits.length() - 2 * (wanted.length() - 1);
        if (yearDigits != 4 && yearDigits != 2) {
            return List.of();
        }
        List<String> cut = new ArrayList<>();
        int at = 0;
        for (char part : wanted.toCharArray()) {
            int length = part == 'y' ? yearDigits : 2;
            cut.add(digits.substring(at, at + length));
            at += length;
        }
        return cut;
    }

    private static String at(String order, char part, List<String> numbers) {
        int index = order.indexOf(part);
        return index < 0 ? "" : numbers.get(index);
    }

    private static Optional<String> resolve(Written written, String order, Rules rules) {
        if (written.year().length() == 4) {
            return iso(written.year(), written, order);
        }
        if (written.year().length() != 2) {
            return Optional.empty();
        }
        int inWindow = CENTURY_FROM / 100 * 100 + Integer.parseInt(written.year());
        int usual = inWindow < CENTURY_FROM ? inWindow + 100 : inWindow;
        List<String> allowed = Stream.of(inWindow, inWindow + 100)
                .flatMap(year -> iso(String.valueOf(year), written, order).stream())
                .filter(date -> rules.min().map(min -> min.compareTo(date) <= 0).orElse(true))
                .filter(date -> rules.max().map(max -> max.compareTo(date) >= 0).orElse(true))
                .toList();
        return allowed.size() == 1 ? Optional.of(allowed.get(0)) : iso(String.valueOf(usual), written, order);
    }

    private static Optional<String> iso(String year, Written written, String order) {
        if (written.month().length() > 2 || written.day().length() > 2) {
            return Optional.empty();
        }
        try {
            int y = Integer.parseInt(year);
            if (order.indexOf('M') < 0) {
                return Optional.of(year);
            }
            int m = Integer.parseInt(written.month());
            return Optional.of(order.indexOf('d') < 0
                    ? YearMonth.of(y, m).toString()
                    : LocalDate.of(y, m, Integer.parseInt(written.day())).toString());
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    /** The months whose name in the locale or in English begins so; a date has one only if there is exactly one. */
    private static Set<Month> months(String token, Locale locale) {
        Set<Month> months = EnumSet.noneOf(Month.class);
        for (Locale language : List.of(locale, Locale.ENGLISH)) {
            for (Month month : Month.values()) {
                for (TextStyle style : List.of(
                        TextStyle.FULL, TextStyle.FULL_STANDALONE, TextStyle.SHORT, TextStyle.SHORT_STANDALONE)) {
                    String name = bare(month.getDisplayName(style, language));
                    if (name.equals(bare(token))) {
                        return EnumSet.of(month);
                    }
                    if (token.length() >= MONTH_LETTERS_MIN && name.startsWith(bare(token))) {
                        months.add(month);
                    }
                }
            }
        }
        return months;
    }

    private static String bare(String name) {
        return Normalizer.normalize(Folding.caseless(name), Normalizer.Form.NFD).replaceAll("[\\p{M}.]", "");
    }

    /** What was written where the paper asks for year, month and day; empty where it does not ask. */
    private record Written(String year, String month, String day) {}

    private static final class Parts {
        private final List<String> numbers = new ArrayList<>();
        private Optional<Month> month = Optional.empty();

        private boolean takeMonth(String token, Locale locale) {
            Set<Month> months = months(token, locale);
            month = months.size() == 1 ? Optional.of(months.iterator().next()) : Optional.empty();
            return month.isPresent();
        }
    }
}
