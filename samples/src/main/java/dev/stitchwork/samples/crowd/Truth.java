package dev.stitchwork.samples.crowd;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.form.Field;
import java.util.Locale;

/** What stands in one picture, and of which field it is, so that a wrong keying can be told from a right one. */
public record Truth(Field field, Locale locale, Reading reading) {
    /** Whether a keying says the same, read as generously as the vote reads it. */
    public boolean is(Reading keyed) {
        return keyed.verdict() == reading.verdict()
                && Normaliser.ballot(keyed, field, locale).equals(Normaliser.ballot(reading, field, locale));
    }
}
