package dev.stitchwork.engine.consensus.trust;

import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * How many fields of a delivery are wrong, from an {@link Audit}.
 *
 * <p>Two things are unknown: the share p of settled values that are wrong, and the chance r that one who is asked again
 * repeats the mistake. Of n fields asked again, p (1 - r) are found wrong because the new answer differs; of those that
 * agree, p r / (share that agrees) are wrong all the same, which an adjudicator sees in those that are looked at; and
 * gold that people settled wrong shows r itself. Nothing is taken from a model of the workers, so that a crowd that
 * cheats cannot talk the certificate into a low rate: with no gold and nothing checked r is anything from 0 to 1, and the
 * upper end says so.
 *
 * <p>Both ends are of a distribution over (p, r) on a grid, the binomial likelihood of all of the above; flat in r, and
 * in p flat for the upper end and 1/p for the lower, which for plain counts gives the exact interval of Clopper and
 * Pearson (Biometrika 26, 1934): it covers in at least the stated share, not on average. What was not asked again is
 * wrong or not by luck, so the ends are those of the number of wrong fields itself, not of p.
 */
public final class ErrorEstimator {
    private static final double TAIL = 0.025;
    private static final int RATES = 400;
    private static final int REPEATS = 60;
    private static final double LEAST = 1e-7;

    private ErrorEstimator() {}

    /** The estimate for the fields of this audit. */
    public static Estimate of(Audit audit) {
        if (audit.fields() == 0) {
            return new Estimate(0, 0, 0);
        }
        double rate = quantile(audit, shares(audit, weights(audit, 0.5)), 0.5);
        double low = quantile(audit, shares(audit, weights(audit, 0)), TAIL);
        double high = quantile(audit, shares(audit, weights(audit, 1)), 1 - TAIL);
        return new Estimate(Math.min(low, rate), rate, Math.max(rate, high));
    }

    /** Chances of every share of wrong fields among those that nobody has looked at, by the same steps as the rates. */
    private static double[] shares(Audit audit, double[][] weights) {
        double[] shares = new double[RATES];
        int unasked = audit.fields() - audit.reasked();
        int unlooked = audit.agreed() - audit.checked();
        for (int i = 0; i < RATES; i++) {
            for (int j = 0; j < REPEATS; j++) {
                double unseen = unseen(audit, rate(i), repeat(j));
                double share = (unasked * rate(i) + unlooked * unseen) / Math.max(1, unasked + unlooked);
                shares[step(share)] += weights[i][j];
            }
        }
        return shares;
    }

    /** Chances of every (p, r) of the grid; the prior in p goes with its power less one. */
    private static double[][] weights(Audit audit, double power) {
        double[][] weights = new double[RATES][REPEATS];
        double best = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < RATES; i++) {
            for (int j = 0; j < REPEATS; j++) {
                weights[i][j] = likelihood(audit, rate(i), repeat(j)) + power * Math.log(rate(i));
                best = Math.max(best, weights[i][j]);
            }
        }
        double all = 0;
        for (double[] row : weights) {
            for (int j = 0; j < REPEATS; j++) {
                row[j] = Math.exp(row[j] - best);
                all += row[j];
            }
        }
        for (double[] row : weights) {
            for (int j = 0; j < REPEATS; j++) {
                row[j] /= all;
            }
        }
        return weights;
    }

    private static double likelihood(Audit audit, double p, double r) {
        return log(audit.wrong(), audit.reasked(), p * (1 - r))
                + log(audit.checkedWrong(), audit.checked(), unseen(audit, p, r))
                + log(audit.goldRepeated(), audit.goldWrong(), r);
    }

    /** Share of wrong values among those that the new answer agreed with. */
    private static double unseen(Audit audit, double p, double r) {
        return audit.agreed() == 0 ? 0 : Math.min(1, p * r * audit.reasked() / audit.agreed());
    }

    /** The share of wrong fields that is not passed in this part of all worlds. */
    private static double quantile(Audit audit, double[] shares, double part) {
        int left = audit.fields() - audit.reasked() + audit.agreed() - audit.checked();
        int below = -1;
        int up = left;
        while (up - below > 1) {
            int middle = (below + up) >>> 1;
            if (chanceOfAtMost(middle, left, shares) >= part) {
                up = middle;
            } else {
                below = middle;
            }
        }
        return (double) up / audit.fields();
    }

    private static double chanceOfAtMost(int wrong, int left, double[] shares) {
        double chance = 0;
        for (int i = 0; i < RATES; i++) {
            if (shares[i] > 1e-9) {
                chance += shares[i] * BinomialDistribution.of(left, rate(i)).cumulativeProbability(wrong);
            }
        }
        return chance;
    }

    private static double rate(int at) {
        return LEAST * Math.pow(1 / LEAST, (at + 0.5) / RATES);
    }

    private static int step(double rate) {
        return Math.min(RATES - 1, (int) (RATES * Math.max(0, 1 - Math.log(rate) / Math.log(LEAST))));
    }

    private static double repeat(int at) {
        return (at + 0.5) / REPEATS;
    }

    private static double log(int hits, int of, double chance) {
        double kept = Math.min(1 - 1e-12, Math.max(1e-12, chance));
        return of == 0 ? 0 : hits * Math.log(kept) + (of - hits) * Math.log1p(-kept);
    }
}
