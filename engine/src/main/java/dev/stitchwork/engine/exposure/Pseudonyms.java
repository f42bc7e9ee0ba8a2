package dev.stitchwork.engine.exposure;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The names of clusters and documents in one batch's log: HMAC-SHA-256 under a key of that batch, so that two batches'
 * logs have no name in common, and that no name leads anywhere once a purge has destroyed the key.
 */
public final class Pseudonyms {
    private static final int BYTES = 8;

    private final Mac mac;

    /** @param key 32 random bytes of this batch */
    public Pseudonyms(byte[] key) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }

    public String ofCluster(long cluster) {
        return of("cluster " + cluster);
    }

    public String ofDocument(long document) {
        return of("document " + document);
    }

    private String of(String name) {
        return HexFormat.of().formatHex(mac.doFinal(name.getBytes(StandardCharsets.UTF_8)), 0, BYTES);
    }
}
