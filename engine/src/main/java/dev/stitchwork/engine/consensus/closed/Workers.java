package dev.stitchwork.engine.consensus.closed;

import java.util.Arrays;

/**
 * Every worker's habits of error: for each true class, the chances of what this worker says.
 *
 * <p>Tables lie flat, one square per worker, by {@code (worker * labels + label) * labels + truth}: all truths of one
 * label side by side, since that is how both steps of the fit walk them.
 */
final class Workers {
    private final Tuning tuning;
    private final int labels;
    private final double[] seen;
    private double[] counts = new double[0];
    private double[] chances = new double[0];
    private int size;

    Workers(int labels, Tuning tuning) {
        this.tuning = tuning;
        this.labels = labels;
        seen = new double[labels];
    }

    /** Makes room for this many workers; new ones are the crowd's average. */
    void grow(int to, Crowd crowd) {
        int square = labels * labels;
        if (to * square > counts.length) {
            int room = Math.max(to * square, 2 * counts.length);
            counts = Arrays.copyOf(counts, room);
            chances = Arrays.copyOf(chances, room);
        }
        for (; size < to; size++) {
            learn(size, crowd, true);
        }
    }

    void forget() {
        Arrays.fill(counts, 0, size * labels * labels, 0);
    }

    /** Counts an answer as given, by so much, to an item of this class. */
    void count(int worker, int label, int truth, double share) {
        counts[(worker * labels + label) * labels + truth] += share;
    }

    void learn(Crowd crowd, boolean ownRows) {
        for (int worker = 0; worker < size; worker++) {
            learn(worker, crowd, ownRows);
        }
    }

    /** @param ownRows false where a worker is known by overall accuracy alone */
    void learn(int worker, Crowd crowd, boolean ownRows) {
        int base = worker * labels * labels;
        double skill = skill(base, crowd);
        for (int truth = 0; truth < labels; truth++) {
            double odds = crowd.odds(truth) * skill;
            double hit = odds / (1 + odds);
            for (int label = 0; label < labels; label++) {
                double usual = label == truth ? hit : (1 - hit) * crowd.shape(truth, label);
                int at = base + label * labels + truth;
                chances[at] = ownRows ? (counts[at] + tuning.rowShrinkage() * usual) / (seen[truth] + tuning.rowShrinkage()) : usual;
            }
        }
    }

    /** Factor between this worker's odds of being right and the crowd's on the same classes; fills in {@link #seen}. */
    private double skill(int base, Crowd crowd) {
        double all = 0;
        double right = 0;
        double expected = 0;
        for (int truth = 0; truth < labels; truth++) {
            seen[truth] = 0;
            for (int label = 0; label < labels; label++) {
                seen[truth] += counts[base + label * labels + truth];
            }
            all += seen[truth];
            right += counts[base + truth * labels + truth];
            expected += seen[truth] * crowd.odds(truth) / (1 + crowd.odds(truth));
        }
        double usual = tuning.accuracyShrinkage() * crowd.accuracy();
        return Crowd.odds((right + usual) / (all + tuning.accuracyShrinkage()))
                / Crowd.odds((expected + usual) / (all + tuning.accuracyShrinkage()));
    }

    /** Chance that this worker, shown an item of this class, says this label. */
    double chance(int worker, int label, int truth) {
        return chances[(worker * labels + label) * labels + truth];
    }
}
