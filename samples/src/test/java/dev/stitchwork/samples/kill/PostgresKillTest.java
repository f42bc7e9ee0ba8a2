package dev.stitchwork.samples.kill;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class PostgresKillTest {
    @TempDir
    private Path data;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void postgresKeepsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        assumeTrue(!System.getProperty("user.name").equals("root") || rootMayBeAnother(), "PostgreSQL does not run as root, and this"
                + " machine does not let root take on another user id ('unshare -U' fails): run the tests as another user to have this one");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ServerProcess server = new ServerProcess(
                        data.resolve("disturbed"), postgres.getJdbcUrl("postgres", "postgres"), "postgres", "safe")) {
            KillLaws.surviveTwentyKills(server, data.resolve("calm"));
        }
    }

    private static boolean rootMayBeAnother() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }
}
