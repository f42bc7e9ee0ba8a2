package dev.stitchwork.engine.store;

import java.security.SecureRandom;
import java.util.HexFormat;

/** A name that cannot be guessed: 128 random bits in hexadecimal. */
public final class RandomName {
    private static final SecureRandom RANDOM = new SecureRandom();

    private RandomName() {}

    public static String next() {
        byte[] bits = new byte[16];
        RANDOM.nextBytes(bits);
        return HexFormat.of().formatHex(bits);
    }
}
