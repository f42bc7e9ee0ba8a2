package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FieldKind;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The operator's door: accounts, sessions, disputes. */
public final class Office {
    Office() {}

    /**
     * Invites somebody; the account can be used once the invitation is accepted.
     *
     * @param name unique, 3 to 64 characters
     * @return the invitation's token, shown once; good for seven days
     * @throws IllegalArgumentException where the name is taken or malformed
     */
    public String invite(String name, Role role) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Accepts an invitation and sets the password.
     *
     * @param password at least 12 characters
     * @throws NotFoundException where the invitation is unknown, used or over
     * @throws IllegalArgumentException where the password is too short or too long
     */
    public Account accept(String invitation, String password) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** All accounts, by name. */
    public List<Account> accounts() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Closes an account for good: its sessions and keys end, its live leases are given back. */
    public void close(AccountId account) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Checks a password in constant work, whether or not the name exists. */
    public Optional<Session> logIn(String name, String password) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The account behind a session's token; empty where it is over. */
    public Optional<Session> session(String token) {
        throw new UnsupportedOperationException("not built yet");
    }

    public void logOut(String token) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Makes an API key for a client's programs; shown once. */
    public String makeApiKey(AccountId client) {
        throw new UnsupportedOperationException("not built yet");
    }

    public Optional<Account> apiKey(String key) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** How many disputes wait. */
    public int disputes() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** A dispute this operator may decide, oldest first; the exposure is on record before this returns. */
    public Optional<Dispute> dispute(AccountId operator) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The picture of a dispute shown to this operator and still undecided, a PNG; empty where there is none. */
    public Optional<byte[]> picture(AccountId operator, String dispute) {
        throw new UnsupportedOperationException("not built yet");
    }

    /**
     * Decides a dispute. Durable when this returns.
     *
     * @throws NotFoundException where the dispute was never shown to this operator, or is decided by another
     */
    public void adjudicate(AccountId operator, String dispute, Reading reading) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Somebody who may log in. {@code active} is false until the invitation is accepted, and after closing. */
    public record Account(AccountId id, String name, Role role, boolean active, Instant since) {}

    /**
     * A login.
     *
     * @param token 256 random bits, the cookie's value
     * @param csrf token that every unsafe request must repeat in a header
     */
    public record Session(String token, String csrf, Account account, Instant until) {}

    /**
     * A task on which people did not agree: the fragment and its keyings, nothing of the page.
     *
     * @param token random, names this showing
     * @param keyings what was keyed, raw, without identity
     */
    public record Dispute(String token, FieldKind kind, int options, List<Reading> keyings) {
        public Dispute {
            keyings = List.copyOf(keyings);
        }
    }
}
