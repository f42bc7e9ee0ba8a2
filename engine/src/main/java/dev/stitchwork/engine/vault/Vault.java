package dev.stitchwork.engine.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.aead.AeadConfig;
import com.google.crypto.tink.streamingaead.StreamingAeadConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of sealed files. Each owner (a batch, a saved template) has a key of its own, wrapped by the master key; the
 * vault keeps no copy of it, so that an owner whose wrapped key is destroyed can never be read again.
 */
public final class Vault {
    /** What an upload or a pack is called until it is whole. */
    static final String UNFINISHED = ".part";

    private static final Duration UNFINISHED_MAX = Duration.ofDays(1);
    private static final Pattern OWNER = Pattern.compile("[0-9a-f]{32}");

    private final Path folder;
    private final Aead master;
    private final long bytesFreeMin;

    private Vault(Path folder, Aead master, long bytesFreeMin) {
        this.folder = folder;
        this.master = master;
        this.bytesFreeMin = bytesFreeMin;
    }

    /**
     * Opens the vault in a folder; a missing folder is made, and its master key with it.
     *
     * @throws VaultException where the master key is missing though there are sealed files, is open to others than its
     *     owner, or is no key
     */
    public static Vault open(Path folder) throws IOException {
        return open(folder, Disk.BYTES_FREE_MIN);
    }

    static Vault open(Path folder, long bytesFreeMin) throws IOException {
        try {
            AeadConfig.register();
            StreamingAeadConfig.register();
            Disk.makeFolder(folder);
            Vault vault = new Vault(folder, MasterKey.in(folder), bytesFreeMin);
            vault.dropUnfinished();
            return vault;
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("Expected AES-GCM of this Java runtime but it has none.", impossible);
        }
    }

    /**
     * Makes the folder of an installation where it is missing, for its owner alone.
     *
     * @throws VaultException where others may open it: a database file in it would be theirs to read
     */
    public static void ownFolder(Path data) throws IOException {
        Disk.makeFolder(data);
        if (!Disk.ownersOnly(data)) {
            throw new VaultException(
                    "Expected a data folder that only its owner can open but '%s' lets others in; type: chmod 700 '%s'"
                            .formatted(data, data));
        }
    }

    /**
     * Makes a key for a new owner.
     *
     * @param owner 32 hexadecimal digits, such as a batch's id
     * @return the wrapped key, useless without the master key and for any other owner; the only copy there is
     */
    public byte[] newKey(String owner) {
        return OwnerKey.make(checked(owner)).wrap(master, owner);
    }

    /**
     * The place of one owner's files.
     *
     * @throws VaultException where the key was wrapped for another owner, by another master key, or was changed
     */
    public Safe safe(String owner, byte[] wrappedKey) {
        return new Safe(folder.resolve(checked(owner)), OwnerKey.unwrap(wrappedKey, master, owner), bytesFreeMin);
    }

    /** Deletes all files of an owner; nothing happens where there are none. Its key is the caller's to destroy, first. */
    public void delete(String owner) throws IOException {
        Path files = folder.resolve(checked(owner));
        if (!Files.isDirectory(files)) {
            return;
        }
        for (Path file : list(files)) {
            Files.deleteIfExists(file);
        }
        Files.deleteIfExists(files);
        Disk.force(folder);
    }

    /** Uploads that a crash cut off; a day is longer than any upload that may still run in another server on this folder. */
    private void dropUnfinished() throws IOException {
        Instant limit = Instant.now().minus(UNFINISHED_MAX);
        for (Path owner : list(folder)) {
            if (!Files.isDirectory(owner)) {
                continue;
            }
            for (Path file : list(owner)) {
                if (file.toString().endsWith(UNFINISHED) && Files.getLastModifiedTime(file).toInstant().isBefore(limit)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.toList();
        } catch (NoSuchFileException deletedByAnother) {
            return List.of();
        }
    }

    private static String checked(String owner) {
        if (!OWNER.matcher(owner).matches()) {
            throw new IllegalArgumentException("Expected an owner of 32 hexadecimal digits but was '%s'.".formatted(owner));
        }
        return owner;
    }
}
