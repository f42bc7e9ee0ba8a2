package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.stitchwork.engine.Office.Session;
import dev.stitchwork.engine.store.AccountStore;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.TestDatabase;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Passwords and tokens are in nothing that is kept or printed; each search is first shown to find what is there. */
abstract class SecretsLaws {
    private static final String PASSWORD = "canary horse battery";

    private final TestDatabase kind;

    @TempDir
    Path data;

    private final List<String> secrets = new ArrayList<>(List.of(PASSWORD));

    SecretsLaws(TestDatabase kind) {
        this.kind = kind;
    }

    @Test
    void noTableOrFileHoldsASecret() throws Exception {
        try (Store store = Store.open(kind.settings(data))) {
            useEverything(store);
            String everything = dump(store);
            assertTrue(everything.contains("canary-client"), "the dump does not hold what was stored");
            assertTrue(everything.contains(Tokens.hash(secrets.get(1))), "the dump does not hold the hash of a token");
            assertHoldsNoSecret(everything);
        }
        try (Stream<Path> files = Files.walk(data)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertHoldsNoSecret(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }

    @Test
    void noLogLineHoldsASecretEvenAtItsMostTalkative() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        List<ch.qos.logback.core.Appender<ILoggingEvent>> console = new ArrayList<>();
        root.iteratorForAppenders().forEachRemaining(console::add);
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        lines.start();
        console.forEach(root::detachAppender);
        root.addAppender(lines);
        root.setLevel(Level.TRACE);
        try (Store store = Store.open(kind.settings(data))) {
            useEverything(store);
            root.info("control: {}", secrets.get(1));
        } finally {
            root.setLevel(before);
            root.detachAppender(lines);
            console.forEach(root::addAppender);
        }
        List<String> said = lines.list.stream().map(ILoggingEvent::getFormattedMessage).toList();
        assertTrue(said.size() > 20, "too few lines were caught: " + said.size());
        assertTrue(said.contains("control: " + secrets.get(1)));
        assertHoldsNoSecret(said.stream().filter(line -> !line.startsWith("control: ")).collect(Collectors.joining("\n")));
    }

    @Test
    void nothingPrintedHoldsASecret() {
        try (Store store = Store.open(kind.settings(data))) {
            Session session = useEverything(store);
            assertEquals(
                    "Session[account=%s, until=%s]".formatted(session.account(), session.until()), session.toString());
            AccountStore rows = new AccountStore(store.database());
            AccountStore.Credentials credentials = rows.credentials("canary-client").orElseThrow();
            assertFalse(credentials.toString().contains(credentials.passwordHash()));
            Accounts accounts = accounts(store);
            String invitation = accounts.invite("somebody", Role.WORKER);
            secrets.add("tooshort");
            secrets.add(invitation);
            for (Exception refused : List.of(
                    assertThrows(IllegalArgumentException.class, () -> accounts.accept(invitation, "tooshort")),
                    assertThrows(NotFoundException.class, () -> accounts.accept(session.token(), PASSWORD)))) {
                assertHoldsNoSecret(refused.toString());
            }
        }
    }

    /** Goes through every door with every secret, and notes them: the password, then tokens. */
    private Session useEverything(Store store) {
        Accounts accounts = accounts(store);
        secrets.add(accounts.invite("waiting", Role.WORKER));
        String invitation = accounts.invite("canary-client", Role.CLIENT);
        secrets.add(invitation);
        AccountId client = accounts.accept(invitation, PASSWORD).account().id();
        Session session = accounts.logIn("canary-client", PASSWORD).orElseThrow();
        secrets.add(session.token());
        secrets.add(session.csrf());
        assertTrue(accounts.session(session.token()).isPresent());
        String key = accounts.makeApiKey(client);
        secrets.add(key);
        assertTrue(accounts.apiKey(key).isPresent());
        Session over = accounts.logIn("canary-client", PASSWORD).orElseThrow();
        secrets.add(over.token());
        accounts.logOut(over.token());
        return session;
    }

    private static Accounts accounts(Store store) {
        return new Accounts(new AccountStore(store.database()), new Passwords(false));
    }

    private void assertHoldsNoSecret(String text) {
        for (String secret : secrets) {
            assertFalse(text.contains(secret), () -> "a secret is in: " + text.lines().filter(line -> line.contains(secret)).findFirst());
        }
    }

    private static String dump(Store store) {
        return store.database().<String>read(handle -> handle.createQuery(
                        "select table_name from information_schema.tables where table_schema = 'public'")
                .mapTo(String.class)
                .list()
                .stream()
                .map(table -> handle.createQuery("select * from \"" + table + "\"").mapToMap().list().toString())
                .collect(Collectors.joining("\n")));
    }
}
