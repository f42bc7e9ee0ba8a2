package dev.stitchwork.samples.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The server is killed at twenty random moments of a batch. What it acknowledged over HTTP must be there afterwards, each
 * field once, and the delivery must be that of a run nobody disturbed.
 */
final class KillLaws {
    static final int KILLS = 20;
    /** The first kills fall on splitting: at most so long after the server's start. */
    private static final int KILLS_OF_SPLITTING = 5;
    private static final int SPLITTING_MILLISECONDS_MAX = 4000;
    /**
     * The others fall on leasing and answering, and on splitting beside it: once the life has acknowledged from 3 to 8 answers,
     * however slow the machine, and a moment later.
     */
    private static final int ANSWERS_BEFORE_KILL_MIN = 3;
    private static final int ANSWERS_BEFORE_KILL_MAX = 8;
    private static final int MOMENT_MILLISECONDS_MAX = 120;

    /** With fewer answers at stake the test would prove little. */
    private static final int ANSWERS_AMID_KILLS_MIN = 60;

    private KillLaws() {}

    /**
     * Keys a batch through twenty kills and compares its delivery.
     *
     * @param disturbed not yet started
     * @param calm folder for the server of the run nobody disturbs
     */
    static void surviveTwentyKills(ServerProcess disturbed, Path calm) throws Exception {
        String delivery = deliveryThroughKills(disturbed);
        disturbed.kill();
        assertEquals(undisturbed(calm), delivery, "the delivery of the disturbed run");
    }

    private static String undisturbed(Path data) throws Exception {
        try (ServerProcess server = new ServerProcess(data, "-", "", "safe")) {
            server.start();
            try (Batch batch = new Batch(server.address())) {
                batch.work(0);
                batch.untilFinished(240);
                String delivery = text(batch.download("csv"));
                assertEquals(Batch.FORMS + 1, delivery.lines().count(), "a row for each form, under a heading");
                return delivery;
            }
        }
    }

    private static String deliveryThroughKills(ServerProcess server) throws Exception {
        server.start();
        try (Batch batch = new Batch(server.address())) {
            batch.work(1000);
            SplittableRandom random = new SplittableRandom(20);
            List<Acknowledged> acknowledged = new ArrayList<>();
            for (int kill = 1; kill <= KILLS; kill++) {
                if (kill <= KILLS_OF_SPLITTING) {
                    Thread.sleep(random.nextInt(SPLITTING_MILLISECONDS_MAX));
                } else {
                    batch.untilAcknowledged(random.nextInt(ANSWERS_BEFORE_KILL_MIN, ANSWERS_BEFORE_KILL_MAX + 1));
                    Thread.sleep(random.nextInt(MOMENT_MILLISECONDS_MAX));
                }
                server.kill();
                List<Acknowledged> since = batch.acknowledgedSince();
                server.start();
                assertEquals(List.of(), batch.lost(since), "lost by kill " + kill);
                acknowledged.addAll(since);
            }
            assertTrue(!batch.progress().get("finished").asBoolean(), "the last kill fell before the batch's end");
            assertTrue(acknowledged.size() >= ANSWERS_AMID_KILLS_MIN,
                    () -> "answers that the kills could have lost: " + acknowledged.size());
            batch.hurry();
            batch.untilFinished(240);
            batch.close();
            acknowledged.addAll(batch.acknowledgedSince());

            assertEquals(List.of(), batch.lost(acknowledged), "lost in the end");
            assertEquals(acknowledged.size(), batch.tally(), "answers kept for the workers");
            assertEquals(acknowledged.size(), batch.progress().get("humanAnswers").asInt(), "answers kept in the batch");
            return text(batch.download("csv"));
        }
    }

    private static String text(byte[] csv) {
        return new String(csv, StandardCharsets.UTF_8);
    }
}
