package dev.stitchwork.engine.exposure;

import java.util.Arrays;
import java.util.List;

/**
 * How fast a crowd turns out to be at a batch, as a multiple of the pace it was known to have.
 *
 * <p>A past is drawn like a future: who sat how long. At pace q a member has then taken q times its working time over its
 * time a turn, and never more than the cap lets it take; T(q) is the sum of that. Beforehand the pace is taken to be off by a
 * factor of two either way (log-normal, deviation s = ln 2), and turns are counts, so the likeliest q of this past solves
 * T(q) + log q / s^2 = turns seen: 1 where nobody had sat down yet, turns over T(1) where many had. Over many pasts these
 * q spread as far as chance alone could have made the turns what they are; their mean and what was known beforehand are
 * joined as normal estimates are, by precision (Gelman et al., <i>Bayesian Data Analysis</i>, 2.5).
 *
 * <p>What makes it slow is not asked: longer turns, other batches, nobody there.
 */
final class Pace {
    private static final double KNOWN_VARIANCE = StrictMath.log(2) * StrictMath.log(2);
    private static final double LEAST = 1e-6;
    private static final double MOST = 8;
    private static final int HALVINGS = 30;

    private final double[] secondsPerTurn;
    private final double turns;
    private final double turnsMax;
    private final double mean;
    private final double weight;

    /**
     * @param turnsMax that one member may take of the batch
     * @param pasts each the working time of every member of the crowd, seconds; at least one
     */
    Pace(Begun begun, List<CrowdMember> crowd, double turnsMax, List<double[]> pasts) {
        this.secondsPerTurn = crowd.stream().mapToDouble(CrowdMember::secondsPerTurn).toArray();
        this.turns = begun.turns();
        this.turnsMax = turnsMax;
        double[] logs = pasts.stream().mapToDouble(past -> StrictMath.log(seenIn(past))).toArray();
        this.mean = Arrays.stream(logs).average().orElseThrow();
        double variance = Arrays.stream(logs).map(log -> (log - mean) * (log - mean)).sum() / logs.length;
        this.weight = KNOWN_VARIANCE / (KNOWN_VARIANCE + variance);
    }

    /** The pace from now on where the past was this one. */
    double after(double[] past) {
        return StrictMath.exp(weight * mean + StrictMath.sqrt(weight) * (StrictMath.log(seenIn(past)) - mean));
    }

    /** The likeliest pace in this past. */
    private double seenIn(double[] past) {
        double low = LEAST;
        double high = MOST;
        for (int i = 0; i < HALVINGS; i++) {
            double middle = StrictMath.sqrt(low * high);
            if (turnsOf(past, middle) + StrictMath.log(middle) / KNOWN_VARIANCE < turns) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return high;
    }

    private double turnsOf(double[] past, double pace) {
        double sum = 0;
        for (int i = 0; i < past.length; i++) {
            sum += Math.min(turnsMax, pace * past[i] / secondsPerTurn[i]);
        }
        return sum;
    }
}
