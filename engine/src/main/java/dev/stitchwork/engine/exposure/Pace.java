package dev.stitchwork.engine.exposure;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.random.RandomGenerator;

/**
 * How fast a crowd turns out to be at a batch once it is at work, as a multiple of the pace it was known to have.
 *
 * <p>A past is drawn like a future: who sat how long, of those who came. At pace q a member has then taken q times its working
 * time over its time a turn, and never more than the cap lets it take; T(q) is the sum of that. Beforehand the pace is taken
 * to be off by a factor of two either way (log-normal, deviation s = ln 2), and turns are counts, so the likeliest q of this
 * past solves T(q) + log q / s^2 = turns seen: 1 where nobody had come yet, turns over T(1) where many had. Over many pasts
 * these q spread as far as chance alone could have made the turns what they are; their mean and what was known beforehand are
 * joined as normal estimates are, by precision (Gelman et al., <i>Bayesian Data Analysis</i>, 2.5).
 */
final class Pace {
    static final double KNOWN_DEVIATION = StrictMath.log(2);
    private static final double LEAST = 1e-6;
    private static final double MOST = 8;
    private static final int HALVINGS = 30;

    private final double[] logs;
    private final double mean;
    private final double weight;

    /**
     * @param turns that these people answered
     * @param turnsMax that one of them may take of the batch
     * @param pasts each how long every one of them was at work, seconds; at least one
     */
    Pace(double turns, List<CrowdMember> people, double turnsMax, List<double[]> pasts) {
        double[] secondsPerTurn = people.stream().mapToDouble(CrowdMember::secondsPerTurn).toArray();
        this.logs = pasts.stream()
                .mapToDouble(past -> StrictMath.log(likeliest(pace -> turnsOf(past, pace, secondsPerTurn, turnsMax), turns)))
                .toArray();
        this.mean = Arrays.stream(logs).average().orElseThrow();
        double variance = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum() / logs.length;
        double known = KNOWN_DEVIATION * KNOWN_DEVIATION;
        this.weight = known / (known + variance);
    }

    double likely() {
        return StrictMath.exp(weight * mean);
    }

    double drawn(RandomGenerator random) {
        double log = logs[random.nextInt(logs.length)];
        return StrictMath.exp(weight * mean + StrictMath.sqrt(weight) * (log - mean));
    }

    /**
     * The likeliest multiple of what was known beforehand.
     *
     * @param expected how much it would be at a multiple; never falls
     */
    static double likeliest(DoubleUnaryOperator expected, double seen) {
        double low = LEAST;
        double high = MOST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = StrictMath.sqrt(low * high);
            if (expected.applyAsDouble(middle) + StrictMath.log(middle) / (KNOWN_DEVIATION * KNOWN_DEVIATION) < seen) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private static double turnsOf(double[] past, double pace, double[] secondsPerTurn, double turnsMax) {
        double sum = 0;
        for (int i = 0; i < past.length; i++) {
            sum += Math.min(turnsMax, pace * past[i] / secondsPerTurn[i]);
        }
        return sum;
    }
}
