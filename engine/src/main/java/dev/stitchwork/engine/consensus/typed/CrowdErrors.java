package dev.stitchwork.engine.consensus.typed;

/**
 * How a crowd errs that may key anything: how often, how far the same items are hard for everybody, and how often two who
 * are wrong key the same.
 *
 * <p>From this a pattern of answers has a chance for every value that may be true. An item is hard with a chance of its own,
 * drawn from a Beta distribution (a beta-binomial count of wrong answers: Skellam, J. R. Stat. Soc. B 10, 1948); the wrong
 * answers fall into groups of equal ones as in the Chinese restaurant process (Aldous, 1985), in which two are equal with
 * chance {@link #repeats}. Both keep two people who agree from counting as twice one: where errors repeat, agreeing is
 * weaker evidence than independent errors would have it, by a factor of two already for a careful crowd.
 *
 * @param wrong share of wrong answers
 * @param correlation of two answers' being wrong on one item, 0 for items that are all alike
 * @param repeats chance that a wrong answer is the same as another wrong one
 */
public record CrowdErrors(double wrong, double correlation, double repeats) {
    /**
     * A crowd not heard yet. Correlation and repeats are those of volunteers who keyed handwritten registers; from two
     * answers an item neither can be told from how well the crowd reads, so known items alone may move them far.
     */
    public static final CrowdErrors USUAL = new CrowdErrors(0.15, 0.17, 0.15);

    public CrowdErrors {
        if (!(wrong > 0 && wrong < 1 && correlation > 0 && correlation < 1 && repeats > 0 && repeats < 1)) {
            throw new IllegalArgumentException("Expected chances above 0 and below 1 but was %s wrong, %s correlation, %s repeats."
                    .formatted(wrong, correlation, repeats));
        }
    }

    /**
     * Chance of being true of every answer to an item; equal answers have the same, different ones add up to at most 1, and
     * what they leave is the chance that nobody keyed what is true.
     *
     * @param values equal numbers for equal answers
     * @param accuracies chance of being right of who gave each, on an item as hard as most
     */
    public double[] chances(int[] values, double[] accuracies) {
        int[] first = new int[values.length];
        for (int i = 0; i < values.length; i++) {
            first[i] = i;
            for (int j = i - 1; j >= 0; j--) {
                first[i] = values[j] == values[i] ? j : first[i];
            }
        }
        double[] chances = new double[values.length];
        double all = weight(-1, first, accuracies);
        for (int i = 0; i < values.length; i++) {
            chances[i] = first[i] == i ? weight(i, first, accuracies) : chances[first[i]];
            all += first[i] == i ? chances[i] : 0;
        }
        for (int i = 0; i < values.length; i++) {
            chances[i] /= all;
        }
        return chances;
    }

    /** How well all the answers fit a truth, given by its first answer, or -1 for one that nobody gave. */
    private double weight(int truth, int[] first, double[] accuracies) {
        double items = 1 / correlation - 1;
        double fresh = 1 / repeats - 1;
        double weight = 1;
        int right = 0;
        int missed = 0;
        int[] sizes = new int[first.length];
        for (int i = 0; i < first.length; i++) {
            double hard = items + i;
            if (first[i] == truth) {
                weight *= (items * (1 - wrong) + right++) / hard * accuracies[i] / (1 - wrong);
            } else {
                int same = sizes[first[i]]++;
                weight *= (items * wrong + missed) / hard * (1 - accuracies[i]) / wrong;
                weight *= (same == 0 ? fresh : same) / (fresh + missed++);
            }
        }
        return weight;
    }
}
