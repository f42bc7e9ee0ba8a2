package dev.stitchwork.engine.store;

import dev.stitchwork.engine.EngineSettings;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

/** The two databases that everything in the store must hold on; each call gives an empty one, for real. */
public enum TestDatabase {
    H2 {
        @Override
        public EngineSettings settings(Path data) {
            return EngineSettings.inFolder(data);
        }
    },
    POSTGRES {
        @Override
        public EngineSettings settings(Path data) {
            String name = "test" + Server.DATABASES.incrementAndGet();
            try (Connection connection = Server.ONE.getPostgresDatabase().getConnection();
                    Statement statement = connection.createStatement()) {
                statement.execute("create database " + name);
            } catch (SQLException broken) {
                throw new IllegalStateException(broken);
            }
            return EngineSettings.inFolder(data).withDatabase(Server.ONE.getJdbcUrl("postgres", name), "", "");
        }
    };

    public abstract EngineSettings settings(Path data);

    /** Started by the first test that wants it; ends with the JVM. */
    private static final class Server {
        static final AtomicInteger DATABASES = new AtomicInteger();
        static final EmbeddedPostgres ONE = start();

        private static EmbeddedPostgres start() {
            try {
                return EmbeddedPostgres.builder().setServerConfig("max_connections", "300").start();
            } catch (IOException broken) {
                throw new UncheckedIOException(broken);
            }
        }
    }
}
