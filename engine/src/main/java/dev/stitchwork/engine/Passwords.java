package dev.stitchwork.engine;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.text.Normalizer;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Makes and checks password hashes: argon2id with 19 MiB, two passes and one lane, the least that OWASP's password
 * storage cheat sheet asks for. A check costs the same whether or not there is a hash to check against, and no more run
 * at once than the machine has processors, so that many logins at once wait their turn instead of eating the memory.
 */
final class Passwords {
    static final int CHARACTERS_MIN = 12;
    static final int CHARACTERS_MAX = 128;

    private static final int MEMORY_KIB = 19 << 10;
    private static final int PASSES = 2;
    /** Of quick passwords: the least there is for one lane. */
    private static final int QUICK_MEMORY_KIB = 8;
    private static final int QUICK_PASSES = 1;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;
    private static final int SALT_BYTES = 16;
    private static final long WAIT_SECONDS_MAX = 10;

    private final int memoryKib;
    private final int passes;
    private final SecureRandom random = new SecureRandom();
    private final Semaphore turns = new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors()), true);
    /** Of no password: random bytes in the place of a hash, which a login under an unknown name is checked against. */
    private final String nobodys;

    /** @param quick hashes for next to nothing: see {@link EngineSettings#quickPasswords} */
    Passwords(boolean quick) {
        memoryKib = quick ? QUICK_MEMORY_KIB : MEMORY_KIB;
        passes = quick ? QUICK_PASSES : PASSES;
        nobodys = "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s".formatted(memoryKib, passes, LANES, random(SALT_BYTES), random(HASH_BYTES));
    }

    private String random(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return Base64.getEncoder().withoutPadding().encodeToString(bytes);
    }

    /** @throws IllegalArgumentException where the password is too short or too long */
    String hash(String password) {
        byte[] bytes = bytes(password).orElseThrow(() -> new IllegalArgumentException(
                "Expected a password of %d to %d characters but was %d.".formatted(
                        CHARACTERS_MIN, CHARACTERS_MAX, characters(normalised(password)))));
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return inTurn(() -> Argon2Function.getInstance(memoryKib, passes, LANES, HASH_BYTES, Argon2.ID)
                .hash(bytes, salt)
                .getResult());
    }

    /** Whether a password is the one a hash was made of; false where there is no hash. */
    boolean check(String password, Optional<String> hash) {
        // A password that could never be set is known to be wrong whatever the name is.
        return bytes(password)
                .map(bytes -> inTurn(() -> Argon2Function.getInstanceFromHash(hash.orElse(nobodys))
                        .check(bytes, hash.orElse(nobodys).getBytes(StandardCharsets.US_ASCII))))
                .orElse(false)
                && hash.isPresent();
    }

    private <T> T inTurn(Hashing<T> hashing) {
        try {
            if (!turns.tryAcquire(WAIT_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new BusyException("Expected a free turn to check a password but too many are waiting: try again later.");
            }
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
            throw new BusyException("Expected a free turn to check a password but the server is stopping.");
        }
        try {
            return hashing.run();
        } finally {
            turns.release();
        }
    }

    private static Optional<byte[]> bytes(String password) {
        String normalised = normalised(password);
        int characters = characters(normalised);
        return characters < CHARACTERS_MIN || characters > CHARACTERS_MAX
                ? Optional.empty()
                : Optional.of(normalised.getBytes(StandardCharsets.UTF_8));
    }

    /** An accented letter is the same however a keyboard composes it. */
    private static String normalised(String password) {
        return Normalizer.normalize(password, Normalizer.Form.NFC);
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }

    private interface Hashing<T> {
        T run();
    }
}
