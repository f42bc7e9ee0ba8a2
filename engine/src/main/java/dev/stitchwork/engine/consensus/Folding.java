package dev.stitchwork.engine.consensus;

import java.text.Normalizer;
import java.util.Locale;

/**
 * The differences between two keyings of the same ink that mean nothing: folds them away without knowing what the
 * text is. Never touches what could be a difference on the paper: accents, a minus or plus, a mark between two digits.
 *
 * <p>Every case change is made in {@link Locale#ROOT}: under a Turkish default locale {@code "I".toLowerCase()} is no
 * {@code "i"}, and the vote would depend on the server's language.
 */
public final class Folding {
    private Folding() {}

    /** NFC, one blank for every run of blanks, one kind of dash, apostrophe and quotation mark; case is kept. */
    public static String fold(String raw) {
        StringBuilder folded = new StringBuilder(raw.length());
        boolean blank = false;
        for (int at = 0, c; at < raw.length(); at += Character.charCount(c)) {
            c = raw.codePointAt(at);
            if (isInvisible(c)) {
                continue;
            }
            if (Character.isWhitespace(c) || Character.isSpaceChar(c) || Character.isISOControl(c)) {
                blank = true;
                continue;
            }
            if (blank && !folded.isEmpty()) {
                folded.append(' ');
            }
            blank = false;
            folded.appendCodePoint(plain(c));
        }
        return Normalizer.normalize(folded, Normalizer.Form.NFC);
    }

    /** Without case: {@code STRASSE} and {@code Straße}, {@code İ} and {@code i} are the same. */
    static String caseless(String folded) {
        String wide = Normalizer.normalize(folded, Normalizer.Form.NFKC);
        return wide.toUpperCase(Locale.ROOT).toLowerCase(Locale.ROOT).replace("i\u0307", "i");
    }

    /**
     * Text without case and without the punctuation that people leave out or add: full stops, commas, brackets, quotes,
     * and all blanks and dashes between letters. What separates two digits stays as one blank, so that {@code 1.5},
     * {@code 1,5} and {@code 1/5} agree and {@code 15} does not; signs stay, so that {@code A+} is not {@code A-}.
     */
    public static String key(String folded) {
        String text = caseless(folded);
        StringBuilder key = new StringBuilder(text.length());
        boolean gap = false;
        for (int at = 0, c; at < text.length(); at += Character.charCount(c)) {
            c = text.codePointAt(at);
            if (isDropped(c) || c == '-' && !isSign(text, at) || c == '.' && !startsFraction(text, at)) {
                gap = true;
                continue;
            }
            if (gap && Character.isDigit(c) && endsInDigit(key)) {
                key.append(' ');
            }
            gap = false;
            key.appendCodePoint(c);
        }
        return key.isEmpty() ? text : key.toString();
    }

    /** Only letters and digits, without case: for codes, where groups are set off in any way. */
    static String alphanumeric(String folded) {
        StringBuilder kept = new StringBuilder(folded.length());
        caseless(folded).codePoints().filter(Character::isLetterOrDigit).forEach(kept::appendCodePoint);
        return kept.isEmpty() ? folded : kept.toString();
    }

    /** Digits of any script as 0 to 9. */
    static String asciiDigits(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .forEach(ascii::appendCodePoint);
        return ascii.toString();
    }

    static String withoutBlanks(String folded) {
        return folded.replace(" ", "");
    }

    private static int plain(int c) {
        return switch (c) {
            case '\u2010', '\u2011', '\u2012', '\u2013', '\u2014', '\u2015', '\u2212', '\uFE58', '\uFE63', '\uFF0D' -> '-';
            case '\u2018', '\u2019', '\u201A', '\u201B', '\u02BC', '\u0060', '\u00B4', '\u2032', '\uFF07' -> '\'';
            case '\u201C', '\u201D', '\u201E', '\u201F', '\u00AB', '\u00BB', '\u2033', '\uFF02' -> '"';
            default -> c;
        };
    }

    /** Marks that no eye sees; the joiners U+200C and U+200D are not among them, they shape Persian and Indic words. */
    private static boolean isInvisible(int c) {
        return c == 0x00AD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF
                || c >= 0x202A && c <= 0x202E || c >= 0x2066 && c <= 0x2069;
    }

    private static boolean isDropped(int c) {
        return c == ' ' || c == 0x200C || c == 0x200D || ",;:!'\"()[]{}/\\_\u00B7\u00A1\u00BF\u3001\u3002".indexOf(c) >= 0;
    }

    /** A dash that is a sign: before a digit at the start of a word, or after the last letter of one, as in A-. */
    private static boolean isSign(String text, int dash) {
        boolean wordBefore = dash > 0 && Character.isLetterOrDigit(text.codePointBefore(dash));
        boolean wordAfter = dash + 1 < text.length() && Character.isLetterOrDigit(text.codePointAt(dash + 1));
        boolean digitAfter = dash + 1 < text.length() && Character.isDigit(text.codePointAt(dash + 1));
        return wordBefore ? !wordAfter : digitAfter;
    }

    private static boolean startsFraction(String text, int point) {
        boolean wordBefore = point > 0 && Character.isLetterOrDigit(text.codePointBefore(point));
        return !wordBefore && point + 1 < text.length() && Character.isDigit(text.codePointAt(point + 1));
    }

    private static boolean endsInDigit(CharSequence text) {
        return text.length() > 0 && Character.isDigit(Character.codePointBefore(text, text.length()));
    }
}
