package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import java.util.Locale;

/**
 * Brings two keyings of the same ink to the same text: case, blanks, punctuation, dates, numbers, phone, e-mail, by the
 * field's kind. The raw keying is never replaced; this is only what votes are compared by and what the output holds.
 */
public final class Normaliser {
    private Normaliser() {}

    /**
     * The reading in the field's canonical form.
     *
     * <p>INTEGER {@code 1234}; DECIMAL and MONEY {@code 1234.50}; DATE ISO {@code 1984-02-29}; PHONE E.164; EMAIL lower
     * case; CHOICE option numbers rising, {@code 1 3}; SIGNATURE {@code yes}; text kinds NFC with blanks folded. What
     * cannot be brought to that form is kept as folded text.
     *
     * @param parts number of pieces the field is cut into; a piece of a field is only folded, since a part of a date
     *     is no date
     */
    public static Reading normalise(Reading raw, Field field, Locale locale) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** What two readings must share to count as the same answer: the canonical form without case and punctuation. */
    public static String ballot(Reading raw, Field field, Locale locale) {
        throw new UnsupportedOperationException("not built yet");
    }
}
