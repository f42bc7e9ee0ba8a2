package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class PasswordsTest {
    private static final String PASSWORD = "correct horse battery";
    private static final Passwords PASSWORDS = new Passwords(false);
    /** For what a password may be, which is the same whatever its hash costs. */
    private static final Passwords QUICK = new Passwords(true);

    @Test
    void aHashSaysHowItWasMadeAndEachHasItsOwnSalt() {
        String hash = PASSWORDS.hash(PASSWORD);
        assertTrue(hash.matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}"), hash);
        assertNotEquals(hash, PASSWORDS.hash(PASSWORD));
        assertTrue(PASSWORDS.check(PASSWORD, Optional.of(hash)));
        assertFalse(PASSWORDS.check(PASSWORD + " ", Optional.of(hash)));
    }

    @Test
    void theHashIsArgon2idAsOthersMakeIt() {
        String byOpenSsl = "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2Fsd"
                + "A$/HetJC6LZ4lnwgLB+wJSS2a9bFu2Kq4HxwNWzoJq2qU";
        assertTrue(PASSWORDS.check(PASSWORD, Optional.of(byOpenSsl)));
    }

    @Test
    void aPasswordHasTwelveToAHundredAndTwentyEightCharacters() {
        for (int length : new int[] {0, 11, 129, 1_000_000}) {
            assertEquals(
                    "Expected a password of 12 to 128 characters but was %d.".formatted(length),
                    assertThrows(IllegalArgumentException.class, () -> QUICK.hash("x".repeat(length))).getMessage());
        }
        for (int length : new int[] {12, 128}) {
            // Characters, not UTF-16 units: of these, each is two.
            String password = "\uD83D\uDD11".repeat(length);
            assertTrue(QUICK.check(password, Optional.of(QUICK.hash(password))));
        }
    }

    @Test
    void anAccentedLetterIsTheSameHoweverItIsComposed() {
        String composed = "M\u00fcnchen M\u00fcnchen";
        String decomposed = "Mu\u0308nchen Mu\u0308nchen";
        assertTrue(QUICK.check(decomposed, Optional.of(QUICK.hash(composed))));
        assertTrue(QUICK.check(composed, Optional.of(QUICK.hash(decomposed))));
        assertFalse(QUICK.check("Munchen Munchen", Optional.of(QUICK.hash(composed))));
    }

    @Test
    void aCheckAgainstNobodyCostsAsMuchAsOneAgainstSomebody() {
        Optional<String> somebody = Optional.of(PASSWORDS.hash(PASSWORD));
        long against = medianCpuNanos(() -> PASSWORDS.check("wrong password", somebody));
        long nobody = medianCpuNanos(() -> PASSWORDS.check("wrong password", Optional.empty()));
        assertTrue(
                nobody > against / 2 && nobody < against * 2,
                "%,d ns against somebody, %,d ns against nobody".formatted(against, nobody));
    }

    @Test
    void twentyLoginsAtOnceFitIntoASmallHeap() throws Exception {
        assertEquals("20 of 20", logins("bounded"));
        assertNotEquals("20 of 20", logins("unbounded"), "the heap is no test of the bound");
    }

    private static long medianCpuNanos(Runnable work) {
        work.run();
        long[] nanos = new long[3];
        for (int i = 0; i < nanos.length; i++) {
            long start = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
            work.run();
            nanos[i] = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[nanos.length / 2];
    }

    /** The last line that the child printed; empty where it ran out of memory. */
    private static String logins(String how) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx96m",
                        "-XX:+UseSerialGC", // the one that gives up soonest where there is no room
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TwentyLogins.class.getName(),
                        how)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertTrue(child.waitFor(5, TimeUnit.MINUTES), "Expected 20 logins to end but they hang.");
            return new String(child.getInputStream().readAllBytes()).lines().reduce((first, last) -> last).orElse("");
        } finally {
            child.destroyForcibly();
        }
    }

    /** Run in a JVM of its own: 20 threads check a password, bounded as the program does it or each as it likes. */
    static final class TwentyLogins {
        public static void main(String[] arguments) throws Exception {
            Passwords passwords = new Passwords(false);
            String hash = passwords.hash(PASSWORD);
            Callable<Boolean> login = arguments[0].equals("bounded")
                    ? () -> waitingForATurn(passwords, hash)
                    : () -> Argon2Function.getInstance(19_456, 2, 1, 32, Argon2.ID)
                            .check(PASSWORD.getBytes(), hash.getBytes());
            // Daemons, so that nothing that goes wrong in one of them keeps the process alive.
            ExecutorService pool = Executors.newFixedThreadPool(20, work -> {
                Thread thread = new Thread(work);
                thread.setDaemon(true);
                return thread;
            });
            List<Callable<Boolean>> logins = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                logins.add(login);
            }
            int right = 0;
            for (Future<Boolean> each : pool.invokeAll(logins)) {
                right += each.get() ? 1 : 0;
            }
            System.out.println(right + " of 20");
        }

        /** On a machine with much else to do a turn may not come in time; who is told so tries again. */
        private static boolean waitingForATurn(Passwords passwords, String hash) {
            while (true) {
                try {
                    return passwords.check(PASSWORD, Optional.of(hash));
                } catch (BusyException tooMany) {
                    Thread.onSpinWait();
                }
            }
        }
    }
}
