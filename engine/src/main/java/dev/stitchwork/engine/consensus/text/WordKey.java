package dev.stitchwork.engine.consensus.text;

import dev.stitchwork.engine.consensus.Folding;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What two spellings of one word share: {@code 04.50;} and {@code 4.5}, {@code H.M.S.} and {@code hms}. */
final class WordKey {
    private static final Pattern DECIMAL = Pattern.compile("(?<![0-9.])0*([0-9]+)\\.([0-9]+)(?![0-9]|\\.[0-9])");
    private static final Pattern LEADING_ZEROS = Pattern.compile("(?<![0-9\uE000])0+(?=[0-9])");

    /** Stands for a decimal point while the key is made; the point itself is dropped as punctuation. */
    private static final char POINT = '\uE000';

    private WordKey() {}

    /** @param folded a word without blanks; the key is empty where it is punctuation alone */
    static String of(String folded) {
        String text = folded;
        if (text.indexOf('0') >= 0 || text.indexOf('.') > 0) {
            text = LEADING_ZEROS.matcher(decimals(text)).replaceAll("");
        }
        String key = Folding.key(text);
        return key.codePoints().anyMatch(Character::isLetterOrDigit) ? key : "";
    }

    private static String decimals(String text) {
        Matcher decimal = DECIMAL.matcher(text);
        return decimal.replaceAll(found -> {
            String fraction = found.group(2).replaceAll("0+$", "");
            return fraction.isEmpty() ? found.group(1) : found.group(1) + POINT + fraction;
        });
    }
}
