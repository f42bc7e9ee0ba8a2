package dev.stitchwork.engine;

import dev.stitchwork.engine.Suspect.Over;
import dev.stitchwork.engine.Suspect.Reason;
import dev.stitchwork.engine.store.Store;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Which accounts are one person's. Nobody is asked who he is for it: a payout account and a device are known by a keyed
 * hash only, whose key lies in the vault, so that a copy of the database does not tell one by trying all there are.
 */
final class People {
    private static final int MARK_CHARACTERS_MAX = 200;

    private final Store store;
    private final SigningKeys keys;

    People(Store store, SigningKeys keys) {
        this.store = store;
        this.keys = keys;
    }

    List<Over> mark(AccountId account, Reason kind, String mark) {
        String plain = mark.strip().replaceAll("\\s", "").toUpperCase(Locale.ROOT);
        if (plain.isEmpty() || plain.length() > MARK_CHARACTERS_MAX) {
            throw new IllegalArgumentException("Expected 1 to %d characters that name a %s but was %d."
                    .formatted(MARK_CHARACTERS_MAX, kind == Reason.PAYOUT ? "payout account" : "device", plain.length()));
        }
        return store.suspicions().mark(account, kind, hash(kind + " " + plain));
    }

    /** HMAC-SHA-256; its key is a signature that only the key in the vault gives, and gives every time (RFC 8032). */
    private String hash(String text) {
        try {
            byte[] key = HexFormat.of().parseHex(keys.engine().sign("stitchwork account marks"));
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has HmacSHA256.", e);
        }
    }
}
