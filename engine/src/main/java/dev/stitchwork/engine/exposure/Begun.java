package dev.stitchwork.engine.exposure;

/**
 * What was seen of a batch since its crowd could work at it.
 *
 * @param seconds since then
 * @param turns that those who are still counted on answered in that time
 * @param documents of the batch
 */
public record Begun(double seconds, double turns, int documents) {
    /** Nothing was seen yet. */
    public static final Begun NOT = new Begun(0, 0, 0);

    public Begun {
        if (!(seconds >= 0) || !(turns >= 0) || documents < 0) {
            throw new IllegalArgumentException("Expected nothing below 0 but was %s turns in %s s at %d documents."
                    .formatted(turns, seconds, documents));
        }
    }

    /** Whether there is anything to learn from. */
    boolean tells() {
        return seconds > 0 && documents > 0;
    }
}
