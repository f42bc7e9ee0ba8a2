package dev.stitchwork.engine.consensus.typed;

/**
 * What it would take to settle an item.
 *
 * <p>An adjudicator's word has a price, in answers of the crowd. As much is spent on the crowd first, so that whatever the crowd
 * does, no item costs more than twice what the better of the two would have (the rule of who rents or buys skis: Karlin,
 * Manasse, Rudolph, Sleator, Algorithmica 3, 1988). From then on the next is bought only while fewer answers than the price are
 * expected to be needed: asking about what three people read in three ways buys little.
 *
 * @param more answers that settle it if all of them say what is likeliest now
 * @param expected answers until so many have said it, by the chance that the next one does
 */
public record Outlook(int more, double expected) {
    /**
     * What an adjudicator's word is taken to cost, in answers of the crowd, where an installation does not say: whoever
     * decides looks at the picture and at what was keyed, and is paid as one who knows.
     */
    public static final double ADJUDICATION = 3;

    /**
     * Whether another answer is worth its price.
     *
     * @param asked people who have answered
     * @param left people who may be asked still
     * @param adjudication price of an adjudicator's word, in answers of the crowd
     */
    public boolean worthAsking(int asked, int left, double adjudication) {
        return more <= left && (asked < adjudication || expected <= adjudication);
    }
}
