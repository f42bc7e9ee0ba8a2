package dev.stitchwork.engine.exposure;

/**
 * May this cluster be shown this fragment: the one place where that is decided, for a lease and for every other reason.
 *
 * <p>The law counts pixels sent, not answers given: whoever shows a picture for prefetch, reload, gold, training,
 * dispute, preview or review asks it too. It fails closed: what it cannot permit waits or goes to the trusted tier, and
 * nothing but another {@link Guarantee}, which a client signed for, makes it say otherwise.
 */
public final class ExposureLaw {
    private ExposureLaw() {}

    /**
     * Judges one candidate in constant time.
     *
     * @param nowSeconds seconds since the batch was opened
     * @param fragmentsReleased fragments of the batch let into their pools so far
     */
    public static Ruling judge(
            Guarantee guarantee, Shown shown, Candidate candidate, long nowSeconds, long fragmentsReleased) {
        if (shown.sameFragment()) {
            // The same pixels again tell the cluster nothing that it was not shown before.
            return Ruling.PERMITTED;
        }
        if (candidate.heldBack()) {
            return Ruling.HELD_BACK;
        }
        if (!candidate.released()) {
            return Ruling.NOT_RELEASED;
        }
        if (!guarantee.cap().permits(shown.fragmentsOfDocument())) {
            return Ruling.FRAGMENTS_OF_DOCUMENT;
        }
        if (shown.inkOfDocumentPpm() + candidate.inkPpm() > guarantee.inkMaxPpm()) {
            return Ruling.INK_OF_DOCUMENT;
        }
        if (shown.sameField()) {
            return Ruling.SAME_FIELD;
        }
        if (guarantee.classesApart()) {
            if ((shown.classes() & ClassSet.conflictsOf(candidate.sensitivity())) != 0) {
                return Ruling.CONFLICTING_CLASS;
            }
            if (shown.lastClass() != null
                    && shown.lastClass() != candidate.sensitivity()
                    && nowSeconds - shown.lastSeconds() < Guarantee.SITTING_SECONDS) {
                return Ruling.OTHER_CLASS_IN_SITTING;
            }
        }
        if (shown.fragmentsOfBatch() >= guarantee.fragmentsOfBatchMax(fragmentsReleased)) {
            return Ruling.SHARE_OF_BATCH;
        }
        return Ruling.PERMITTED;
    }
}
