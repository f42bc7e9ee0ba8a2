package dev.stitchwork.engine.vault;

import com.google.crypto.tink.Aead;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.RegistryConfiguration;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.PredefinedAeadParameters;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key that wraps every other key, in a file that only its owner can read; made once, and never again where there is
 * something that it was to open. The file may be a symbolic link to where secrets are kept.
 */
final class MasterKey {
    static final String FILE = "master.key";

    private static final String UNFINISHED = "master.key.new";
    private static final String LOCK = "master.lock";
    private static final Logger LOG = LoggerFactory.getLogger(MasterKey.class);

    private MasterKey() {}

    /** Reads a folder's master key, and makes it where the folder is still empty. */
    static synchronized Aead in(Path folder) throws IOException, GeneralSecurityException {
        // Two servers may start at once on one folder: the lock lets one make the key and the other read it.
        try (FileChannel lock = FileChannel.open(
                        folder.resolve(LOCK), StandardOpenOption.WRITE, StandardOpenOption.CREATE);
                FileLock held = lock.lock()) {
            Path file = folder.resolve(FILE);
            if (!Files.exists(file)) {
                checkNothingSealed(folder, file);
                make(folder, file);
            }
            return read(file).getPrimitive(RegistryConfiguration.get(), Aead.class);
        }
    }

    private static void checkNothingSealed(Path folder, Path file) throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            if (all.map(path -> path.getFileName().toString()).anyMatch(name -> !List.of(LOCK, UNFINISHED).contains(name))) {
                throw new VaultException(
                        ("Expected the master key '%s' beside sealed files but it is missing: put it back from its backup,"
                                        + " without it they cannot be read.")
                                .formatted(file));
            }
        }
    }

    private static void make(Path folder, Path file) throws IOException, GeneralSecurityException {
        KeysetHandle key = KeysetHandle.generateNew(PredefinedAeadParameters.AES256_GCM);
        String json = TinkJsonProtoKeysetFormat.serializeKeyset(key, InsecureSecretKeyAccess.get());
        Path unfinished = folder.resolve(UNFINISHED);
        Files.deleteIfExists(unfinished);
        try (FileChannel out = Disk.create(unfinished)) {
            Disk.writeAll(out, ByteBuffer.wrap(json.getBytes(StandardCharsets.US_ASCII)));
            out.force(true);
        }
        Disk.publish(unfinished, file);
        LOG.info("Made the master key '{}': keep a copy of it apart from the copies of the data.", file);
    }

    private static KeysetHandle read(Path file) throws IOException {
        if (!Disk.ownersOnly(file)) {
            throw new VaultException(
                    "Expected the master key '%s' to be open to its owner only but others have access to it: run 'chmod 600' on it."
                            .formatted(file));
        }
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(Files.readString(file), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException notAKeyset) {
            // The cause is dropped on purpose: a parser's message may quote what it read.
            throw new VaultException(
                    "Expected a master key in '%s' but it cannot be read as one: put it back from its backup.".formatted(file));
        }
    }
}
