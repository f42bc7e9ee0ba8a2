package dev.stitchwork.engine;

import dev.stitchwork.engine.Office.Account;
import dev.stitchwork.engine.Office.Session;
import dev.stitchwork.engine.store.AccountStore;
import dev.stitchwork.engine.store.AccountStore.Credentials;
import java.text.Normalizer;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** Who may come in, and as what. Whoever shows a name and password, a session's token or a key is let in, nobody else. */
final class Accounts {
    private static final Duration INVITATION_GOOD = Duration.ofDays(7);
    /** Fixed from the login on: a working day, and no request has to write to the database. */
    private static final Duration SESSION_GOOD = Duration.ofHours(12);
    private static final int SESSIONS_MAX = 20;
    private static final int API_KEYS_MAX = 5;
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N} ._@+'-]{1,62}[\\p{L}\\p{M}\\p{N}]");
    private static final String FIRST_OPERATOR = "operator";

    private final AccountStore store;
    private final Passwords passwords;

    Accounts(AccountStore store, Passwords passwords) {
        this.store = store;
        this.passwords = passwords;
    }

    Optional<String> firstInvitation() {
        return store.hasOperator() ? Optional.empty() : Optional.of(invite(FIRST_OPERATOR, Role.OPERATOR));
    }

    String invite(String name, Role role) {
        String normalised = Normalizer.normalize(name, Normalizer.Form.NFKC);
        if (!NAME.matcher(normalised).matches()) {
            throw new IllegalArgumentException(
                    ("Expected a name of 3 to 64 letters, digits, blanks and . _ @ + ' - that begins and ends with a letter or"
                                    + " digit but was '%s'.")
                            .formatted(name));
        }
        String invitation = Tokens.fresh();
        if (!store.invite(normalised, key(normalised), role, Tokens.hash(invitation), INVITATION_GOOD)) {
            throw new IllegalArgumentException(
                    "Expected a name that no account has but '%s' is taken: choose another.".formatted(name));
        }
        return invitation;
    }

    Session accept(String invitation, String password) {
        String hash = Tokens.hash(invitation);
        if (!store.invited(hash)) {
            throw notInvited();
        }
        Account account = store.accept(hash, passwords.hash(password)).orElseThrow(Accounts::notInvited);
        return begin(account).orElseThrow(Accounts::notInvited);
    }

    /** A new session; empty where the account was closed meanwhile. */
    private Optional<Session> begin(Account account) {
        String token = Tokens.fresh();
        return store.logIn(account.id(), Tokens.hash(token), SESSION_GOOD, SESSIONS_MAX)
                .map(until -> new Session(token, Tokens.csrf(token), account, until));
    }

    private static NotFoundException notInvited() {
        return new NotFoundException("Expected an open invitation but this one is unknown, used or over: ask for another.");
    }

    List<Account> all() {
        return store.all();
    }

    void close(AccountId account) {
        switch (store.close(account)) {
            case CLOSED -> {}
            case UNKNOWN -> throw new NotFoundException("Expected an account but there is none of this number.");
            case LAST_OPERATOR -> throw new IllegalArgumentException(
                    "Expected another operator to remain but this is the only one: invite a second one first.");
        }
    }

    Optional<Session> logIn(String name, String password) {
        Optional<Credentials> found = store.credentials(key(name));
        if (!passwords.check(password, found.map(Credentials::passwordHash))) {
            return Optional.empty();
        }
        return begin(found.orElseThrow().account());
    }

    Optional<Session> session(String token) {
        return store.login(Tokens.hash(token))
                .map(login -> new Session(token, Tokens.csrf(token), login.account(), login.until()));
    }

    void logOut(String token) {
        store.logOut(Tokens.hash(token));
    }

    String makeApiKey(AccountId client) {
        if (store.find(client).filter(account -> account.role() == Role.CLIENT).isEmpty()) {
            throw new IllegalArgumentException("Expected a client's account but account %d is none.".formatted(client.value()));
        }
        String key = Tokens.fresh();
        if (!store.addApiKey(client, Tokens.hash(key), API_KEYS_MAX)) {
            throw new IllegalArgumentException("Expected an open account but account %d is closed.".formatted(client.value()));
        }
        return key;
    }

    Optional<Account> apiKey(String key) {
        return store.apiKey(Tokens.hash(key));
    }

    /** Only case and how a letter is composed are forgiven: whoever counts tries by name must see the same name as this does. */
    private static String key(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKC).toLowerCase(Locale.ROOT);
    }
}
