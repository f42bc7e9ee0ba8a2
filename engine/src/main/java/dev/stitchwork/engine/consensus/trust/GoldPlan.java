package dev.stitchwork.engine.consensus.trust;

/**
 * When a worker is shown a task whose answer is known.
 *
 * <p>The first {@link #FIRST} tasks are gold. Then gold comes with a chance that falls as the worker becomes known: the
 * share at which, with answers as good as so far, the standard error of the worker's accuracy would shrink by a fixed
 * part with every twenty tasks; a Beta(1 + right, 1 + wrong) accuracy with n = right + wrong gold answers has error
 * sqrt(a (1 - a) / (n + 3)), so doubtful and bad workers see more gold than good ones. It never falls below
 * {@link #FLOOR}, since who is good today may sell the account tomorrow.
 *
 * @param right gold answers that were right
 * @param wrong gold answers that were wrong
 */
public record GoldPlan(int right, int wrong) {
    static final int FIRST = 3;
    static final double FLOOR = 0.02;
    static final double CEILING = 0.5;

    /** Standard error of an accuracy at which gold has thinned to a tenth of the tasks. */
    private static final double ERROR = 0.05;

    public GoldPlan {
        if (right < 0 || wrong < 0) {
            throw new IllegalArgumentException("Expected counts from 0 but was %d right, %d wrong.".formatted(right, wrong));
        }
    }

    /** Chance that the next task should be gold. */
    public double chance() {
        if (right + wrong < FIRST) {
            return 1;
        }
        double accuracy = (right + 1.0) / (right + wrong + 2);
        double error = Math.sqrt(accuracy * (1 - accuracy) / (right + wrong + 3));
        return Math.max(FLOOR, Math.min(CEILING, 0.1 * (error / ERROR) * (error / ERROR)));
    }

    /** Whether the next task is gold, for a number drawn evenly from 0 to 1. */
    public boolean isNext(double drawn) {
        return drawn < chance();
    }
}
