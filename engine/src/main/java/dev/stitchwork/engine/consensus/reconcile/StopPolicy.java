package dev.stitchwork.engine.consensus.reconcile;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** When an item has answers enough. */
public sealed interface StopPolicy {
    /** Until k people say the same. */
    record Agree(int k) implements StopPolicy {}

    /** Until one answer was given k times more than any other. */
    record Lead(int k) implements StopPolicy {}

    /** n answers an item, then the plain vote. */
    record Majority(int n) implements StopPolicy {}

    /**
     * Until the model gives its likeliest value this chance.
     *
     * @param floor answers an item has at least: from one answer each the model would only confirm itself
     */
    record Posterior(double chance, int floor) implements StopPolicy {
        /** @throws IllegalArgumentException where the chance is no chance that leaves doubt */
        public Posterior {
            if (!(chance > 0 && chance < 1)) {
                throw new IllegalArgumentException("Expected a posterior above 0 and below 1 but was %s.".formatted(chance));
            }
        }
    }

    /** Every answer there is. */
    record Everything() implements StopPolicy {}

    /** Least answers an item under a posterior. */
    int FLOOR = 2;

    Pattern WRITTEN = Pattern.compile("(k-agree|lead|majority|posterior|all)(?::([0-9.]+))?");

    /** The policy as {@link #parse} reads it. */
    default String written() {
        if (this instanceof Agree agree) {
            return "k-agree:" + agree.k();
        }
        if (this instanceof Lead lead) {
            return "lead:" + lead.k();
        }
        if (this instanceof Majority majority) {
            return "majority:" + majority.n();
        }
        return this instanceof Posterior posterior
                ? "posterior:" + BigDecimal.valueOf(posterior.chance()).stripTrailingZeros().toPlainString()
                : "all";
    }

    /** The policy written as {@code k-agree:2}, {@code lead:2}, {@code majority:3}, {@code posterior:0.95} or {@code all}. */
    static StopPolicy parse(String written) {
        Matcher parts = WRITTEN.matcher(written.strip());
        if (!parts.matches() || parts.group(1).equals("all") != (parts.group(2) == null)) {
            throw new IllegalArgumentException(
                    "Expected a policy such as k-agree:2, lead:2, majority:3, posterior:0.95 or all but was '%s'."
                            .formatted(written.strip()));
        }
        return switch (parts.group(1)) {
            case "k-agree" -> new Agree(count(parts.group(2), written));
            case "lead" -> new Lead(count(parts.group(2), written));
            case "majority" -> new Majority(count(parts.group(2), written));
            case "posterior" -> new Posterior(number(parts.group(2), written), FLOOR);
            default -> new Everything();
        };
    }

    private static int count(String digits, String written) {
        if (!digits.matches("[1-9][0-9]?")) {
            throw new IllegalArgumentException(
                    "Expected a whole number from 1 to 99 in the policy but was '%s' in '%s'.".formatted(digits, written.strip()));
        }
        return Integer.parseInt(digits);
    }

    private static double number(String digits, String written) {
        try {
            return Double.parseDouble(digits);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    "Expected a number in the policy but was '%s' in '%s'.".formatted(digits, written.strip()), e);
        }
    }
}
