package dev.stitchwork.engine.consensus.trust;

import java.util.Optional;

/**
 * Whether to show people a value and ask yes or no, instead of having them type it.
 *
 * <p>A value that a machine or an alignment proposes is right with some chance. A person shown a right one says no with
 * chance {@code falseNo}, one shown a wrong one says yes, waving it through, with chance {@code waved}; both are measured
 * with planted values, some of them wrong on purpose. After n times yes the odds that it is right have grown by
 * ((1 - falseNo) / waved)^n. Whoever gets a no types. The cost is what the plan takes on average until the target is
 * met: yes or no where it stays yes, and all of typing where somebody says no.
 *
 * @param waved chance that a wrong value is waved through
 * @param falseNo chance that a right value is refused
 */
public record Verification(double waved, double falseNo) {
    private static final int YES_MAX = 4;

    /** Answers' worth of the pessimistic guesses below, until planted values have shown better. */
    private static final double GUESS = 10;

    private static final double WAVED_GUESS = 0.3;
    private static final double FALSE_NO_GUESS = 0.05;

    public Verification {
        if (!(waved > 0 && waved < 1 && falseNo > 0 && falseNo < 1)) {
            throw new IllegalArgumentException(
                    "Expected chances above 0 and below 1 but was %s waved, %s falseNo.".formatted(waved, falseNo));
        }
    }

    /** Measured with planted values; where none were planted yet, a cautious guess. */
    public static Verification measured(int plantedWrong, int wavedThrough, int plantedRight, int refused) {
        return new Verification(
                (wavedThrough + GUESS * WAVED_GUESS) / (plantedWrong + GUESS),
                (refused + GUESS * FALSE_NO_GUESS) / (plantedRight + GUESS));
    }

    /**
     * What one way costs.
     *
     * @param yes how many must say yes in turn; 0 for typing
     * @param cost expected, in the unit of the costs given
     */
    public record Plan(int yes, double cost) {}

    /**
     * The cheapest way with at most the target's chance of being wrong.
     *
     * @param right chance that the proposed value is right
     * @param target largest chance of a wrong value that is wanted
     * @param yesCost of one yes or no
     * @param typingCost of one typed answer
     * @param typings typed answers that meet the target, on average
     */
    public Plan cheapest(double right, double target, double yesCost, double typingCost, double typings) {
        Plan typed = new Plan(0, typings * typingCost);
        return yes(right, target)
                .map(yes -> new Plan(yes, cost(right, yes, yesCost, typed.cost())))
                .filter(plan -> plan.cost() < typed.cost())
                .orElse(typed);
    }

    /** How many must say yes in turn so that the value is wrong with at most the target's chance; empty for too many. */
    public Optional<Integer> yes(double right, double target) {
        double odds = right / (1 - right);
        for (int yes = 0; yes <= YES_MAX; yes++) {
            if (yes > 0 && 1 / (1 + odds) <= target) {
                return Optional.of(yes);
            }
            odds *= (1 - falseNo) / waved;
        }
        return Optional.empty();
    }

    private double cost(double right, int yes, double yesCost, double typing) {
        double cost = 0;
        double rightSoFar = right;
        double wrongSoFar = 1 - right;
        for (int asked = 0; asked < yes; asked++) {
            cost += (rightSoFar + wrongSoFar) * yesCost;
            cost += (rightSoFar * falseNo + wrongSoFar * (1 - waved)) * typing;
            rightSoFar *= 1 - falseNo;
            wrongSoFar *= waved;
        }
        return cost;
    }
}
