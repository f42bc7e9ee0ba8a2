package dev.stitchwork.engine.consensus;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormatSymbols;
import java.util.Currency;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Numbers as people write them: {@code 1,234.50}, {@code 1.234,50}, {@code 1'234.-}, {@code £ 12}, {@code (3.20)}.
 *
 * <p>A point or comma that can only be the one thing is that thing: the last of two different ones is the decimal
 * point, one that comes twice parts thousands, one not followed by three digits is the decimal point. Only {@code 1.234}
 * and {@code 1,234} can be both, and there the template's locale decides.
 */
final class WrittenNumber {
    private static final int DIGITS_MAX = 40;
    private static final Pattern BODY = Pattern.compile("[0-9.,]*[0-9][0-9.,]*");
    /** Thousands, and the lakhs and crores of India; the last group always has three digits. */
    private static final Pattern GROUPED = Pattern.compile(
            "[1-9][0-9]{0,2}(?:(?:\\.[0-9]{2,3})*\\.[0-9]{3}|(?:,[0-9]{2,3})*,[0-9]{3})");

    private static final Pattern SIGN_BEFORE = Pattern.compile("^(\\p{L}{0,3})\\p{Sc} ?");
    private static final Pattern SIGN_AFTER = Pattern.compile(" ?\\p{Sc}$");
    private static final Pattern WORD_BEFORE = Pattern.compile("^(\\p{L}{1,4})\\.? ?");
    private static final Pattern WORD_AFTER = Pattern.compile(" ?(\\p{L}{1,4})\\.?$");
    private static final Pattern NO_CENTS = Pattern.compile("(?<=[0-9]) ?[.,:/=] ?-{1,2}$");
    private static final Set<String> CURRENCY_WORDS = Stream.concat(
                    Currency.getAvailableCurrencies().stream().map(Currency::getCurrencyCode),
                    Stream.of("KR", "FR", "SFR", "ZŁ", "ZL", "KČ", "FT", "RS", "LEI", "RM"))
            .collect(Collectors.toUnmodifiableSet());

    private static final Set<String> COUNTRIES = Set.of(Locale.getISOCountries());

    private WrittenNumber() {}

    /** {@code 1234}: no leading zeros, no separators. */
    static Optional<String> integer(String folded) {
        String text = Folding.asciiDigits(folded);
        return signed(text).flatMap(number -> {
            String body = number.body().replaceFirst("[.,]0{0,2}$", "");
            String digits = GROUPED.matcher(body).matches() ? body.replaceAll("[.,]", "") : body;
            return digits.matches("[0-9]{1," + DIGITS_MAX + "}")
                    ? Optional.of(number.value(digits).toPlainString())
                    : Optional.empty();
        });
    }

    /** {@code 1234.5}: a decimal point, no zeros at the end. */
    static Optional<String> decimal(String folded, Locale locale) {
        String text = Folding.asciiDigits(folded).replaceFirst(" ?%$", "");
        return signed(text).flatMap(number -> value(number, locale)).map(WrittenNumber::stripped);
    }

    /** {@code 1234.50}: a decimal point and at least the places of the locale's currency. */
    static Optional<String> money(String folded, Locale locale) {
        String bare = withoutCurrency(Folding.asciiDigits(folded));
        boolean owed = bare.startsWith("(") && bare.endsWith(")");
        String text = owed ? "-" + withoutCurrency(bare.substring(1, bare.length() - 1).strip()) : bare;
        return signed(text).flatMap(number -> value(number, locale)).map(value -> {
            BigDecimal bareValue = new BigDecimal(stripped(value));
            int places = Math.max(bareValue.scale(), currencyPlaces(locale));
            return bareValue.setScale(places, RoundingMode.UNNECESSARY).toPlainString();
        });
    }

    /** Whether a text that is as one of these gave it, or was left as it is where none could read it, is a number. */
    static boolean isCanonical(String text, boolean whole) {
        return whole ? integer(text).filter(text::equals).isPresent() : decimal(text, Locale.ROOT).isPresent();
    }

    private static String stripped(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }

    private static int currencyPlaces(Locale locale) {
        // Asking for the currency of a locale without a country is an error in the JDK; two places are the rule.
        Currency currency = COUNTRIES.contains(locale.getCountry()) ? Currency.getInstance(locale) : null;
        return currency == null ? 2 : Math.max(0, currency.getDefaultFractionDigits());
    }

    private static String withoutCurrency(String text) {
        String sign = text.startsWith("-") || text.startsWith("+") ? text.substring(0, 1) : "";
        String bare = text.substring(sign.length()).strip();
        bare = SIGN_AFTER.matcher(SIGN_BEFORE.matcher(bare).replaceFirst("")).replaceFirst("");
        bare = withoutWord(WORD_AFTER, withoutWord(WORD_BEFORE, bare));
        return sign + NO_CENTS.matcher(bare).replaceFirst("");
    }

    private static String withoutWord(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        return matcher.find() && CURRENCY_WORDS.contains(matcher.group(1).toUpperCase(Locale.ROOT))
                ? matcher.replaceFirst("")
                : text;
    }

    private static Optional<Signed> signed(String text) {
        String compact = text.replaceAll("[ ']", "");
        boolean after = !compact.startsWith("-") && !compact.startsWith("+") && compact.endsWith("-");
        boolean negative = compact.startsWith("-") || after;
        String body = after ? compact.substring(0, compact.length() - 1) : compact.replaceFirst("^[-+]", "");
        return BODY.matcher(body).matches() && body.length() <= 2 * DIGITS_MAX
                ? Optional.of(new Signed(negative, body))
                : Optional.empty();
    }

    private static Optional<BigDecimal> value(Signed number, Locale locale) {
        String body = number.body();
        int last = Math.max(body.lastIndexOf('.'), body.lastIndexOf(','));
        if (last < 0) {
            return plain(number, body, "");
        }
        char separator = body.charAt(last);
        char other = separator == '.' ? ',' : '.';
        boolean alone = body.indexOf(separator) == last;
        if (GROUPED.matcher(body).matches() && (!alone || separator != decimalSeparator(locale))) {
            return plain(number, body.replaceAll("[.,]", ""), "");
        }
        String head = body.substring(0, last);
        if (!alone || head.indexOf(other) >= 0 && !GROUPED.matcher(head).matches()) {
            return Optional.empty();
        }
        return plain(number, head.replaceAll("[.,]", ""), body.substring(last + 1));
    }

    private static Optional<BigDecimal> plain(Signed number, String whole, String fraction) {
        if (whole.length() + fraction.length() > DIGITS_MAX) {
            return Optional.empty();
        }
        return Optional.of(number.value("0" + whole + "." + fraction + "0"));
    }

    static char decimalSeparator(Locale locale) {
        return DecimalFormatSymbols.getInstance(locale).getDecimalSeparator() == ',' ? ',' : '.';
    }

    private record Signed(boolean negative, String body) {
        BigDecimal value(String digits) {
            BigDecimal value = new BigDecimal(digits);
            return negative ? value.negate() : value;
        }
    }
}
