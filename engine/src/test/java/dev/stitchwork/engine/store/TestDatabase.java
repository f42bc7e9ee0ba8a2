package dev.stitchwork.engine.store;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stitchwork.engine.EngineSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The two databases that everything in the store must hold on; each call gives an empty one, for real. It is a copy of one
 * that was migrated once, so that not every test pays for all migrations; the store looks them through all the same.
 */
public enum TestDatabase {
    H2 {
        @Override
        public EngineSettings settings(Path data) {
            EngineSettings settings = EngineSettings.inFolder(data).withQuickPasswords();
            Path file = data.resolve("stitchwork.mv.db");
            try {
                if (!Files.exists(file)) {
                    Files.createDirectories(data, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                    Files.copy(MigratedFile.ONE, file);
                }
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
            return settings;
        }
    },
    POSTGRES {
        @Override
        public EngineSettings settings(Path data) {
            assumeTrue(RUNS_POSTGRES, "PostgreSQL does not run as root, and this machine does not let root take on another user id"
                    + " ('unshare -U' fails): run the tests as another user to have those on PostgreSQL");
            String name = "test" + Server.DATABASES.incrementAndGet();
            Server.create(name + " template " + Server.MIGRATED);
            return Server.settings(data, name);
        }
    };

    /** As root it is started in a user namespace of its own, which a chroot or a container may forbid. */
    private static final boolean RUNS_POSTGRES = !System.getProperty("user.name").equals("root") || runs("unshare", "-U", "true");

    public abstract EngineSettings settings(Path data);

    private static boolean runs(String... command) {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** An H2 file, migrated by the first test that wants it. */
    private static final class MigratedFile {
        static final Path ONE = migrate();

        private static Path migrate() {
            try {
                Path folder = Files.createTempDirectory("migrated");
                folder.toFile().deleteOnExit();
                Store.open(EngineSettings.inFolder(folder)).close();
                Path file = folder.resolve("stitchwork.mv.db");
                file.toFile().deleteOnExit();
                return file;
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }

    /** Started by the first test that wants it; ends with the JVM. */
    private static final class Server {
        static final AtomicInteger DATABASES = new AtomicInteger();
        static final EmbeddedPostgres ONE = start();
        static final String MIGRATED = migrate();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").setServerConfig("fsync", "off").start();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }

        private static String migrate() {
            create("migrated");
            Store.open(settings(Path.of("unused"), "migrated")).close();
            return "migrated";
        }

        static void create(String database) {
            try (Connection connection = ONE.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + database);
            } catch (SQLException broken) {
                throw new IllegalStateException(broken);
            }
        }

        static EngineSettings settings(Path data, String database) {
            return EngineSettings.inFolder(data).withQuickPasswords().withDatabase(ONE.getJdbcUrl("postgres", database), "", "");
        }
    }
}
