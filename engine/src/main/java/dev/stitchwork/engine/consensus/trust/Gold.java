package dev.stitchwork.engine.consensus.trust;

/**
 * What makes a value known well enough to measure people with it, and for how long it serves: what many have seen can be
 * passed around.
 */
public final class Gold {
    /** Answers to one, of as many people, before it is retired. */
    public static final int SERVINGS_MAX = 5;

    /** So many of them who say the same other thing put it in question: most of those who are ever asked. */
    public static final int CONTRADICTING = SERVINGS_MAX / 2 + 1;

    /** Chance of being right from which a production value is known. */
    private static final double CERTAIN = 0.999;

    /** Independent people who gave it, at least. */
    private static final int CERTAIN_ANSWERS = 3;

    private Gold() {}

    /** Whether a settled production value is known. */
    public static boolean fits(double confidence, int agreeing, int differing) {
        return confidence >= CERTAIN && agreeing >= CERTAIN_ANSWERS && differing == 0;
    }
}
