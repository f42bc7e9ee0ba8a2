package dev.stitchwork.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.store.TestDatabase;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two answers that settle at the same moment lock what they share in one order; on PostgreSQL, since H2 has one writer. */
class SettlingRaceTest {
    private static final String TEACHES_ONE = "select * from voter where voter = 'worker 1' for update";
    private static final String WAITING = "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'";

    @TempDir
    private Path data;

    /**
     * One answer refuses a planted value and waits for the record of another voter; meanwhile another answer settles what the
     * same person was shown. It does not wait for the first: if the first came to what that one has locked, both would wait
     * for ever.
     */
    @Test
    void anAnswerThatWaitsForTheVotersHoldsNothingThatChecksSayOfPeople() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (House house = new House(TestDatabase.POSTGRES.settings(data))) {
            BatchId first = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
            house.key(1, "Leeds");
            house.key(3, "York");
            Lease planted = shown(house, "Hull", true);
            BatchId second = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
            house.answer(9, shown(house, "Ely", false), "Elly");
            house.key(2, "Ely");
            Lease last = house.lease(3);

            Future<AnswerOutcome> waits;
            try (AutoCloseable voter = house.lock(TEACHES_ONE)) {
                waits = threads.submit(() -> house.answer(9, planted, "Leeds"));
                await().until(() -> house.count(WAITING) == 1);
                assertEquals(AnswerOutcome.KEPT, threads.submit(() -> house.answer(3, last, "Ely")).get(20, TimeUnit.SECONDS));
                assertTrue(house.progress(second).finished() && !house.progress(first).finished());
            }
            assertEquals(AnswerOutcome.KEPT, waits.get(20, TimeUnit.SECONDS));
            assertTrue(house.progress(first).finished());
            assertEquals(1, house.count("select planted from checker where worker = 9"));
            assertEquals(1, house.count("select refused from checker where worker = 9"));
        } finally {
            threads.shutdownNow();
        }
    }

    /** The next turn of worker 9, with a value to say yes or no to. */
    private static Lease shown(House house, String value, boolean planted) {
        Lease lease = house.lease(9);
        house.execute("update lease set proposed = '%s', planted = %s where token = '%s'".formatted(value, planted, lease.token()));
        return lease;
    }
}
