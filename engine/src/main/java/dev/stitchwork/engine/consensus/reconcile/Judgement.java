package dev.stitchwork.engine.consensus.reconcile;

import java.util.List;

/**
 * What a set of answers adds up to.
 *
 * @param outcomes one for each item, by its number
 * @param reliability chance that a worker is right (for text: about a word), by the worker's number
 */
public record Judgement(List<Outcome> outcomes, double[] reliability) {
    public Judgement {
        outcomes = List.copyOf(outcomes);
    }

    /** How an item stands. */
    public enum State {
        /** Known beforehand: gold. */
        KNOWN,
        /** At least two people say this, and it is the likeliest. */
        AGREED,
        /** The likeliest, or put together from several answers, but no two people said just this. */
        PROPOSED,
        /** Nothing to choose between the likeliest. */
        DISPUTED,
        /** Nobody answered. */
        OPEN
    }

    /**
     * What one item's answers add up to.
     *
     * @param value canonical; empty where nobody answered, or the answer is that there is nothing
     * @param ballot what the value is compared by
     * @param confidence 0 to 1, that the value is right
     * @param answers how many were counted
     */
    public record Outcome(String value, String ballot, double confidence, int answers, State state) {}
}
