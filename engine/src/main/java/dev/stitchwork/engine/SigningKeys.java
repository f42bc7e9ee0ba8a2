package dev.stitchwork.engine;

import dev.stitchwork.engine.exposure.LogSigner;
import dev.stitchwork.engine.store.KeyShelf;
import dev.stitchwork.engine.store.KeyShelf.Place;
import dev.stitchwork.engine.store.RandomName;
import dev.stitchwork.engine.vault.Safe;
import dev.stitchwork.engine.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;

/**
 * The Ed25519 key pairs of this installation: its own, which signs exposure logs, and one for each client, which signs what
 * the client loosens. Made when first needed, sealed in the vault.
 *
 * <p>A client's key is kept here in trust: its signature says that somebody logged in as the client chose this. It does
 * not bind an operator who would forge it.
 */
final class SigningKeys {
    private static final String ENGINE = "engine";
    private static final int KEYS_BYTES_MAX = 1_000;

    private final KeyShelf shelf;
    private final Vault vault;

    SigningKeys(KeyShelf shelf, Vault vault) {
        this.shelf = shelf;
        this.vault = vault;
    }

    LogSigner engine() {
        return new LogSigner(keys(ENGINE));
    }

    LogSigner client(AccountId client) {
        return new LogSigner(keys("client " + client.value()));
    }

    private KeyPair keys(String name) {
        Place place = shelf.find(name).orElseGet(() -> shelf.keep(name, made()));
        try {
            ByteBuffer bytes = ByteBuffer.wrap(vault.safe(place.owner(), place.wrappedKey()).read(place.sealed()));
            KeyFactory ed25519 = KeyFactory.getInstance("Ed25519");
            return new KeyPair(
                    ed25519.generatePublic(new X509EncodedKeySpec(next(bytes))),
                    ed25519.generatePrivate(new PKCS8EncodedKeySpec(next(bytes))));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        } catch (GeneralSecurityException broken) {
            throw new IllegalStateException("Expected a sealed Ed25519 key pair named '%s' but it is none.".formatted(name), broken);
        }
    }

    private Place made() {
        try {
            KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
            byte[] open = keys.getPublic().getEncoded();
            byte[] secret = keys.getPrivate().getEncoded();
            byte[] both = ByteBuffer.allocate(2 * Integer.BYTES + open.length + secret.length)
                    .putInt(open.length)
                    .put(open)
                    .putInt(secret.length)
                    .put(secret)
                    .array();
            String owner = RandomName.next();
            byte[] wrappedKey = vault.newKey(owner);
            Safe.SealedFile sealed =
                    vault.safe(owner, wrappedKey).store("keys", new ByteArrayInputStream(both), KEYS_BYTES_MAX);
            return new Place(owner, wrappedKey, sealed.name());
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("Every Java platform since 15 has Ed25519.", missing);
        }
    }

    private static byte[] next(ByteBuffer bytes) {
        byte[] part = new byte[bytes.getInt()];
        bytes.get(part);
        return part;
    }
}
