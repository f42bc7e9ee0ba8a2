package dev.stitchwork.engine.consensus.machine;

import java.util.List;
import java.util.OptionalDouble;

/**
 * What the readings of one class turned out to be worth, by the confidence they came with.
 *
 * <p>The machine may decide alone from the lowest confidence from which on {@link Evidence} speaks for its errors being
 * within the bound. Confidences are tried from the highest down, and the first that does not pass ends it: so trying many
 * costs no certainty (fixed sequence testing with several starts: Angelopoulos, Bates, Candès, Jordan and Lei, Learn then
 * Test, 2021). Where a sequence begins depends on how many readings there are, never on how many of them were wrong: one
 * where there are just enough, others where there are many times as many, for a machine that is good but never perfect.
 *
 * <p>People's own errors count as the machine's: it is judged too hard rather than too kindly.
 */
public final class Calibration {
    /** Confidences that are told apart; readings of any other count at the next below. */
    private static final double[] STEPS = {
        0, 0.5, 0.6, 0.7, 0.75, 0.8, 0.85, 0.88, 0.9, 0.92, 0.94, 0.95, 0.96, 0.97, 0.98, 0.99, 0.995
    };
    /** Readings that a step must hold itself to be a threshold: of confidences that were not seen nothing is known. */
    private static final int SEEN_MIN = 10;
    /** A threshold is wrongly allowed at most this often. */
    private static final double MISTAKEN_MAX = 0.05;
    /** Where sequences begin, in times as many readings as are just enough. */
    private static final int[] STARTS = {1, 4, 16};
    /** What the evidence must reach, each sequence having an equal part of the mistakes. */
    private static final double NEEDED = Math.log(STARTS.length / MISTAKEN_MAX);

    private final int[] checked = new int[STEPS.length];
    private final int[] wrong = new int[STEPS.length];

    public Calibration(List<Check> checks) {
        for (Check check : checks) {
            for (int step = 0; step < STEPS.length && STEPS[step] <= check.confidence(); step++) {
                checked[step]++;
                wrong[step] += check.right() ? 0 : 1;
            }
        }
    }

    /**
     * The confidence from which the machine decides alone; empty while people check everything.
     *
     * @param wrongMax share of its decisions that may be wrong, above 0 and below 1
     */
    public OptionalDouble decidesFrom(double wrongMax) {
        int enough = enough(wrongMax);
        double lowest = Double.MAX_VALUE;
        for (int start : STARTS) {
            for (int step = STEPS.length - 1; step >= 0; step--) {
                int above = step + 1 < STEPS.length ? checked[step + 1] : 0;
                if (checked[step] >= start * enough && checked[step] - above >= SEEN_MIN) {
                    if (Evidence.log(checked[step], wrong[step], wrongMax) < NEEDED) {
                        break;
                    }
                    lowest = Math.min(lowest, STEPS[step]);
                }
            }
        }
        return lowest == Double.MAX_VALUE ? OptionalDouble.empty() : OptionalDouble.of(lowest);
    }

    /** Answers that must be there before anything is decided, were the machine never wrong. */
    public static int enough(double wrongMax) {
        int answers = 1;
        while (Evidence.log(answers, 0, wrongMax) < NEEDED) {
            answers++;
        }
        return answers;
    }

    /** Readings that people's answers settled. */
    public int checked() {
        return checked[0];
    }

    /** Readings of at least this confidence that were settled. */
    public int checkedFrom(double confidence) {
        return checked[step(confidence)];
    }

    /** How many of those were wrong. */
    public int wrongFrom(double confidence) {
        return wrong[step(confidence)];
    }

    private static int step(double confidence) {
        int step = STEPS.length - 1;
        while (step > 0 && STEPS[step] > confidence) {
            step--;
        }
        return step;
    }
}
