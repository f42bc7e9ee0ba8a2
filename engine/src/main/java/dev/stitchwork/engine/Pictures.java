package dev.stitchwork.engine;

import dev.stitchwork.engine.store.SealedPicture;
import dev.stitchwork.engine.vault.Vault;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Opens sealed pictures. */
final class Pictures {
    private final Vault vault;

    Pictures(Vault vault) {
        this.vault = vault;
    }

    byte[] read(SealedPicture picture) {
        try {
            return vault.safe(picture.owner(), picture.wrappedKey()).picture(picture.slot());
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Expected a fragment's picture in the vault but it cannot be read.", unreadable);
        }
    }
}
