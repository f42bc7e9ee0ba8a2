package dev.stitchwork.samples.verify;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.HexFormat;

/** Checks Ed25519 signatures under a public key given as its 32 bytes. */
final class Signatures {
    /** What comes before an Ed25519 key's bytes in X.509 (RFC 8410). */
    private static final String X509_PREFIX = "302a300506032b6570032100";

    private final PublicKey key;

    Signatures(String publicKey) throws GeneralSecurityException {
        this.key = KeyFactory.getInstance("Ed25519")
                .generatePublic(new X509EncodedKeySpec(HexFormat.of().parseHex(X509_PREFIX + publicKey)));
    }

    boolean vouchFor(String text, String signature) {
        try {
            Signature ed25519 = Signature.getInstance("Ed25519");
            ed25519.initVerify(key);
            ed25519.update(text.getBytes(StandardCharsets.US_ASCII));
            return ed25519.verify(HexFormat.of().parseHex(signature));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
