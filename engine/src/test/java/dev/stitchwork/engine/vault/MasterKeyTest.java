package dev.stitchwork.engine.vault;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MasterKeyTest {
    private static final String OWNER = "00112233445566778899aabbccddeeff";

    @TempDir
    private Path temp;

    @Test
    void theFirstStartMakesAKeyThatOnlyItsOwnerCanRead() throws IOException {
        Path folder = temp.resolve("data").resolve("vault");
        Vault.open(folder);
        assertEquals("rw-------", permissions(folder.resolve("master.key")));
        assertEquals("rwx------", permissions(folder));
    }

    @Test
    void theNextStartUsesTheSameKey() throws IOException {
        byte[] wrapped = Vault.open(temp).newKey(OWNER);
        Vault.open(temp).safe(OWNER, wrapped);
    }

    @Test
    void aKeyOpenToOthersIsRefused() throws IOException {
        Vault.open(temp);
        Path key = temp.resolve("master.key");
        for (String open : List.of("rw-r-----", "rw----r--", "rw--w----", "rw-----w-")) {
            Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(open));
            assertEquals(
                    "Expected the master key '%s' to be open to its owner only but others have access to it: run 'chmod 600' on it."
                            .formatted(key),
                    assertThrows(VaultException.class, () -> Vault.open(temp)).getMessage());
        }
        Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("r--------"));
        Vault.open(temp);
    }

    @Test
    void aMissingKeyIsNotReplacedWhereThereAreSealedFiles() throws IOException {
        Vault vault = Vault.open(temp);
        vault.safe(OWNER, vault.newKey(OWNER)).store("a.pdf", new ByteArrayInputStream(new byte[10]), 10);
        Path key = temp.resolve("master.key");
        Files.delete(key);
        assertEquals(
                ("Expected the master key '%s' beside sealed files but it is missing: put it back from its backup,"
                                + " without it they cannot be read.")
                        .formatted(key),
                assertThrows(VaultException.class, () -> Vault.open(temp)).getMessage());
        assertFalse(Files.exists(key));
    }

    @Test
    void aDamagedKeyIsRefusedAndNotQuoted() throws IOException {
        Vault.open(temp);
        Path key = temp.resolve("master.key");
        String json = Files.readString(key);
        Files.writeString(key, json.substring(0, json.length() / 2));
        VaultException refused = assertThrows(VaultException.class, () -> Vault.open(temp));
        assertEquals(
                "Expected a master key in '%s' but it cannot be read as one: put it back from its backup.".formatted(key),
                refused.getMessage());
        assertEquals(null, refused.getCause());
    }

    @Test
    void theKeyMayBeALinkToWhereSecretsAreKept() throws IOException {
        Path secrets = Files.createDirectory(temp.resolve("secrets"));
        Path folder = temp.resolve("vault");
        byte[] wrapped = Vault.open(folder).newKey(OWNER);
        Files.move(folder.resolve("master.key"), secrets.resolve("key"));
        Files.createSymbolicLink(folder.resolve("master.key"), secrets.resolve("key"));
        Vault.open(folder).safe(OWNER, wrapped);

        Files.setPosixFilePermissions(secrets.resolve("key"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThrows(VaultException.class, () -> Vault.open(folder));

        Files.delete(secrets.resolve("key"));
        assertThrows(VaultException.class, () -> Vault.open(folder));
        assertFalse(Files.exists(secrets.resolve("key")));
    }

    @Test
    void aStartThatDiedWhileMakingTheKeyIsMadeGood() throws IOException {
        Files.writeString(temp.resolve("master.key.new"), "{\"primaryKeyId\":");
        Vault.open(temp);
        assertEquals("rw-------", permissions(temp.resolve("master.key")));
        assertFalse(Files.exists(temp.resolve("master.key.new")));
    }

    @Test
    void serversThatStartAtOnceShareOneKey() throws Exception {
        ExecutorService starts = Executors.newFixedThreadPool(8);
        try {
            List<Future<Vault>> vaults = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                vaults.add(starts.submit(() -> Vault.open(temp)));
            }
            byte[] wrapped = vaults.get(0).get().newKey(OWNER);
            for (Future<Vault> vault : vaults) {
                vault.get().safe(OWNER, wrapped);
            }
        } finally {
            starts.shutdownNow();
        }
    }

    @Test
    void nothingSaysTheKey() throws IOException {
        Vault vault = Vault.open(temp);
        Safe safe = vault.safe(OWNER, vault.newKey(OWNER));
        String secret = Files.readString(temp.resolve("master.key")).replaceAll("(?s).*\"value\":\\s*\"([^\"]+)\".*", "$1");
        assertTrue(secret.length() > 40, "the key's value was not found in its file");
        for (Object each : List.of(vault, safe)) {
            assertFalse(each.toString().contains(secret));
        }
        assertArrayEquals(new String[] {"Vault", "Safe"}, new String[] {
            vault.toString().replaceAll(".*\\.(\\w+)@.*", "$1"), safe.toString().replaceAll(".*\\.(\\w+)@.*", "$1")
        });
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
