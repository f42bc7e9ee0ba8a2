package dev.stitchwork.engine;

import dev.stitchwork.engine.store.Store;
import java.util.Optional;

/**
 * The worker's door: a turn at one fragment, an answer, nothing else. No type that names a document, batch, file, form
 * or client can be reached from here.
 */
public final class WorkDesk {
    private static final int KEY_CHARACTERS_MAX = 64;

    private final Store store;
    private final Pictures pictures;
    private final People people;

    WorkDesk(Store store, Pictures pictures, People people) {
        this.people = people;
        this.store = store;
        this.pictures = pictures;
    }

    /**
     * A turn at a task drawn at random from those this worker may still see; the exposure is on record before this
     * returns. Where the worker already holds a live turn at its limit of turns, the oldest of those is given again.
     *
     * @return empty where nothing is left for this worker
     */
    public Optional<Lease> lease(AccountId worker) {
        return store.leases().lease(worker);
    }

    /** A live turn of this worker, as it was given; empty where it is over or not this worker's. */
    public Optional<Lease> held(AccountId worker, String token) {
        return store.leases().held(worker, token);
    }

    /** The picture of a live turn of this worker, a PNG; empty where the turn is over or not this worker's. */
    public Optional<byte[]> picture(AccountId worker, String token) {
        return store.leases().picture(worker, token).map(pictures::read);
    }

    /**
     * Hands in what the worker read. Durable when this returns.
     *
     * @param key made by the worker's client, 1 to 64 characters; handing in the same key and reading again is harmless
     */
    public AnswerOutcome answer(AccountId worker, String token, String key, Reading reading) {
        if (key.isEmpty() || key.length() > KEY_CHARACTERS_MAX) {
            throw new IllegalArgumentException(
                    "Expected a key of 1 to %d characters but was %d.".formatted(KEY_CHARACTERS_MAX, key.length()));
        }
        return store.answers().keep(worker, token, key, reading);
    }

    /** Gives a turn back unanswered; the exposure stands, and the task is on offer to others at once. */
    public void giveBack(AccountId worker, String token) {
        store.leases().giveBack(worker, token);
    }

    /**
     * Says that this worker's page is open. Whoever says so must go on saying so, every ten seconds; after 25 of silence
     * the turns held are on offer to others.
     */
    public void here(AccountId worker) {
        store.leases().presence().here(worker);
    }

    /** Notes a random name that the worker's browser keeps for itself, as a hash: two accounts with one are looked at. */
    public void device(AccountId worker, String name) {
        people.mark(worker, Suspect.Reason.DEVICE, name);
    }

    /** Says that this worker's page is being left: unless it is back within 12 seconds, its turns are on offer to others. */
    public void left(AccountId worker) {
        store.leases().presence().left(worker);
    }

    /** How many answers of this worker were kept today, by UTC, and in all. */
    public Tally tally(AccountId worker) {
        return store.answers().tally(worker);
    }

    /** Counts of kept answers. */
    public record Tally(long today, long inAll) {}
}
