package dev.stitchwork.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.store.TestDatabase;
import dev.stitchwork.engine.vault.VaultException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A whole engine on a real disk, looked at, robbed and damaged from outside. */
class VaultOnDiskTest {
    private static final ScriptedSplitter.Script ONE_PICTURE =
            (scan, pieces) -> pieces.document(ScriptedSplitter.document(ScriptedSplitter.shred("name", "canary-picture")));

    @TempDir
    private Path data;

    @Test
    void nothingOfAnUploadLiesOnTheDiskInTheClear() throws IOException {
        try (House house = new House(TestDatabase.H2.settings(data))) {
            BatchId batch = house.open(House.ONE_ANSWER, 1);
            house.splitter.on("march.pdf", (scan, pieces) -> {
                assertEquals("canary-password", scan.password().orElseThrow());
                ONE_PICTURE.split(scan, pieces);
            });
            house.batches().add(
                    House.CLIENT,
                    batch,
                    "march.pdf",
                    new ByteArrayInputStream("canary-upload".getBytes(StandardCharsets.UTF_8)),
                    Optional.of("canary-password"));
            house.awaitSplit(batch);
            assertEquals("canary-picture", house.picture(1, house.work().lease(House.worker(1)).orElseThrow()));
        }
        assertEquals(List.of(), filesWith(data, "canary"));
        Path control = Files.writeString(data.resolve("vault").resolve("control"), "a canary-control");
        assertEquals(List.of(control), filesWith(data, "canary"));
    }

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void afterAPurgeNothingThatIsLeftOpensItsPictures(TestDatabase kind) throws IOException {
        EngineSettings settings = kind.settings(data);
        BatchId batch;
        Lease lease;
        Map<Path, byte[]> robbed;
        String key;
        try (House house = new House(settings)) {
            batch = house.batch(House.ONE_ANSWER, 1, ONE_PICTURE);
            lease = house.work().lease(House.worker(1)).orElseThrow();
            assertEquals("canary-picture", house.picture(1, lease));
            robbed = robbed(data.resolve("vault"));
            key = rows(settings, "select wrapped_key from batch").get(0);
            assertTrue(everything(settings).contains(key), "the search does not find the key where it is");
            house.batches().purge(House.CLIENT, batch);
            assertFalse(Files.exists(data.resolve("vault").resolve(batch.value())));
            assertFalse(everything(settings).contains(key));
            // Put back what was robbed before, as a thief or a backup would have it: there is no key to it any more.
            for (Map.Entry<Path, byte[]> file : robbed.entrySet()) {
                Files.createDirectories(file.getKey().getParent());
                Files.write(file.getKey(), file.getValue());
            }
            assertEquals(Optional.empty(), house.work().picture(House.worker(1), lease.token()));
        }
        // A clean stop packs the file of H2, which does not keep what was deleted.
        byte[] raw = HexFormat.of().parseHex(key);
        assertEquals(List.of(), filesWith(data, new String(raw, StandardCharsets.ISO_8859_1)));
    }

    @Test
    void beforeAPurgeTheKeyIsFoundInTheDatabaseFile() throws IOException {
        EngineSettings settings = TestDatabase.H2.settings(data);
        String key;
        try (House house = new House(settings)) {
            house.batch(House.ONE_ANSWER, 1, ONE_PICTURE);
            key = rows(settings, "select wrapped_key from batch").get(0);
        }
        // What makes the search after a purge worth something.
        assertEquals(1, filesWith(data, new String(HexFormat.of().parseHex(key), StandardCharsets.ISO_8859_1)).size());
    }

    @Test
    void aDamagedPictureIsShownToNobody() throws IOException {
        try (House house = new House(TestDatabase.H2.settings(data))) {
            house.batch(House.ONE_ANSWER, 1, ONE_PICTURE);
            Lease lease = house.work().lease(House.worker(1)).orElseThrow();
            assertEquals("canary-picture", house.picture(1, lease));
            robbed(data.resolve("vault")).forEach(VaultOnDiskTest::damage);
            VaultException damaged = assertThrows(VaultException.class, () -> house.picture(1, lease));
            assertTrue(damaged.getMessage().matches("Expected the sealed bytes of '[0-9a-f]{32}' as they were written"
                    + " but they cannot be opened: they were changed, moved or cut\\."), damaged.getMessage());
        }
    }

    @Test
    void aDamagedUploadIsOurFaultAndWaitsUntilItIsPutRight() {
        try (House house = new House(TestDatabase.H2.settings(data))) {
            Map<Path, byte[]> whole = new TreeMap<>();
            AtomicInteger attempts = new AtomicInteger();
            BatchId batch = house.open(House.ONE_ANSWER, 1);
            house.add(batch, "march.pdf", (scan, pieces) -> {
                if (attempts.incrementAndGet() == 1) {
                    whole.putAll(robbed(data.resolve("vault").resolve(batch.value())));
                    whole.forEach(VaultOnDiskTest::damage);
                }
                try (SeekableByteChannel content = scan.content().open()) {
                    assertEquals("march.pdf".length(), content.size());
                } catch (IOException | RuntimeException broken) {
                    throw new UnreadableScanException("taken for a broken scan"); // as decoders do
                }
                ONE_PICTURE.split(scan, pieces);
            });
            await().until(() -> attempts.get() == 1 && state(house) == FileState.RECEIVED);
            whole.forEach(VaultOnDiskTest::write);
            house.splitAgainNow(1);
            await().atMost(Duration.ofSeconds(30)).until(() -> attempts.get() > 1 && state(house) == FileState.SPLIT);
        }
    }

    @Test
    void aDataFolderOpenToOthersIsRefused() throws IOException {
        Path wide = Files.createDirectory(data.resolve("wide"));
        Files.setPosixFilePermissions(wide, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertEquals(
                "Expected a data folder that only its owner can open but '%s' lets others in; type: chmod 700 '%s'".formatted(wide, wide),
                assertThrows(VaultException.class, () -> Engine.makeFolder(wide)).getMessage());
        Path made = data.resolve("made");
        Engine.makeFolder(made);
        assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(made)));
    }

    @Test
    void aStartWithAnotherMasterKeyIsRefused(@TempDir Path elsewhere) throws IOException {
        EngineSettings settings = TestDatabase.H2.settings(data);
        House house = new House(settings);
        house.restart();
        house.close();
        Path key = data.resolve("vault").resolve("master.key");
        byte[] right = Files.readAllBytes(key);
        new House(TestDatabase.H2.settings(elsewhere)).close();
        Files.write(key, Files.readAllBytes(elsewhere.resolve("vault").resolve("master.key")));
        assertTrue(assertThrows(VaultException.class, () -> new House(settings))
                .getMessage()
                .endsWith("or the master key is not the one it was wrapped with."));
        // A vault that is gone altogether gets a new key, and is refused all the same.
        Files.delete(key);
        assertThrows(VaultException.class, () -> new House(settings));
        Files.write(key, right);
        new House(settings).close();
    }

    private static FileState state(House house) {
        return house.batches().batches(House.CLIENT).get(0).files().get(0).state();
    }

    /** All tables, looked at from beside the engine. */
    private static String everything(EngineSettings settings) {
        StringBuilder all = new StringBuilder();
        for (String table : rows(settings, "select table_name from information_schema.tables where table_schema = 'public'")) {
            all.append(rows(settings, "select * from \"" + table + "\"")).append('\n');
        }
        return all.toString();
    }

    /** Bytes in hexadecimal. */
    private static List<String> rows(EngineSettings settings, String query) {
        boolean h2 = settings.database().startsWith("jdbc:h2:");
        try (Connection connection = h2
                        ? DriverManager.getConnection(settings.database(), "sa", "")
                        : DriverManager.getConnection(settings.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            List<String> rows = new ArrayList<>();
            while (row.next()) {
                StringJoiner values = new StringJoiner(", ");
                for (int column = 1; column <= row.getMetaData().getColumnCount(); column++) {
                    Object value = row.getObject(column);
                    values.add(value instanceof byte[] bytes ? HexFormat.of().formatHex(bytes) : String.valueOf(value));
                }
                rows.add(values.toString());
            }
            return rows;
        } catch (SQLException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static void damage(Path file, byte[] whole) {
        byte[] bytes = whole.clone();
        if (!file.endsWith("master.key") && bytes.length > 0) {
            bytes[bytes.length / 2] ^= 1;
        }
        write(file, bytes);
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    private static Map<Path, byte[]> robbed(Path folder) {
        Map<Path, byte[]> files = new TreeMap<>();
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                files.put(file, Files.readAllBytes(file));
            }
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
        return files;
    }

    private static List<Path> filesWith(Path folder, String text) {
        List<Path> found = new ArrayList<>();
        robbed(folder).forEach((file, bytes) -> {
            if (new String(bytes, StandardCharsets.ISO_8859_1).contains(text)) {
                found.add(file);
            }
        });
        return found;
    }
}
