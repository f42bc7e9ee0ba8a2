package dev.stitchwork.engine.consensus;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** E-mail addresses and postcodes in one spelling. */
final class WrittenAddress {
    private static final Pattern EMAIL = Pattern.compile("[^@,;<>\"]{1,64}@[^@,;<>\"]{1,255}");
    private static final Pattern AROUND = Pattern.compile("^(?:mailto:|<)|[>.,;]+$", Pattern.CASE_INSENSITIVE);

    /** Where a country sets the second half of its postcode off, and with what. */
    private static final Map<String, Format> FORMATS = Map.ofEntries(
            Map.entry("GB", new Format("([A-Z]{1,2}[0-9][A-Z0-9]?)([0-9][A-Z]{2})", "$1 $2")),
            Map.entry("IE", new Format("([A-Z][0-9][0-9W])([A-Z0-9]{4})", "$1 $2")),
            Map.entry("CA", new Format("([A-Z][0-9][A-Z])([0-9][A-Z][0-9])", "$1 $2")),
            Map.entry("NL", new Format("([0-9]{4})([A-Z]{2})", "$1 $2")),
            Map.entry("US", new Format("([0-9]{5})([0-9]{4})", "$1-$2")),
            Map.entry("PL", new Format("([0-9]{2})([0-9]{3})", "$1-$2")),
            Map.entry("PT", new Format("([0-9]{4})([0-9]{3})", "$1-$2")),
            Map.entry("BR", new Format("([0-9]{5})([0-9]{3})", "$1-$2")),
            Map.entry("JP", new Format("([0-9]{3})([0-9]{4})", "$1-$2")),
            Map.entry("SE", new Format("([0-9]{3})([0-9]{2})", "$1 $2")),
            Map.entry("CZ", new Format("([0-9]{3})([0-9]{2})", "$1 $2")),
            Map.entry("SK", new Format("([0-9]{3})([0-9]{2})", "$1 $2")),
            Map.entry("GR", new Format("([0-9]{3})([0-9]{2})", "$1 $2")));

    private WrittenAddress() {}

    /** Lower case, without blanks; the part before the @ too, since no mail service in use tells its case apart. */
    static Optional<String> email(String folded) {
        String bare = AROUND.matcher(Folding.withoutBlanks(folded)).replaceAll("").toLowerCase(Locale.ROOT);
        return EMAIL.matcher(bare).matches() ? Optional.of(bare) : Optional.empty();
    }

    /** Upper case, divided as the country of the locale divides it; as it was keyed where that cannot be done. */
    static String postcode(String folded, Locale locale) {
        String upper = Folding.asciiDigits(folded).toUpperCase(Locale.ROOT);
        Format format = FORMATS.get(locale.getCountry());
        if (format == null) {
            return upper;
        }
        var matcher = format.bare().matcher(upper.replaceAll("[^A-Z0-9]", ""));
        return matcher.matches() ? matcher.replaceAll(format.divided()) : upper;
    }

    private record Format(Pattern bare, String divided) {
        Format(String bare, String divided) {
            this(Pattern.compile(bare), divided);
        }
    }
}
