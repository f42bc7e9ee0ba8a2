package dev.stitchwork.samples.kill;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The harness must see answers lost where H2 runs with its own settings; otherwise the other kills would prove nothing. */
class UnsafeH2KillTest {
    private static final int MOMENT_MILLISECONDS_MAX = 400;

    @TempDir
    private Path data;

    @Test
    @Timeout(value = 15, unit = TimeUnit.MINUTES)
    void h2WithItsOwnSettingsIsSeenToLoseAnswers() throws Exception {
        try (ServerProcess server = new ServerProcess(data, "-", "", "unsafe")) {
            server.start();
            try (Batch batch = new Batch(server.address())) {
                batch.work(150);
                batch.untilAnswered(30); // by then H2 has written the accounts; what is lost from here on is answers
                SplittableRandom random = new SplittableRandom(4);
                List<Acknowledged> lost = new ArrayList<>();
                for (int kill = 0; kill < KillLaws.KILLS && lost.isEmpty(); kill++) {
                    batch.untilAcknowledged(1);
                    Thread.sleep(random.nextInt(MOMENT_MILLISECONDS_MAX));
                    server.kill();
                    List<Acknowledged> since = batch.acknowledgedSince();
                    server.start();
                    lost.addAll(batch.lost(since));
                }
                assertTrue(!lost.isEmpty(), "the harness sees a loss where there is one");
            }
        }
    }
}
