package dev.stitchwork.samples.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at twenty random moments of a batch. What it acknowledged over HTTP must be there afterwards, each
 * field once, and the delivery must be that of a run nobody disturbed. The same harness must see answers lost where H2
 * runs with its own settings; otherwise it would prove nothing.
 */
@TestMethodOrder(OrderAnnotation.class)
class KillTest {
    private static final int KILLS = 20;
    /** The server lives this long between two kills, so that kills fall on splitting, leasing and answering. */
    private static final int LIFE_MILLISECONDS_MAX = 900;

    private static String undisturbed;

    @TempDir
    private Path data;

    @Test
    @Order(1)
    void aBatchNobodyDisturbsIsDelivered() throws Exception {
        try (ServerProcess server = new ServerProcess(data, "-", "", "safe")) {
            server.start();
            try (Batch batch = new Batch(server.address())) {
                batch.work(0);
                batch.untilFinished(120);
                undisturbed = text(batch.download("csv"));
            }
        }
        assertEquals(Batch.FORMS + 1, undisturbed.lines().count(), "a row for each form, under a heading");
    }

    @Test
    @Order(2)
    void h2KeepsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        try (ServerProcess server = new ServerProcess(data, "-", "", "safe")) {
            survivesTwentyKills(server);
        }
    }

    @Test
    @Order(3)
    void postgresKeepsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start();
                ServerProcess server = new ServerProcess(data, postgres.getJdbcUrl("postgres", "postgres"), "postgres", "safe")) {
            survivesTwentyKills(server);
        }
    }

    @Test
    @Order(4)
    void h2WithItsOwnSettingsIsSeenToLoseAnswers() throws Exception {
        try (ServerProcess server = new ServerProcess(data, "-", "", "unsafe")) {
            server.start();
            try (Batch batch = new Batch(server.address())) {
                batch.work(150);
                batch.untilAnswered(30); // by then H2 has written the accounts; what is lost from here on is answers
                SplittableRandom random = new SplittableRandom(4);
                List<Acknowledged> lost = new ArrayList<>();
                for (int kill = 0; kill < KILLS && lost.isEmpty(); kill++) {
                    Thread.sleep(random.nextInt(LIFE_MILLISECONDS_MAX));
                    server.kill();
                    List<Acknowledged> since = batch.acknowledgedSince();
                    server.start();
                    lost.addAll(batch.lost(since));
                }
                assertTrue(!lost.isEmpty(), "the harness sees a loss where there is one");
            }
        }
    }

    private static void survivesTwentyKills(ServerProcess server) throws Exception {
        server.start();
        try (Batch batch = new Batch(server.address())) {
            batch.work(250);
            SplittableRandom random = new SplittableRandom(20);
            List<Acknowledged> acknowledged = new ArrayList<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                Thread.sleep(random.nextInt(LIFE_MILLISECONDS_MAX));
                server.kill();
                List<Acknowledged> since = batch.acknowledgedSince();
                server.start();
                assertEquals(List.of(), batch.lost(since), "lost by kill " + kill);
                acknowledged.addAll(since);
            }
            assertTrue(!batch.progress().get("finished").asBoolean(), "the last kill fell before the batch's end");
            batch.hurry();
            batch.untilFinished(120);
            batch.close();
            acknowledged.addAll(batch.acknowledgedSince());

            assertEquals(List.of(), batch.lost(acknowledged), "lost in the end");
            assertEquals(acknowledged.size(), batch.tally(), "answers kept for the workers");
            assertEquals(acknowledged.size(), batch.progress().get("humanAnswers").asInt(), "answers kept in the batch");
            assertEquals(undisturbed, text(batch.download("csv")), "the delivery of the disturbed run");
        }
    }

    private static String text(byte[] csv) {
        return new String(csv, StandardCharsets.UTF_8);
    }
}
