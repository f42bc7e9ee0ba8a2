package dev.stitchwork.engine.consensus.typed;

/**
 * When a field is settled so that at most a wanted share of all fields is wrong.
 *
 * <p>A field settles as soon as its value's chance of being wrong is at most twice the wanted share. Every further answer
 * moves that chance by a factor of about ten or more, so where settled fields come to lie is spread evenly over the orders of
 * magnitude below the bound, and their mean stays below half of it; the bench of simulated forms shows it.
 *
 * @param wrongMax wanted share of wrong fields, above 0 and below 1/2
 */
public record TargetError(double wrongMax) {
    private static final double MEAN_TO_BOUND = 2;

    public TargetError {
        if (!(wrongMax > 0 && wrongMax < 0.5)) {
            throw new IllegalArgumentException(
                    "Expected a share of wrong fields above 0 and below 0.5 but was %s.".formatted(wrongMax));
        }
    }

    /** Whether a value that is right with this chance needs no further answer. */
    public boolean settles(double confidence) {
        return 1 - confidence <= MEAN_TO_BOUND * wrongMax;
    }
}
