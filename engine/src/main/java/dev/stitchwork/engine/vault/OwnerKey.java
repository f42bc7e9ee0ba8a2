package dev.stitchwork.engine.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.Parameters;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.StreamingAead;
import com.google.crypto.tink.TinkProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.streamingaead.AesGcmHkdfStreamingParameters;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;

/**
 * One owner's keys: one that seals pictures whole, one that seals files in segments. Wrapped, they are the two encrypted
 * keysets one after the other, the first behind its length; each is bound to the owner and to its purpose.
 */
final class OwnerKey {
    /** A segment is what one random read of a file decrypts. */
    static final int SEGMENT_BYTES = 64 << 10;

    private final KeysetHandle pictures;
    private final KeysetHandle files;

    private OwnerKey(KeysetHandle pictures, KeysetHandle files) {
        this.pictures = pictures;
        this.files = files;
    }

    static OwnerKey make(String owner) {
        try {
            return new OwnerKey(
                    KeysetHandle.generateNew(pictureParameters()), KeysetHandle.generateNew(fileParameters()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Expected a new key for '%s' but none could be made.".formatted(owner), impossible);
        }
    }

    byte[] wrap(Aead master, String owner) {
        try {
            byte[] first = TinkProtoKeysetFormat.serializeEncryptedKeyset(pictures, master, purpose("pictures", owner));
            byte[] second = TinkProtoKeysetFormat.serializeEncryptedKeyset(files, master, purpose("files", owner));
            return ByteBuffer.allocate(Integer.BYTES + first.length + second.length)
                    .putInt(first.length)
                    .put(first)
                    .put(second)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Expected to wrap the key of '%s' but could not.".formatted(owner), impossible);
        }
    }

    static OwnerKey unwrap(byte[] wrapped, Aead master, String owner) {
        try {
            ByteBuffer both = ByteBuffer.wrap(wrapped);
            int length = both.getInt();
            if (length < 0 || length > both.remaining()) {
                throw new BufferUnderflowException();
            }
            byte[] first = new byte[length];
            both.get(first);
            byte[] second = new byte[both.remaining()];
            both.get(second);
            return new OwnerKey(
                    TinkProtoKeysetFormat.parseEncryptedKeyset(first, master, purpose("pictures", owner)),
                    TinkProtoKeysetFormat.parseEncryptedKeyset(second, master, purpose("files", owner)));
        } catch (GeneralSecurityException | BufferUnderflowException notOurs) {
            throw new VaultException(
                    ("Expected the key of '%s' as this vault wrapped it but it cannot be opened:"
                                    + " it was changed, is another's, or the master key is not the one it was wrapped with.")
                            .formatted(owner),
                    notOurs);
        }
    }

    Aead pictures() throws GeneralSecurityException {
        return pictures.getPrimitive(RegistryConfiguration.get(), Aead.class);
    }

    StreamingAead files() throws GeneralSecurityException {
        return files.getPrimitive(RegistryConfiguration.get(), StreamingAead.class);
    }

    /** Without a prefix, so that the pictures in a pack are one run of noise and their lengths cannot be told from it. */
    private static Parameters pictureParameters() throws GeneralSecurityException {
        return AesGcmParameters.builder()
                .setKeySizeBytes(32)
                .setIvSizeBytes(12)
                .setTagSizeBytes(16)
                .setVariant(AesGcmParameters.Variant.NO_PREFIX)
                .build();
    }

    private static Parameters fileParameters() throws GeneralSecurityException {
        return AesGcmHkdfStreamingParameters.builder()
                .setKeySizeBytes(32)
                .setDerivedAesGcmKeySizeBytes(32)
                .setHkdfHashType(AesGcmHkdfStreamingParameters.HashType.SHA256)
                .setCiphertextSegmentSizeBytes(SEGMENT_BYTES)
                .build();
    }

    private static byte[] purpose(String keys, String owner) {
        return "stitchwork key %s %s".formatted(keys, owner).getBytes(StandardCharsets.US_ASCII);
    }
}
