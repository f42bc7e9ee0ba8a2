package dev.stitchwork.engine.exposure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Arrays;
import java.util.HexFormat;

/** Signs texts of the exposure log with Ed25519 (RFC 8032); the same key and text always give the same signature. */
public final class LogSigner {
    private static final int KEY_BYTES = 32;

    private final KeyPair keys;

    public LogSigner(KeyPair keys) {
        if (!keys.getPublic().getAlgorithm().equals("EdDSA")) {
            throw new IllegalArgumentException(
                    "Expected an Ed25519 key pair but was %s.".formatted(keys.getPublic().getAlgorithm()));
        }
        this.keys = keys;
    }

    /** The public key as the log names it: the 32 bytes of RFC 8032 in hexadecimal. */
    public String publicKey() {
        return hex(keys.getPublic());
    }

    /** The signature in hexadecimal, 64 bytes. */
    public String sign(String text) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initSign(keys.getPrivate());
            ed25519.update(text.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(ed25519.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform since 15 has Ed25519.", e);
        }
    }

    private static String hex(PublicKey key) {
        // The key is the tail of its X.509 form, after a prefix of fixed length.
        byte[] encoded = key.getEncoded();
        return HexFormat.of().formatHex(Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length));
    }
}
