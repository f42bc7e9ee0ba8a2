package dev.stitchwork.samples.kill;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class H2KillTest {
    @TempDir
    private Path data;

    @Test
    void h2KeepsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        try (ServerProcess server = new ServerProcess(data.resolve("disturbed"), "-", "", "safe")) {
            KillLaws.surviveTwentyKills(server, data.resolve("calm"));
        }
    }
}
