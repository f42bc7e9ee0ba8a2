package dev.stitchwork.engine;

import java.util.Optional;

/**
 * The worker's door: a turn at one fragment, an answer, nothing else. No type that names a document, batch, file, form
 * or client can be reached from here.
 */
public final class WorkDesk {
    WorkDesk() {}

    /**
     * A turn at a task drawn at random from those this worker may still see; the exposure is on record before this
     * returns. Where the worker already holds a live turn at its limit of turns, the oldest of those is given again.
     *
     * @return empty where nothing is left for this worker
     */
    public Optional<Lease> lease(AccountId worker) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The picture of a live turn of this worker, a PNG; empty where the turn is over or not this worker's. */
    public Optional<byte[]> picture(AccountId worker, String token) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Hands in what the worker read. Durable when this returns.
     *
     * @param key made by the worker's client, at most 64 characters; handing in the same key and reading again is
     *     harmless
     */
    public AnswerOutcome answer(AccountId worker, String token, String key, Reading reading) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Gives a turn back unanswered; the exposure stands, and the task is on offer to others at once. */
    public void giveBack(AccountId worker, String token) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** How many answers of this worker were kept today and in all. */
    public Tally tally(AccountId worker) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Counts of kept answers. */
    public record Tally(long today, long inAll) {}
}
