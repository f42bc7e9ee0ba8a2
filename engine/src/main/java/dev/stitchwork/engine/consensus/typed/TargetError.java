package dev.stitchwork.engine.consensus.typed;

import java.util.Arrays;

/**
 * When fields are settled so that at most a wanted share of them is wrong.
 *
 * <p>The doubt of a field is the chance that its likeliest value is wrong. Fields settle up to one bound of doubt, the largest
 * with which the mean doubt of all comes to the wanted share: the Bayesian false discovery rate (Newton and others,
 * Biostatistics 5, 2004; Müller and others, J. Am. Stat. Assoc. 99, 2004), in which the sure make room for the less sure.
 * What is asked about further comes to lie somewhere below the bound, in the middle on average: every answer moves a doubt by
 * a factor of about ten. So with nothing known yet the bound is twice the wanted share, and it rises as sure fields come in.
 *
 * <p>It assumes that doubts are chances, which the bench of simulated forms shows. The number of wrong fields scatters about
 * its expectation, so the mean stays below the wanted share by {@link #SPREAD} standard deviations, by half of it at most:
 * then 95 of 100 batches meet it, not half of them.
 *
 * @param wrongMax wanted share of wrong fields, above 0 and below 1/2
 */
public record TargetError(double wrongMax) {
    /** One-sided 95 %, in standard deviations. */
    private static final double SPREAD = 1.645;

    /** No field settles that is more doubtful than this, however sure the others are. */
    private static final double DOUBT_MAX = 0.25;

    public TargetError {
        if (!(wrongMax > 0 && wrongMax < 0.5)) {
            throw new IllegalArgumentException(
                    "Expected a share of wrong fields above 0 and below 0.5 but was %s.".formatted(wrongMax));
        }
    }

    /**
     * The largest doubt with which a field settles.
     *
     * @param doubts of all fields that have been asked about so far, settled ones among them; 0 for what an adjudicator said
     */
    public double bound(double[] doubts) {
        double[] surestFirst = doubts.clone();
        Arrays.sort(surestFirst);
        double mean = wrongMax - Math.min(wrongMax / 2, SPREAD * Math.sqrt(wrongMax / Math.max(1, doubts.length)));
        double room = mean * Math.max(1, surestFirst.length);
        double bound = Math.min(DOUBT_MAX, 2 * mean);
        double sum = 0;
        for (int fields = 0; fields < surestFirst.length; fields++) {
            // Up to here all settle, and the rest is asked about further: how far may the bound go before the next?
            double next = surestFirst[fields];
            double may = 2 * (room - sum) / (surestFirst.length - fields);
            if (may < next || next > DOUBT_MAX) {
                return Math.min(DOUBT_MAX, Math.max(may, fields == 0 ? 0 : surestFirst[fields - 1]));
            }
            sum += next;
            bound = next;
        }
        return sum <= room ? Math.min(DOUBT_MAX, Math.max(bound, 2 * mean)) : bound;
    }
}
