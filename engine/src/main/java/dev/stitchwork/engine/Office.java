package dev.stitchwork.engine;

import dev.stitchwork.engine.consensus.trust.Verification;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.store.Store;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The operator's door: accounts, sessions, disputes. */
public final class Office {
    private final Accounts accounts;
    private final Store store;
    private final Pictures pictures;
    private final People people;

    Office(Accounts accounts, Store store, Pictures pictures, People people) {
        this.people = people;
        this.accounts = accounts;
        this.store = store;
        this.pictures = pictures;
    }

    /**
     * The way in to a new installation: while there is no operator, an invitation for one named {@code operator}. Each
     * call replaces the invitation of the call before.
     *
     * @return the invitation's token; empty once there is an operator
     */
    public Optional<String> firstInvitation() {
        return accounts.firstInvitation();
    }

    /**
     * Invites somebody; the account can be used once the invitation is accepted. Inviting again somebody who has not
     * accepted yet replaces the invitation.
     *
     * @param name unique but for case, 3 to 64 characters
     * @return the invitation's token, shown once; good for seven days
     * @throws IllegalArgumentException where the name is taken or malformed
     */
    public String invite(String name, Role role) {
        return accounts.invite(name, role);
    }

    /**
     * Accepts an invitation, sets the password and signs in.
     *
     * @param password 12 to 128 characters
     * @throws NotFoundException where the invitation is unknown, used or over
     * @throws IllegalArgumentException where the password is too short or too long
     */
    public Session accept(String invitation, String password) {
        return accounts.accept(invitation, password);
    }

    /** All accounts, by name. */
    public List<Account> accounts() {
        return accounts.all();
    }

    /**
     * Closes an account for good: its sessions and keys end, its live leases are given back. One that was never accepted
     * is removed, and its name free again.
     *
     * @throws NotFoundException where there is no such account
     * @throws IllegalArgumentException where it is the last operator's
     */
    public void close(AccountId account) {
        accounts.close(account);
        store.leases().giveBackAll(account);
    }

    /**
     * Checks a password in constant work, whether or not the name exists. A session lasts twelve hours; an account has at
     * most twenty, and one more ends the oldest.
     *
     * @throws BusyException where too many passwords are being checked
     */
    public Optional<Session> logIn(String name, String password) {
        return accounts.logIn(name, password);
    }

    /** The account behind a session's token; empty where it is over. True to the moment: nothing is remembered between calls. */
    public Optional<Session> session(String token) {
        return accounts.session(token);
    }

    /** Ends a session; nothing happens where it is over. */
    public void logOut(String token) {
        accounts.logOut(token);
    }

    /**
     * Makes an API key for a client's programs; shown once. A client has at most five, and one more ends the oldest.
     *
     * @throws IllegalArgumentException where the account is not an open client's
     */
    public String makeApiKey(AccountId client) {
        return accounts.makeApiKey(client);
    }

    /** The client behind an API key; empty where there is none. */
    public Optional<Account> apiKey(String key) {
        return accounts.apiKey(key);
    }

    /** Accounts that may be one person's, newest first; copied answers are found with the odd work. */
    public List<Suspect> suspects() {
        return store.suspicions().waiting();
    }

    /** Names of accounts that count as one person, a list for each person of several. */
    public List<List<String>> joined() {
        return store.suspicions().joined();
    }

    /**
     * An operator's word that two workers' accounts are one person's, or are not. One person's count as one from now on,
     * for good.
     *
     * @return what that person has been shown over a bound already
     */
    public List<Suspect.Over> decide(AccountId one, AccountId other, boolean samePerson) {
        for (AccountId each : List.of(one, other)) {
            accounts.all().stream()
                    .filter(account -> account.id().equals(each) && account.role() == Role.WORKER)
                    .findFirst()
                    .orElseThrow(() -> new NotFoundException("Expected the account of a worker but %d is none.".formatted(each.value())));
        }
        if (one.equals(other)) {
            throw new IllegalArgumentException("Expected two different accounts but was %d twice.".formatted(one.value()));
        }
        return store.suspicions().decide(one, other, samePerson);
    }

    /**
     * Notes where a worker is paid, as a hash. Accounts paid to one account are one person's and are joined.
     *
     * @return what that person has been shown over a bound already
     */
    public List<Suspect.Over> payout(AccountId worker, String account) {
        return people.mark(worker, Suspect.Reason.PAYOUT, account);
    }

    /** Batches that will be late, by their last forecast. */
    public Map<BatchId, Outlook> late() {
        return store.crowds().late();
    }

    /** How many disputes wait. */
    public int disputes() {
        return store.disputes().waiting();
    }

    /**
     * A dispute this operator may decide, oldest first; the exposure is on record before this returns. The same one again
     * until it is decided; one that another operator is looking at is left to that one for a while.
     */
    public Optional<Dispute> dispute(AccountId operator) {
        return store.disputes().next(operator);
    }

    /** The picture of a dispute shown to this operator and still undecided, a PNG; empty where there is none. */
    public Optional<byte[]> picture(AccountId operator, String dispute) {
        return store.disputes().picture(operator, dispute).map(pictures::read);
    }

    /**
     * Decides a dispute. Durable when this returns; the same decision again is harmless.
     *
     * @throws NotFoundException where the dispute was never shown to this operator, or is decided otherwise
     */
    public void adjudicate(AccountId operator, String dispute, Reading reading) {
        store.disputes().decide(operator, dispute, reading);
    }

    /**
     * Workers whose latest answers luck does not explain, the surest first, each with the evidence; as of the last look, of
     * which there is one every ten minutes. Shutting somebody out is an operator's decision.
     */
    public List<OddWork> oddWork() {
        return store.oddWorks().found();
    }

    /** Looks through the latest answers now. */
    public List<OddWork> lookForOddWork() {
        store.oddWorks().look();
        return oddWork();
    }

    /** How every worker with an open account did on tasks whose answer was known, the worst first. */
    public List<GoldScore> goldScores() {
        return store.golds().scores();
    }

    /** How people say yes and no to what they are shown, in batches that allow it. */
    public Checking checking() {
        return store.checking();
    }

    /**
     * How checking goes.
     *
     * @param crowd what is expected of anybody
     * @param costs seconds that a check and a typed answer take, by kind of field; a kind is missing until it is known
     * @param scores whoever waves most through first
     */
    public record Checking(Verification crowd, Map<FieldKind, Verification.Costs> costs, List<CheckScore> scores) {}

    /** What somebody made of the values shown. */
    public record CheckScore(AccountId account, String name, Verification.Counts counts) {}

    /**
     * What somebody made of tasks whose answer was known.
     *
     * @param served answered
     * @param wrong of those, by what is known now
     */
    public record GoldScore(AccountId account, String name, int served, int wrong) {}

    /**
     * Somebody to look at.
     *
     * @param evidence in words, with the chance of it being luck, corrected for how many were looked at
     */
    public record OddWork(AccountId account, String name, Kind kind, String evidence) {
        /** What the answers look like. */
        public enum Kind {
            /** They have little to do with the picture, and so weigh little. */
            RANDOM,
            /** They come faster than anybody reads. */
            HASTY,
            /** Several people hand in the same; they count as one voice. */
            COPYING
        }
    }

    /** Somebody who may log in, while the account is active. */
    public record Account(AccountId id, String name, Role role, AccountState state, Instant since) {}

    /**
     * A login.
     *
     * @param token 256 random bits, the cookie's value
     * @param csrf token that every unsafe request must repeat in a header
     */
    public record Session(String token, String csrf, Account account, Instant until) {
        /** Without the secrets: what is printed may be kept. */
        @Override
        public String toString() {
            return "Session[account=%s, until=%s]".formatted(account, until);
        }
    }

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
