package dev.stitchwork.samples.kill;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
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
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ServerProcess server = new ServerProcess(
                        data.resolve("disturbed"), postgres.getJdbcUrl("postgres", "postgres"), "postgres", "safe")) {
            KillLaws.surviveTwentyKills(server, data.resolve("calm"));
        }
    }
}
