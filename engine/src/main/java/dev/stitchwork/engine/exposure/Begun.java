package dev.stitchwork.engine.exposure;

/**
 * What was seen of a batch since its crowd could work at it.
 *
 * @param seconds since then
 * @param turns that those who are still counted on answered in that time
 * @param documents of the batch
 * @param cameBefore members of the crowd that had answered something of it before that; {@link #ANY} where nobody knows
 */
public record Begun(double seconds, double turns, int documents, double cameBefore) {
    /** Nothing was seen yet. */
    public static final Begun NOT = new Begun(0, 0, 0, 0);

    /** As many as there may be: nothing is learned of how often people come. */
    public static final double ANY = Double.POSITIVE_INFINITY;

    public Begun {
        if (!(seconds >= 0) || !(turns >= 0) || documents < 0 || !(cameBefore >= 0)) {
            throw new IllegalArgumentException("Expected nothing below 0 but was %s turns in %s s at %d documents, and %s people before."
                    .formatted(turns, seconds, documents, cameBefore));
        }
    }

    /** Fragments of the batch that a member was shown. */
    double shownTo(CrowdMember member) {
        return documents - member.documentsLeft();
    }

    /** Whether there is anything to learn from. */
    boolean tells() {
        return seconds > 0 && documents > 0;
    }

    /** The same of a crowd so many times as large, each of whom did what one of these did. */
    Begun times(double larger) {
        return new Begun(seconds, turns * larger, documents, cameBefore * larger);
    }
}
