package dev.stitchwork.engine;

import java.util.Objects;

/**
 * What someone, or some machine, read in a fragment.
 *
 * <p>For a choice the text is the numbers of the marked options, from 1, rising, separated by blanks; for a signature
 * it is {@code yes}.
 *
 * @param verdict whether there was something to read
 * @param text what was read, exactly as keyed; empty unless the verdict is {@link Verdict#VALUE}
 */
public record Reading(Verdict verdict, String text) {
    /** Longest text a reading may hold. */
    public static final int CHARACTERS_MAX = 2_000;

    /** The four first-class answers. */
    public enum Verdict {
        /** There is something, and the text says what. */
        VALUE,
        /** The field is empty. */
        BLANK,
        /** There is something, and it cannot be read. */
        ILLEGIBLE,
        /** The picture does not show one whole answer: cut through, foreign text, upside down. */
        WRONG_CROP
    }

    public static final Reading BLANK = new Reading(Verdict.BLANK, "");
    public static final Reading ILLEGIBLE = new Reading(Verdict.ILLEGIBLE, "");
    public static final Reading WRONG_CROP = new Reading(Verdict.WRONG_CROP, "");

    public Reading {
        Objects.requireNonNull(verdict, "verdict");
        if ((verdict == Verdict.VALUE) == text.isBlank()) {
            throw new IllegalArgumentException(verdict == Verdict.VALUE
                    ? "Expected a text with an answer of kind VALUE but it was empty: an empty field is BLANK."
                    : "Expected no text with an answer of kind %s but was %d characters.".formatted(verdict, text.length()));
        }
        if (text.chars().anyMatch(Reading::isControl)) {
            throw new IllegalArgumentException(
                    "Expected a text of letters, digits and signs but it has a control character: key it again.");
        }
        if (text.length() > CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "Expected at most %d characters but was %d.".formatted(CHARACTERS_MAX, text.length()));
        }
    }

    private static boolean isControl(int character) {
        return Character.isISOControl(character) && character != '\t' && character != '\n' && character != '\r';
    }

    public static Reading of(String text) {
        return new Reading(Verdict.VALUE, text);
    }
}
