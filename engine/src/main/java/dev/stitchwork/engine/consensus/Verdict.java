package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.Reading;

/** What the answers to one task add up to. */
public sealed interface Verdict {
    /** Not settled: this many more people should be asked now. */
    record Open(int more) implements Verdict {}

    /**
     * Settled by agreement.
     *
     * @param reading in canonical form
     * @param agreement share of the counted voices that gave it, 0 to 1
     */
    record Agreed(Reading reading, double agreement) implements Verdict {}

    /** All answers spent without agreement: an adjudicator decides. */
    record Disputed() implements Verdict {}
}
