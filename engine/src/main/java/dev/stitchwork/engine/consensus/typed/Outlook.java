package dev.stitchwork.engine.consensus.typed;

/**
 * What it would take to settle an item.
 *
 * <p>An adjudicator's word costs what {@link #ADJUDICATION} answers cost. After the third answer, the next is bought only while
 * fewer than that are expected to be needed: asking about what three people read in three ways buys little.
 *
 * @param more answers that settle it if all of them say what is likeliest now
 * @param expected answers until so many have said it, by the chance that the next one does
 */
public record Outlook(int more, double expected) {
    /** In answers of the crowd. */
    private static final double ADJUDICATION = 3;

    private static final int ASKED_LEAST = 3;

    /**
     * Whether another answer is worth its price.
     *
     * @param asked people who have answered
     * @param left people who may be asked still
     */
    public boolean worthAsking(int asked, int left) {
        return more <= left && (asked < ASKED_LEAST || expected <= ADJUDICATION);
    }
}
