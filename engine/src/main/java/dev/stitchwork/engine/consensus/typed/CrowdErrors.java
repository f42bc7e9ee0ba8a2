package dev.stitchwork.engine.consensus.typed;

import java.util.Arrays;

/**
 * How a crowd errs that may key anything: how often, how far the same items are hard for everybody, and how often two who
 * are wrong key the same.
 *
 * <p>From this a pattern of answers has a chance for every value that may be true. An item is hard with a chance of its own,
 * drawn from a Beta distribution (a beta-binomial count of wrong answers: Skellam, J. R. Stat. Soc. B 10, 1948). An item has
 * one common mistake, the smudge that looks like a 7, and a wrong answer is that one or one of its own; two are equal with
 * chance {@link #repeats}, and a third equals two that are with its root. Both keep two people who agree from counting as
 * twice one: where errors repeat, agreeing is weaker evidence than independent errors would have it, by a factor of two
 * already for a careful crowd.
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

    /** Two mistakes that are not the common one are equal this much less often than any two. */
    private static final double COINCIDENCES = 15;

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
        // In logarithms: a hundred answers that all say the same are less likely mistakes than the smallest double.
        double nobody = logWeight(-1, first, accuracies);
        double most = nobody;
        double[] chances = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            chances[i] = first[i] == i ? logWeight(i, first, accuracies) : chances[first[i]];
            most = Math.max(most, chances[i]);
        }
        double all = Math.exp(nobody - most);
        for (int i = 0; i < values.length; i++) {
            chances[i] = Math.exp(chances[i] - most);
            all += first[i] == i ? chances[i] : 0;
        }
        for (int i = 0; i < values.length; i++) {
            chances[i] /= all;
        }
        return chances;
    }

    /**
     * What it would take to bring the doubt of the likeliest value within the bound.
     *
     * @param values equal numbers from 0 for equal answers
     * @param most answers more than which are not looked at
     */
    public Outlook outlook(int[] values, double[] accuracies, double bound, int most) {
        double[] chances = chances(values, accuracies);
        int best = 0;
        for (int i = 1; i < values.length; i++) {
            best = chances[i] > chances[best] ? i : best;
        }
        double next = 1 - wrong;
        if (values.length > 0) {
            next = chances[best] * (1 - wrong);
        }
        for (int more = 1; more <= most; more++) {
            int[] then = Arrays.copyOf(values, values.length + more);
            double[] accurate = Arrays.copyOf(accuracies, then.length);
            Arrays.fill(then, values.length, then.length, values.length == 0 ? 0 : values[best]);
            Arrays.fill(accurate, values.length, then.length, 1 - wrong);
            if (1 - chances(then, accurate)[then.length - 1] <= bound) {
                return new Outlook(more, more / next);
            }
        }
        return new Outlook(most + 1, Double.POSITIVE_INFINITY);
    }

    /** How well all the answers fit a truth, given by its first answer, or -1 for one that nobody gave; a natural logarithm. */
    private double logWeight(int truth, int[] first, double[] accuracies) {
        double items = 1 / correlation - 1;
        double weight = 0;
        int right = 0;
        int missed = 0;
        int[] sizes = new int[first.length];
        for (int i = 0; i < first.length; i++) {
            double hard = items + i;
            if (first[i] == truth) {
                weight += Math.log((items * (1 - wrong) + right++) / hard * accuracies[i] / (1 - wrong));
            } else {
                weight += Math.log((items * wrong + missed++) / hard * (1 - accuracies[i]) / wrong);
                sizes[first[i]]++;
            }
        }
        return weight + logMistakes(sizes);
    }

    /** Chance that wrong answers fall into groups of these sizes, whichever of them is the common mistake, or none; likewise. */
    private double logMistakes(int[] sizes) {
        double common = Math.sqrt(repeats);
        double coincidence = Math.log(repeats / COINCIDENCES);
        double own = 0;
        double most = 0;
        for (int size : sizes) {
            if (size > 0) {
                own += size * Math.log(1 - common) + (size - 1) * coincidence;
                most = Math.max(most, logCommon(size, common, coincidence));
            }
        }
        double chance = Math.exp(-most);
        for (int size : sizes) {
            if (size > 0) {
                chance += Math.exp(logCommon(size, common, coincidence) - most);
            }
        }
        return own + most + Math.log(chance);
    }

    /** How much likelier a group of this size, at least 1, is as the common mistake than as mistakes of their own. */
    private static double logCommon(int size, double common, double coincidence) {
        return size * Math.log(common / (1 - common)) - (size - 1) * coincidence;
    }

    /**
     * What each answer to an item adds to the record of who gave it; in the same order.
     *
     * @param values equal numbers for equal answers, in the order they came
     * @param chances of being true of each, as {@link #chances} has it, or 1 and 0 where the truth is known
     */
    public Skill[] skills(int[] values, double[] chances) {
        double both = 1 / correlation - 1;
        double missedSoFar = 0;
        double before = 0;
        double fresh = 0;
        for (int i = 0; i < values.length; i++) {
            fresh += both / (both + i) / values.length;
            before += missedSoFar / (both + i) / values.length;
            missedSoFar += 1 - chances[i];
        }
        // Who came first is luck: what was foretold is shared evenly, so that it does not tip the scales between two who differ.
        Skill[] skills = new Skill[values.length];
        for (int i = 0; i < values.length; i++) {
            skills[i] = new Skill(1 - chances[i], fresh, before);
        }
        return skills;
    }
}
