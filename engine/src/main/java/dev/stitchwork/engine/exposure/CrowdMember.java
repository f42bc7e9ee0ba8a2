package dev.stitchwork.engine.exposure;

/**
 * One cluster as the planner knows it.
 *
 * @param classes classes it may be shown, of those in a language it reads, as a {@link ClassSet}
 * @param secondsPerTurn mean time that a turn takes it, everything included
 * @param sittingSeconds mean length of a sitting
 * @param pauseSeconds mean time between two sittings
 * @param documentsLeft documents of the batch of which it may still be shown a fragment
 */
public record CrowdMember(
        int classes, double secondsPerTurn, double sittingSeconds, double pauseSeconds, double documentsLeft) {
    public CrowdMember {
        if (!(secondsPerTurn > 0) || !(sittingSeconds > 0) || pauseSeconds < 0) {
            throw new IllegalArgumentException(
                    "Expected times above 0 but was %s s a turn in sittings of %s s, %s s apart."
                            .formatted(secondsPerTurn, sittingSeconds, pauseSeconds));
        }
    }

    /** The same, coming so many times as often. */
    CrowdMember comingTimes(double times) {
        return new CrowdMember(classes, secondsPerTurn, sittingSeconds, pauseSeconds / times, documentsLeft);
    }
}
