package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.VotePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/**
 * Twenty-four threads at fifty tasks, twenty times over: some workers with two threads, turns that end while they are
 * answered, answers sent twice at once, turns given back. A watcher counts all the while what is open.
 */
class RaceTest extends OnEachDatabase {
    private static final int RUNS = 20;
    private static final int THREADS = 24;
    private static final int WORKERS = 20;
    private static final int DOCUMENTS = 10;
    static final int CAP = 3;
    private static final Duration LEASES = Duration.ofMillis(40);
    private static final String[] FIELDS = {"a", "b", "c", "d", "e"};

    /** Laws that a later look could no longer see broken, each as a query for what breaks it; they read what is open alone. */
    private static final List<String> BREACHES_NOW = List.of(
            """
            select count(*) from (select t.id from lease l join task t on t.id = l.task
                where l.open_worker is not null and l.until > current_timestamp
                group by t.id, t.kept, t.wanted having t.kept + count(*) > t.wanted) x
            """,
            "select count(*) from (select open_worker from lease where until > current_timestamp and open_worker is not null group by open_worker having count(*) > 2) x");

    /** Laws whose breach stays to be seen. */
    static final List<String> BREACHES = List.of(
            "select count(*) from task where kept > wanted",
            "select count(*) from task t where kept <> (select count(*) from answer a where a.task = t.id and a.worker is not null)",
            "select count(*) from (select worker from answer where worker is not null group by worker, task having count(*) > 1) x",
            "select count(*) from (select worker from lease group by worker, task having count(*) > 1) x",
            "select count(*) from (select account from exposure group by account, document having count(*) > %d) x".formatted(CAP),
            "select count(*) from lease l join task t on t.id = l.task where not exists (select 1 from exposure e where e.account = l.worker and e.fragment = t.fragment)",
            // A purge takes what is still open off the table: nobody is wanted there any more.
            "select count(*) from task t join batch b on b.id = t.batch where t.state = 'OPEN' and t.kept >= t.wanted and b.purged is null",
            "select count(*) from task t join batch b on b.id = t.batch where t.kept < t.wanted and b.purged is not null",
            // The log: no gap, a row for every showing, written with it.
            "select count(*) from exposure_log g where length <> (select count(*) from exposure_row r where r.batch = g.batch)",
            """
            select count(*) from batch b where
                (select count(*) from exposure e join document d on d.id = e.document where d.batch = b.id)
                <> (select count(*) from exposure_row r where r.batch = b.id and (r.line like '% lease %' or r.line like '% ahead %'))
            """,
            "select count(*) from exposure e join task t on t.fragment = e.fragment where t.audience <> 'CROWD'",
            "select count(*) from task t where state = 'AGREED' and not exists (select 1 from consensus c where c.task = t.id)");

    @Override
    EngineSettings settings() {
        return super.settings().withLeaseTime(LEASES);
    }

    @Test
    void noRaceBreaksALawOfTheLeases() throws Exception {
        house.saveTemplate(template());
        ExecutorService threads = Executors.newFixedThreadPool(THREADS + 1);
        for (int run = 0; run < RUNS; run++) {
            BatchId batch = house.batch(VotePolicy.DEFAULT, CAP, ScriptedSplitter.documents(DOCUMENTS, FIELDS));
            AtomicBoolean running = new AtomicBoolean(true);
            AtomicInteger kept = new AtomicInteger();
            Future<?> watcher = threads.submit(() -> watch(running));
            List<Future<?>> keying = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                // A run's workers are its own, so that each begins with its cap unspent.
                int worker = 1 + run * WORKERS + thread % WORKERS;
                Random random = new Random(run * 1_000L + thread);
                keying.add(threads.submit(() -> key(worker, random, kept)));
            }
            for (Future<?> each : keying) {
                each.get();
            }
            running.set(false);
            watcher.get();
            try (House.Counts counts = house.counts()) {
                check(counts, BREACHES);
            }
            assertEquals(kept.get(), house.progress(batch).humanAnswers(), "every answer acknowledged is there, once");
            assertTrue(kept.get() > 50, "only %d answers in run %d".formatted(kept.get(), run));
            house.batches().purge(House.CLIENT, batch);
        }
        threads.shutdown();
    }

    /** Until nothing is left three times over. */
    private void key(int worker, Random random, AtomicInteger kept) {
        for (int nothing = 0; nothing < 3; ) {
            Lease lease = house.work().lease(House.worker(worker)).orElse(null);
            if (lease == null) {
                nothing++;
                pause(LEASES.toMillis() / 2);
                continue;
            }
            int chance = random.nextInt(100);
            if (chance < 8) {
                house.work().giveBack(House.worker(worker), lease.token());
                continue;
            }
            if (chance < 16) {
                pause(LEASES.toMillis() + 5);
            }
            String key = "%s %d".formatted(lease.token(), Thread.currentThread().getId());
            Reading reading = Reading.of(random.nextInt(3) == 0 ? "Leads" : "Leeds");
            AnswerOutcome first = house.work().answer(House.worker(worker), lease.token(), key, reading);
            if (first == AnswerOutcome.KEPT) {
                kept.incrementAndGet();
                assertEquals(AnswerOutcome.KEPT, house.work().answer(House.worker(worker), lease.token(), key, reading));
            }
        }
    }

    /** Otherwise the watcher would prove nothing. */
    @Test
    void aTaskThatMoreHoldThanItWantsIsSeen() {
        house.batch(VotePolicy.DEFAULT, CAP, ScriptedSplitter.documents(1, "town"));
        house.lease(1);
        house.lease(2);
        house.execute("update lease set until = until + interval '1' hour");
        try (House.Counts counts = house.counts()) {
            check(counts, BREACHES_NOW);
            house.execute("update task set wanted = 1");
            assertEquals(1, counts.count(BREACHES_NOW.get(0)));
        }
    }

    @Test
    void noTwoOperatorsAreGivenOneDispute() throws Exception {
        int operators = 8;
        house.batch(new VotePolicy(2, 2, 0.8), 1, ScriptedSplitter.documents(operators, "town"));
        for (int turn = 0; turn < operators; turn++) {
            house.key(1, "one " + turn);
            house.key(2, "other " + turn);
        }
        ExecutorService threads = Executors.newFixedThreadPool(operators);
        CyclicBarrier together = new CyclicBarrier(operators);
        List<Future<String>> given = new ArrayList<>();
        for (int i = 0; i < operators; i++) {
            AccountId operator = new AccountId(800_000 + i);
            given.add(threads.submit(() -> {
                together.await();
                return house.office().dispute(operator).orElseThrow().token();
            }));
        }
        for (Future<String> each : given) {
            each.get();
        }
        threads.shutdown();
        assertEquals(operators, house.count("select count(distinct task) from showing"));
    }

    @Test
    void accountsNotedForOnePayoutAtTheSameMomentAreAllJoined() throws Exception {
        int people = 8;
        List<AccountId> accounts = new ArrayList<>();
        for (int i = 0; i < people; i++) {
            house.office().accept(house.office().invite("worker-" + i, Role.WORKER), "a password of some length");
        }
        house.office().accounts().stream().filter(each -> each.role() == Role.WORKER).map(Office.Account::id).forEach(accounts::add);
        ExecutorService threads = Executors.newFixedThreadPool(people);
        CyclicBarrier together = new CyclicBarrier(people);
        List<Future<?>> noted = new ArrayList<>();
        for (AccountId account : accounts) {
            noted.add(threads.submit(() -> {
                together.await();
                return house.office().payout(account, "GB29 NWBK 6016 1331 9268 19");
            }));
        }
        for (Future<?> each : noted) {
            each.get();
        }
        threads.shutdown();
        assertEquals(List.of((long) people), house.office().joined().stream().map(names -> (long) names.size()).toList());
    }

    private Void watch(AtomicBoolean running) {
        try (House.Counts counts = house.counts()) {
            while (running.get()) {
                check(counts, BREACHES_NOW);
                pause(20);
            }
        }
        return null;
    }

    private static void check(House.Counts counts, List<String> breaches) {
        for (String breach : breaches) {
            assertEquals(0, counts.count(breach), breach);
        }
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException never) {
            throw new IllegalStateException(never);
        }
    }

    private static String template() {
        StringBuilder fields = new StringBuilder();
        for (int i = 0; i < FIELDS.length; i++) {
            fields.append(i == 0 ? "" : ",").append("""
                    {"name": "%s", "page": 1, "kind": "text", "box": {"x": 10, "y": %d, "width": 80, "height": 8}}
                    """.formatted(FIELDS[i], 10 + 20 * i));
        }
        return """
                {"name": "card", "title": "Card", "locale": "en-GB", "pages": [{"widthMm": 210, "heightMm": 297}], "fields": [%s]}
                """.formatted(fields);
    }
}
