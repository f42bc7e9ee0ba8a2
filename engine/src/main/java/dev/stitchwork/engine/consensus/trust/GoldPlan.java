package dev.stitchwork.engine.consensus.trust;

/**
 * When a worker is shown a task whose answer is known.
 *
 * <p>The first {@link #FIRST} tasks are gold. Then gold comes with a chance that falls as the worker becomes known: with the
 * square of the standard error of the worker's accuracy, which for a Beta(1 + right, 1 + wrong) accuracy with
 * n = right + wrong answers judged is sqrt(a (1 - a) / (n + 3)), so doubtful and bad workers see more gold than good ones.
 * Whether an answer was judged by gold or by the answers of others makes no difference: what gold is for is that the first
 * ones are. It never falls below {@link #FLOOR}, since who is good today may sell the account tomorrow. Somebody right
 * nine times in ten meets seven among the first hundred tasks.
 *
 * @param right answers that were right
 * @param wrong answers that were wrong
 */
public record GoldPlan(int right, int wrong) {
    static final int FIRST = 3;
    static final double FLOOR = 0.02;
    static final double CEILING = 0.5;

    /** Standard error of an accuracy at which gold has thinned to a tenth of the tasks. */
    private static final double ERROR = 0.1;

    public GoldPlan {
        if (right < 0 || wrong < 0) {
            throw new IllegalArgumentException("Expected counts from 0 but was %d right, %d wrong.".formatted(right, wrong));
        }
    }

    /**
     * The plan for somebody of whom so much is known.
     *
     * @param judged answers, each by how much it tells
     * @param missed of those, that were wrong
     */
    public static GoldPlan of(double judged, double missed) {
        int wrong = (int) Math.round(Math.max(0, missed));
        return new GoldPlan(Math.max(0, (int) Math.round(judged) - wrong), wrong);
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
