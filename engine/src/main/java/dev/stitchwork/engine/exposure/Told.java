package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.FieldKind;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a worker is told beside a picture: the kind of thing to key and the number of marks, never a word of the template,
 * the batch or the client. Its digest stands in every row of the exposure log, and the verifier makes it again.
 */
public final class Told {
    private static final int BYTES = 4;

    private Told() {}

    /** Eight hexadecimal digits of SHA-256 over everything the worker is told. */
    public static String digest(FieldKind kind, int options) {
        return digest(kind.json() + " " + options);
    }

    /** The same over any words that were told: those of another form than kind and number fail the verifier. */
    public static String digest(String told) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(told.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }
}
