package dev.stitchwork.engine.consensus.trust;

import java.util.Optional;

/**
 * How good people are at saying yes or no to a value they are shown, and whether to ask them that instead of having them type.
 *
 * <p>A value that a machine or an alignment proposes is right with some chance. A person shown a right one says no with
 * chance {@code falseNo}, one shown a wrong one says yes, waving it through, with chance {@code waved}; the first is measured
 * with values that later settled as they were shown, the second with values that were made wrong on purpose
 * ({@link Confusions}). A yes multiplies the odds of the value by (1 - falseNo) / waved (the likelihood ratio of a test of
 * that sensitivity and specificity: Yerushalmy, Public Health Reports 62, 1947). Where one person is deceived by the look of
 * a value the next may be as well, so every further yes counts half in the logarithm: an assumption, on the careful side.
 *
 * <p>Whoever says no types in the same turn. So the cost of a plan is that of all its yes and no, and of all of typing
 * where somebody says no; values planted are paid for as well.
 *
 * @param waved chance that a wrong value is waved through
 * @param falseNo chance that a right value is refused
 */
public record Verification(double waved, double falseNo) {
    /** Of the values shown, this share is wrong on purpose. */
    public static final double PLANTED = 0.1;

    private static final int YES_MAX = 3;

    /** Whose yes does not at least double the odds has not looked: it counts for nothing, and nobody like that is asked. */
    private static final double TELLING = Math.log(2);

    /** Answers' worth of what is expected of anybody. */
    private static final double WEIGHT = 10;

    /** Whom nothing is known of: cautious, so that planted values have to show better. */
    private static final Verification GUESS = new Verification(0.3, 0.05);

    public Verification {
        if (!(waved > 0 && waved < 1 && falseNo > 0 && falseNo < 1)) {
            throw new IllegalArgumentException(
                    "Expected chances above 0 and below 1 but was %s waved, %s falseNo.".formatted(waved, falseNo));
        }
    }

    /**
     * What somebody, or everybody, made of the values shown.
     *
     * @param planted wrong on purpose
     * @param waved of those, that were waved through
     * @param right that turned out right
     * @param refused of those, that were refused
     */
    public record Counts(int planted, int waved, int right, int refused) {
        public static final Counts NONE = new Counts(0, 0, 0, 0);

        public Counts {
            if (!(0 <= waved && waved <= planted && 0 <= refused && refused <= right)) {
                throw new IllegalArgumentException("Expected counts whose parts fit their whole but was %d of %d waved, %d of %d refused."
                        .formatted(waved, planted, refused, right));
            }
        }
    }

    /** A crowd that has these in sum. */
    public static Verification ofCrowd(Counts all) {
        return GUESS.of(all);
    }

    /** One of this crowd. */
    public Verification of(Counts one) {
        return new Verification(
                (one.waved + WEIGHT * waved) / (one.planted + WEIGHT), (one.refused + WEIGHT * falseNo) / (one.right + WEIGHT));
    }

    /** By how much the odds of a value grow, as a logarithm, with a first yes; 0 where a yes tells nothing. */
    public double logOdds() {
        double logOdds = Math.log((1 - falseNo) / waved);
        return logOdds < TELLING ? 0 : logOdds;
    }

    /** The same for several who said yes, the most telling first. */
    public static double logOdds(double first, double further) {
        return first + further / 2;
    }

    /**
     * What one way costs.
     *
     * @param yes how many must say yes in turn; 0 for typing
     * @param cost expected, in the unit of the costs given
     */
    public record Plan(int yes, double cost) {}

    /**
     * What one answer costs, in seconds or any other unit.
     *
     * @param check a yes or a no
     * @param typing a typed answer
     */
    public record Costs(double check, double typing) {
        /** Until times are known. */
        public static final Costs USUAL = new Costs(0.5, 1);
    }

    /**
     * The cheapest way with at most the target's chance of being wrong.
     *
     * @param right chance that the proposed value is right
     * @param target largest chance of a wrong value that is wanted
     * @param typings typed answers that meet the target, on average
     */
    public Plan cheapest(double right, double target, Costs costs, double typings) {
        Plan typed = new Plan(0, typings * costs.typing);
        return yes(right, target)
                .map(yes -> new Plan(yes, cost(right, yes, costs.check, typed.cost())))
                .filter(plan -> plan.cost() < typed.cost())
                .orElse(typed);
    }

    /** How many must say yes in turn so that the value is wrong with at most the target's chance; empty for too many. */
    public Optional<Integer> yes(double right, double target) {
        for (int yes = 1; yes <= YES_MAX && logOdds() > 0; yes++) {
            double odds = right / (1 - right) * Math.exp(logOdds(logOdds(), (yes - 1) * logOdds()));
            if (1 / (1 + odds) <= target) {
                return Optional.of(yes);
            }
        }
        return Optional.empty();
    }

    private double cost(double right, int yes, double check, double typing) {
        double cost = 0;
        double rightSoFar = right;
        double wrongSoFar = 1 - right;
        for (int asked = 0; asked < yes; asked++) {
            cost += (rightSoFar + wrongSoFar) * check * (1 + PLANTED);
            cost += (rightSoFar * falseNo + wrongSoFar * (1 - waved)) * typing;
            rightSoFar *= 1 - falseNo;
            wrongSoFar *= waved;
        }
        return cost;
    }
}
