package dev.stitchwork.samples.kill;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stitchwork.samples.scan.PrintedFile;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The server is killed at twenty random moments of a batch. What it acknowledged over HTTP must be there afterwards, each
 * field once, and the delivery must be that of a run nobody disturbed.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class KillTest {
    private static final int KILLS = 20;
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
    /** The moment is longer where a loss is to be seen. */
    private static final int UNSAFE_MOMENT_MILLISECONDS_MAX = 400;

    /** With fewer answers at stake the test would prove little. */
    private static final int ANSWERS_AMID_KILLS_MIN = 60;

    @TempDir
    private static Path folder;

    private static List<PrintedFile> forms;
    private static ServerProgram program;
    private static String undisturbed;

    @TempDir
    private Path data;

    /** Its server ends in peace, so that the program knows its classes and the many lives after it start sooner. */
    @BeforeAll
    static void aRunNobodyDisturbs() throws Exception {
        forms = Batch.printForms();
        program = new ServerProgram(folder.resolve("program"));
        try (ServerProcess server = new ServerProcess(program, folder.resolve("server"), "-", "", "safe")) {
            server.start();
            try (Batch batch = new Batch(server.address(), forms)) {
                batch.work(0);
                batch.untilFinished(240);
                undisturbed = text(batch.download("csv"));
            }
            server.end();
        }
        assertEquals(Batch.FORMS + 1, undisturbed.lines().count(), "a row for each form, under a heading");
    }

    @Test
    void h2KeepsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        surviveTwentyKills("-", "");
    }

    @Test
    void postgresKeepsWhatItAcknowledgedThroughTwentyKills() throws Exception {
        assumeTrue(!System.getProperty("user.name").equals("root") || rootMayBeAnother(), "PostgreSQL does not run as root, and this"
                + " machine does not let root take on another user id ('unshare -U' fails): run the tests as another user to have this one");
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            surviveTwentyKills(postgres.getJdbcUrl("postgres", "postgres"), "postgres");
        }
    }

    /** Otherwise the other kills would prove nothing. */
    @Test
    void h2WithItsOwnSettingsIsSeenToLoseAnswers() throws Exception {
        try (ServerProcess server = new ServerProcess(program, data, "-", "", "unsafe")) {
            server.start();
            try (Batch batch = new Batch(server.address(), forms)) {
                batch.work(150);
                batch.untilAnswered(30); // by then H2 has written the accounts; what is lost from here on is answers
                SplittableRandom random = new SplittableRandom(4);
                List<Acknowledged> lost = new ArrayList<>();
                for (int kill = 0; kill < KILLS && lost.isEmpty(); kill++) {
                    batch.untilAcknowledged(1);
                    Thread.sleep(random.nextInt(UNSAFE_MOMENT_MILLISECONDS_MAX));
                    server.kill();
                    List<Acknowledged> since = batch.acknowledgedSince();
                    server.start();
                    lost.addAll(batch.lost(since));
                }
                assertTrue(!lost.isEmpty(), "the harness sees a loss where there is one");
            }
        }
    }

    private void surviveTwentyKills(String database, String user) throws Exception {
        try (ServerProcess server = new ServerProcess(program, data, database, user, "safe")) {
            server.start();
            try (Batch batch = new Batch(server.address(), forms)) {
                assertEquals(undisturbed, deliveryThroughKills(server, batch), "the delivery of the disturbed run");
            }
        }
    }

    private static String deliveryThroughKills(ServerProcess server, Batch batch) throws Exception {
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

    private static boolean rootMayBeAnother() throws InterruptedException {
        try {
            return new ProcessBuilder("unshare", "-U", "true").start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private static String text(byte[] csv) {
        return new String(csv, StandardCharsets.UTF_8);
    }
}
