package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.store.TestDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers on one PostgreSQL and one vault: whoever asks at whichever, the laws hold as if there were one. */
class TwoServersTest {
    private static final int DOCUMENTS = 12;
    private static final int WORKERS = 8;

    @TempDir
    Path data;

    private House one;
    private House other;

    private void open(Duration lease) {
        one = new House(TestDatabase.POSTGRES.settings(data).withLeaseTime(lease));
        other = one.anotherServer();
    }

    @AfterEach
    void close() {
        if (other != null) { // where there is no PostgreSQL here
            other.close();
            one.close();
        }
    }

    @Test
    void everyWorkerAtBothAtOnceAndBothMakingRoundsBreakNoLaw() throws Exception {
        open(Duration.ofMillis(200));
        BatchId batch = one.batch(VotePolicy.DEFAULT, RaceTest.CAP, ScriptedSplitter.documents(DOCUMENTS, "name", "town", "born"));
        ExecutorService threads = Executors.newFixedThreadPool(2 * WORKERS + 2);
        AtomicBoolean running = new AtomicBoolean(true);
        AtomicInteger kept = new AtomicInteger();
        List<Future<?>> rounds = new ArrayList<>();
        List<Future<?>> keying = new ArrayList<>();
        for (House server : List.of(one, other)) {
            rounds.add(threads.submit(() -> {
                while (running.get()) {
                    server.makeRound();
                }
            }));
            for (int worker = 1; worker <= WORKERS; worker++) {
                int account = worker;
                keying.add(threads.submit(() -> key(server, account, kept)));
            }
        }
        for (Future<?> each : keying) {
            each.get();
        }
        running.set(false);
        for (Future<?> each : rounds) {
            each.get();
        }
        threads.shutdown();
        for (String breach : RaceTest.BREACHES) {
            assertEquals(0, one.count(breach), breach);
        }
        assertEquals(kept.get(), other.progress(batch).humanAnswers(), "every answer acknowledged by either is there, once");
        assertEquals(2 * 3 * DOCUMENTS, kept.get(), "two agree on every fragment");
        assertChained(other, batch);
    }

    private static void key(House server, int worker, AtomicInteger kept) {
        for (Lease lease = next(server, worker); lease != null; lease = next(server, worker)) {
            // The same turn may be held at the other server: only one of the two answers is kept.
            String key = lease.token() + System.identityHashCode(server);
            boolean used = server.work().answer(House.worker(worker), lease.token(), key, Reading.of("Leeds")) == AnswerOutcome.KEPT;
            kept.addAndGet(used ? 1 : 0);
        }
    }

    /** Whoever holds a turn at one server is given it again at the other; nothing is left only once all is settled. */
    private static Lease next(House server, int worker) {
        Lease lease = server.work().lease(House.worker(worker)).orElse(null);
        while (lease == null && server.count("select count(*) from task where state = 'OPEN'") > 0) {
            RaceTest.pause(20);
            lease = server.work().lease(House.worker(worker)).orElse(null);
        }
        return lease;
    }

    /** Whichever server wrote a row, it follows from the row before. */
    private static void assertChained(House server, BatchId batch) throws IOException {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        server.batches().exposureLog(House.CLIENT, batch, log);
        LogChain chain = new LogChain();
        for (String row : log.toString(StandardCharsets.US_ASCII).split("\n")) {
            String words = row.substring(row.indexOf(' ') + 1, row.lastIndexOf(' '));
            assertEquals(row, chain.append(words));
        }
    }

    @Test
    void whatOneServerPurgesTheOtherServesNoMore() {
        open(Duration.ofMinutes(3));
        BatchId batch = one.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(2, "town"));
        Lease held = other.lease(1);
        assertTrue(other.work().picture(House.worker(1), held.token()).isPresent());
        one.batches().purge(House.CLIENT, batch);
        assertFalse(other.work().picture(House.worker(1), held.token()).isPresent());
        assertEquals(AnswerOutcome.LEASE_OVER, other.answer(1, held, "Leeds"));
        assertTrue(other.nothingLeftFor(2));
    }
}
