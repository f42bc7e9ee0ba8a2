package dev.stitchwork.samples.kill;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class H2KillTest {
    @TempDir
    private Path data;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void h2KeepsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        try (ServerProcess server = new ServerProcess(data.resolve("disturbed"), "-", "", "safe")) {
            KillLaws.surviveTwentyKills(server, data.resolve("calm"));
        }
    }
}
