package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Office.Account;
import dev.stitchwork.engine.Office.Session;
import dev.stitchwork.engine.store.AccountStore;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.TestDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who comes in, and who does not; on both databases. */
abstract class AccountsLaws {
    private static final String PASSWORD = "correct horse battery";
    private static final Passwords PASSWORDS = new Passwords(true);
    private static final String PASSWORD_HASH = PASSWORDS.hash(PASSWORD);

    private final TestDatabase kind;

    @TempDir
    Path data;

    private EngineSettings settings;
    private Store store;
    private Accounts accounts;

    AccountsLaws(TestDatabase kind) {
        this.kind = kind;
    }

    @BeforeEach
    void open() {
        settings = kind.settings(data);
        start();
    }

    private void start() {
        store = Store.open(settings);
        accounts = new Accounts(new AccountStore(store.database()), PASSWORDS);
    }

    @AfterEach
    void close() {
        if (store != null) { // where there is no such database here
            store.close();
        }
    }

    @Test
    void aNewInstallationInvitesItsFirstOperatorAndNoSecond() {
        String lost = accounts.firstInvitation().orElseThrow();
        String found = accounts.firstInvitation().orElseThrow();
        assertThrows(NotFoundException.class, () -> accounts.accept(lost, PASSWORD));
        Account operator = accounts.accept(found, PASSWORD).account();
        assertEquals("operator", operator.name());
        assertEquals(Role.OPERATOR, operator.role());
        assertEquals(Optional.empty(), accounts.firstInvitation());
    }

    @Test
    void anInvitationIsGoodOnce() {
        String invitation = accounts.invite("anna", Role.WORKER);
        assertEquals(AccountState.INVITED, accounts.all().get(0).state());
        Session session = accounts.accept(invitation, PASSWORD);
        Account anna = session.account();
        assertEquals(Optional.of(session), accounts.session(session.token()));
        assertEquals(AccountState.ACTIVE, anna.state());
        assertEquals(List.of(anna), accounts.all());
        assertEquals(
                "Expected an open invitation but this one is unknown, used or over: ask for another.",
                assertThrows(NotFoundException.class, () -> accounts.accept(invitation, PASSWORD)).getMessage());
        assertThrows(NotFoundException.class, () -> accounts.accept("made up", PASSWORD));
    }

    @Test
    void anInvitationIsGoodForSevenDays() {
        String early = accounts.invite("anna", Role.WORKER);
        String late = accounts.invite("bert", Role.WORKER);
        shift("invitation", "account = (select id from account where name = 'anna')", Duration.ofDays(7).minusMinutes(1));
        shift("invitation", "account = (select id from account where name = 'bert')", Duration.ofDays(7));
        accounts.accept(early, PASSWORD);
        assertThrows(NotFoundException.class, () -> accounts.accept(late, PASSWORD));
    }

    @Test
    void aNewInvitationReplacesTheOneNotAccepted() {
        String lost = accounts.invite("anna", Role.WORKER);
        String second = accounts.invite("Anna", Role.CLIENT);
        assertThrows(NotFoundException.class, () -> accounts.accept(lost, PASSWORD));
        Account anna = accounts.accept(second, PASSWORD).account();
        assertEquals(List.of("Anna", Role.CLIENT), List.of(anna.name(), anna.role()));
        assertEquals(1, accounts.all().size());
    }

    @Test
    void aRefusedPasswordLeavesTheInvitationOpen() {
        String invitation = accounts.invite("anna", Role.WORKER);
        assertEquals(
                "Expected a password of 12 to 128 characters but was 11.",
                assertThrows(IllegalArgumentException.class, () -> accounts.accept(invitation, "elevenchars")).getMessage());
        accounts.accept(invitation, PASSWORD);
    }

    @Test
    void noTwoNamesDifferInCaseOnly() {
        enter("anna", Role.WORKER);
        assertEquals(
                "Expected a name that no account has but 'ANNA' is taken: choose another.",
                assertThrows(IllegalArgumentException.class, () -> accounts.invite("ANNA", Role.OPERATOR)).getMessage());
        assertTrue(accounts.logIn("ANNA", PASSWORD).isPresent());
    }

    @Test
    void aMalformedNameIsRefused() {
        for (String name : List.of("", "ab", " abc", "abc ", "a".repeat(65), "a<b>c", "a\nbc", "-abc", "a\u0000bc", "a\u202ebc")) {
            assertEquals(
                    ("Expected a name of 3 to 64 letters, digits, blanks and . _ @ + ' - that begins and ends with a letter or"
                                    + " digit but was '%s'.")
                            .formatted(name),
                    assertThrows(IllegalArgumentException.class, () -> accounts.invite(name, Role.WORKER)).getMessage());
        }
        for (String name : List.of("abc", "a".repeat(64), "Zoë O'Neil-Müller", "anna@example.org", "Ωμέγα 3")) {
            accounts.invite(name, Role.WORKER);
        }
    }

    @Test
    void onlyTheRightPasswordOfAnAccountInUseLogsIn() {
        enter("anna", Role.WORKER);
        accounts.invite("bert", Role.WORKER);
        AccountId closed = enter("carl", Role.WORKER).id();
        accounts.close(closed);
        assertTrue(accounts.logIn("anna", PASSWORD).isPresent());
        assertEquals(Optional.empty(), accounts.logIn("anna", PASSWORD + "x"));
        assertEquals(Optional.empty(), accounts.logIn("anna", ""));
        assertEquals(Optional.empty(), accounts.logIn("bert", PASSWORD));
        assertEquals(Optional.empty(), accounts.logIn("carl", PASSWORD));
        assertEquals(Optional.empty(), accounts.logIn("nobody", PASSWORD));
    }

    @Test
    void aSessionIsKnownByItsTokenUntilLogOut() {
        Account anna = enter("anna", Role.WORKER);
        Session first = accounts.logIn("anna", PASSWORD).orElseThrow();
        Session second = accounts.logIn("anna", PASSWORD).orElseThrow();
        assertNotEquals(first.token(), second.token());
        assertNotEquals(first.csrf(), second.csrf());
        assertEquals(anna, first.account());
        assertEquals(Optional.of(first), accounts.session(first.token()));
        accounts.logOut(first.token());
        accounts.logOut(first.token());
        assertEquals(Optional.empty(), accounts.session(first.token()));
        assertEquals(Optional.of(second), accounts.session(second.token()));
        assertEquals(Optional.empty(), accounts.session(second.csrf()));
    }

    @Test
    void aSessionOutlivesTheServerAndEndsAfterTwelveHours() {
        enter("anna", Role.WORKER);
        Session session = accounts.logIn("anna", PASSWORD).orElseThrow();
        Duration left = Duration.between(Instant.now(), session.until());
        assertTrue(left.compareTo(Duration.ofHours(12)) <= 0 && left.compareTo(Duration.ofMinutes(719)) > 0, left::toString);
        store.close();
        start();
        assertEquals(Optional.of(session), accounts.session(session.token()));
        shift("login", "true", Duration.ofHours(12).minusMinutes(1));
        assertTrue(accounts.session(session.token()).isPresent());
        shift("login", "true", Duration.ofMinutes(1));
        assertEquals(Optional.empty(), accounts.session(session.token()));
    }

    @Test
    void anAccountHasAtMostTwentySessionsAndNoneThatIsOver() {
        Account anna = enter("anna", Role.WORKER);
        AccountStore rows = new AccountStore(store.database());
        for (int i = 0; i < 25; i++) {
            rows.logIn(anna.id(), Tokens.hash("token " + i), Duration.ofHours(1 + i), 20);
        }
        for (int i = 0; i < 25; i++) {
            assertEquals(i >= 5, accounts.session("token " + i).isPresent(), "token " + i);
        }
        shift("login", "true", Duration.ofHours(30));
        accounts.logIn("anna", PASSWORD).orElseThrow();
        assertEquals(1, count("login"));
    }

    @Test
    void aClientHasAtMostFiveKeysAndTheOldestEnds() {
        Account client = enter("acme", Role.CLIENT);
        List<String> keys = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            keys.add(accounts.makeApiKey(client.id()));
        }
        for (int i = 0; i < 7; i++) {
            assertEquals(i < 2 ? Optional.empty() : Optional.of(client), accounts.apiKey(keys.get(i)));
        }
        assertEquals(Optional.empty(), accounts.session(keys.get(6)));
    }

    @Test
    void onlyAnOpenClientGetsAKey() {
        Account worker = enter("anna", Role.WORKER);
        assertEquals(
                "Expected a client's account but account %d is none.".formatted(worker.id().value()),
                assertThrows(IllegalArgumentException.class, () -> accounts.makeApiKey(worker.id())).getMessage());
        Account client = enter("acme", Role.CLIENT);
        accounts.close(client.id());
        assertEquals(
                "Expected an open account but account %d is closed.".formatted(client.id().value()),
                assertThrows(IllegalArgumentException.class, () -> accounts.makeApiKey(client.id())).getMessage());
    }

    @Test
    void closingAnAccountEndsItsSessionsAndKeysForGood() {
        Account client = enter("acme", Role.CLIENT);
        Account other = enter("other", Role.CLIENT);
        Session session = accounts.logIn("acme", PASSWORD).orElseThrow();
        Session othersSession = accounts.logIn("other", PASSWORD).orElseThrow();
        String key = accounts.makeApiKey(client.id());
        String othersKey = accounts.makeApiKey(other.id());
        accounts.close(client.id());
        accounts.close(client.id());
        assertEquals(Optional.empty(), accounts.session(session.token()));
        assertEquals(Optional.empty(), accounts.apiKey(key));
        assertEquals(Optional.empty(), accounts.logIn("acme", PASSWORD));
        assertTrue(accounts.session(othersSession.token()).isPresent());
        assertTrue(accounts.apiKey(othersKey).isPresent());
        assertEquals(
                List.of(AccountState.CLOSED, AccountState.ACTIVE), accounts.all().stream().map(Account::state).toList());
        assertThrows(IllegalArgumentException.class, () -> accounts.invite("acme", Role.CLIENT));
    }

    @Test
    void closingWhatWasNeverAcceptedFreesTheName() {
        String invitation = accounts.invite("anna", Role.WORKER);
        accounts.close(accounts.all().get(0).id());
        assertThrows(NotFoundException.class, () -> accounts.accept(invitation, PASSWORD));
        assertEquals(List.of(), accounts.all());
        accounts.invite("anna", Role.CLIENT);
    }

    @Test
    void thereIsAlwaysAnOperatorLeft() {
        Account first = enter("first", Role.OPERATOR);
        accounts.invite("second", Role.OPERATOR);
        assertEquals(
                "Expected another operator to remain but this is the only one: invite a second one first.",
                assertThrows(IllegalArgumentException.class, () -> accounts.close(first.id())).getMessage());
        enter("third", Role.OPERATOR);
        accounts.close(first.id());
        assertThrows(IllegalArgumentException.class, () -> accounts.close(id("third")));
    }

    @Test
    void closingNobodyIsSaidSo() {
        assertEquals(
                "Expected an account but there is none of this number.",
                assertThrows(NotFoundException.class, () -> accounts.close(new AccountId(4711))).getMessage());
    }

    @Test
    void ofManyWhoAcceptOneInvitationOneIsIn() throws Exception {
        String invitation = accounts.invite("anna", Role.WORKER);
        List<Boolean> in = atOnce(8, i -> succeeds(() -> accounts.accept(invitation, PASSWORD + i)));
        assertEquals(1, in.stream().filter(each -> each).count());
        int right = in.indexOf(true);
        assertTrue(accounts.logIn("anna", PASSWORD + right).isPresent());
    }

    @Test
    void ofManyWhoInviteOneNameTheLastHoldsTheOnlyInvitation() throws Exception {
        List<String> invitations = atOnce(8, i -> accounts.invite("anna", Role.WORKER));
        assertEquals(1, accounts.all().size());
        assertEquals(1, count("invitation"));
        assertEquals(1, invitations.stream().filter(each -> succeeds(() -> accounts.accept(each, PASSWORD))).count());
    }

    @Test
    void operatorsWhoCloseEachOtherLeaveOne() throws Exception {
        for (int run = 0; run < 10; run++) {
            List<AccountId> pair = List.of(
                    enter("first" + run, Role.OPERATOR).id(), enter("second" + run, Role.OPERATOR).id());
            accounts.all().stream()
                    .filter(account -> account.state() == AccountState.ACTIVE && !pair.contains(account.id()))
                    .forEach(account -> accounts.close(account.id()));
            List<Boolean> closed = atOnce(2, i -> succeeds(() -> accounts.close(pair.get(i))));
            assertEquals(1, closed.stream().filter(each -> each).count());
        }
    }

    @Test
    void noSessionOrKeyOutlivesAnAccountClosedMeanwhile() throws Exception {
        AccountStore rows = new AccountStore(store.database());
        for (int run = 0; run < 20; run++) {
            AccountId client = enter("client" + run, Role.CLIENT).id();
            String name = "run " + run;
            atOnce(9, i -> switch (i % 3) {
                case 0 -> rows.logIn(client, Tokens.hash(name + i), Duration.ofHours(1), 20).isPresent();
                case 1 -> rows.addApiKey(client, Tokens.hash(name + i), 5);
                default -> succeeds(() -> accounts.close(client));
            });
            assertEquals(List.of(0, 0), List.of(count("login"), count("api_key")));
        }
    }

    /** Accepts in the account's place, with a hash made once for all: making one takes a tenth of a second. */
    private Account enter(String name, Role role) {
        String invitation = accounts.invite(name, role);
        return new AccountStore(store.database()).accept(Tokens.hash(invitation), PASSWORD_HASH).orElseThrow();
    }

    private AccountId id(String name) {
        return accounts.all().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().id();
    }

    /** Lets time pass by for some rows. */
    private void shift(String table, String which, Duration time) {
        store.database().write(handle -> handle.createQuery("select hash, until from " + table + " where " + which)
                .map((row, context) -> handle.execute(
                        "update " + table + " set until = ? where hash = ?",
                        row.getObject("until", OffsetDateTime.class).minus(time),
                        row.getString("hash")))
                .list());
    }

    private int count(String table) {
        return store.database().<Integer>read(
                handle -> handle.createQuery("select count(*) from " + table).mapTo(Integer.class).one());
    }

    private static boolean succeeds(Runnable call) {
        try {
            call.run();
            return true;
        } catch (NotFoundException | IllegalArgumentException refused) {
            return false;
        }
    }

    private static <T> List<T> atOnce(int threads, Numbered<T> call) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<T>> calls = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                calls.add(() -> call.at(number));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> each : pool.invokeAll(calls)) {
                results.add(each.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    private interface Numbered<T> {
        T at(int number);
    }
}
