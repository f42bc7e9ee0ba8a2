package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.form.Field;
import java.util.List;
import java.util.Locale;

/** Plurality vote on normalised answers, with a tie rule that asks one more and a cap that makes a dispute. */
public final class Consensus {
    private Consensus() {}

    /**
     * What these voices add up to.
     *
     * @param voices every answer kept so far, in the order they came
     */
    public static Verdict of(List<Voice> voices, Field field, Locale locale, VotePolicy policy) {
        throw new UnsupportedOperationException("not built yet");
    }
}
