package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.Guarantee;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Where people are few, those who alone may see something are kept for it. Only somebody with an account is counted on, so
 * that the same people without accounts are leased to in plain order.
 */
class SmallCrowdTest extends OnEachDatabase {
    private static final Guarantee APART = House.alone(1).withClassesApart(true);
    private static final int COUNTED_ANEW = 60;
    private static final int SITTING_IS_OVER = Guarantee.SITTING_SECONDS + 60;
    private static final int PATIENCE_IS_OVER = Guarantee.SITTING_SECONDS + 400;
    private static final int PEOPLE = 8;
    private static final int IDLE_SESSIONS = 16;
    private static final int BATCHES = Integer.getInteger("smallCrowdBatches", 3);
    private static final String TEMPLATE = """
            {"name": "card", "title": "Membership card", "locale": "en-GB",
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [
               {"name": "name", "page": 1, "kind": "text", "box": {"x": 10, "y": 10, "width": 80, "height": 8}, "sensitivity": {"class": "name"}},
               {"name": "number", "page": 1, "kind": "text", "box": {"x": 10, "y": 30, "width": 80, "height": 8}, "sensitivity": {"class": "identifier"}},
               {"name": "town", "page": 1, "kind": "text", "box": {"x": 10, "y": 50, "width": 80, "height": 8}, "sensitivity": {"class": "plain"}},
               {"name": "street", "page": 1, "kind": "text", "box": {"x": 10, "y": 70, "width": 80, "height": 8}, "sensitivity": {"class": "plain"}}]}
            """;

    @BeforeEach
    void card() {
        house.saveTemplate(TEMPLATE);
    }

    @Test
    void whoAloneMaySeeNamesIsKeptForThem() {
        accounts(3);
        BatchId batch = cardsThatTwoOfThreeMayNotSeeTheNamesOf();
        keyUntilNothingIsLeft(1);
        assertEquals(8, house.count("select count(*) from task where sensitivity = 'NAME' and kept = 1"));
        keyUntilNothingIsLeft(2);
        keyUntilNothingIsLeft(3);
        assertEquals(0, house.tasks(batch, TaskState.OPEN));
    }

    @Test
    void inPlainOrderTheirNamesAreStranded() {
        BatchId batch = cardsThatTwoOfThreeMayNotSeeTheNamesOf();
        for (int day = 1; day <= 3; day++) {
            for (int worker = 1; worker <= 3; worker++) {
                keyUntilNothingIsLeft(worker);
            }
            pass(SITTING_IS_OVER);
        }
        assertEquals(8, house.count("select count(*) from task where sensitivity = 'NAME' and kept = 0"));
        assertEquals(8, house.tasks(batch, TaskState.OPEN), "and nobody is left for them");
    }

    @Test
    void somebodyNewTakesWhatTheyLike() {
        cardsThatTwoOfThreeMayNotSeeTheNamesOf();
        accounts(2);
        keyUntilNothingIsLeft(4);
        assertEquals(8, house.count("select count(*) from answer where worker = 4"));
    }

    @Test
    void whoSitsAtTownsIsGivenNothingUntilNamesAreOpenToThem() {
        accounts(2);
        BatchId batch = house.open(House.ONE_ANSWER, APART);
        add(batch, "numbers", 1, "number");
        house.key(2, "x");
        add(batch, "towns", 1, "town");
        house.key(1, "x");
        add(batch, "cards", 4, "name", "town");
        pass(COUNTED_ANEW);
        assertTrue(house.nothingLeftFor(1), "towns would strand the names");
        pass(SITTING_IS_OVER);
        keyUntilNothingIsLeft(1);
        assertEquals(4, house.count("select count(*) from task where sensitivity = 'NAME' and kept = 1"));
        keyUntilNothingIsLeft(2);
        assertEquals(0, house.tasks(batch, TaskState.OPEN));
    }

    @Test
    void nobodyWaitsForeverForWhatDoesNotCome() {
        accounts(2);
        BatchId batch = house.open(House.ONE_ANSWER, APART.withPoolMin(2));
        add(batch, "numbers", 4, "number");
        keyUntilNothingIsLeft(2);
        // One name waits in front of its pool, for more to come; four towns are open.
        add(batch, "cards", 1, "name", "town");
        add(batch, "towns", 3, "town");
        pass(COUNTED_ANEW);
        keyUntilNothingIsLeft(1);
        assertEquals(3, house.count("select count(*) from answer where worker = 1"), "the fourth would strand the name");
        pass(PATIENCE_IS_OVER);
        house.key(1, "x");
        assertEquals(1, house.count("select count(*) from task where sensitivity = 'NAME' and state = 'OPEN'"));
    }

    @Test
    void whereADocumentIsShortWhateverIsDoneNobodyIsHeldBackFromIt() {
        accounts(1);
        house.batch(House.ONE_ANSWER, APART, ScriptedSplitter.documents(4, "name", "town"));
        keyUntilNothingIsLeft(1);
        assertEquals(4, house.count("select count(*) from answer where worker = 1"), "one person can do no more than half");
    }

    @Test
    void twoWhoTakeAtOnceDoNotBothTakeWhatOneMay() throws Exception {
        accounts(3);
        BatchId batch = house.open(House.ONE_ANSWER, APART);
        add(batch, "numbers", 1, "number");
        house.key(3, "x");
        add(batch, "towns", 2, "town");
        house.key(1, "x");
        house.key(2, "x");
        // Of each, one of the first two may take a town; the name needs the other, and the third may not see it.
        add(batch, "cards", 40, "name", "town", "street");
        pass(COUNTED_ANEW);
        together(1, 2);
        assertEquals(0, house.count("""
                select count(*) from (select document from task where sensitivity = 'PLAIN' and kept = 1 and document in
                    (select document from task where sensitivity = 'NAME') group by document having count(*) > 1) x
                """), "both were shown a town of one card");
        pass(SITTING_IS_OVER);
        together(1, 2);
        keyUntilNothingIsLeft(3);
        assertEquals(0, house.tasks(batch, TaskState.OPEN));
    }

    /** By the fewest people there can be, who come when they like. */
    @Test
    void theFewestPeopleThereCanBeFinish() {
        int plain = 0;
        int kept = 0;
        for (int seed = 0; seed < BATCHES; seed++) {
            plain += finished(seed, 100 * seed + 1, false) ? 1 : 0;
            kept += finished(seed, 100 * seed + 51, true) ? 1 : 0;
        }
        System.out.printf("%s: of %d batches %d were finished in plain order, %d where people are kept%n", database, BATCHES, plain, kept);
        assertEquals(BATCHES, kept, "finished, of as many; in plain order " + plain);
    }

    /** Cards of a name, a number, a town and a street, keyed twice each: eight people, four or so at a time, of their own patience. */
    private boolean finished(long seed, int first, boolean counted) {
        house.execute("delete from account");
        for (int i = 0; counted && i < PEOPLE; i++) {
            account(first + i);
        }
        Random random = new Random(seed);
        BatchId batch = house.batch(new VotePolicy(2, 2, 0.8), APART, ScriptedSplitter.documents(10, "name", "number", "town", "street"));
        for (int idle = 0; idle < IDLE_SESSIONS && house.tasks(batch, TaskState.OPEN) > 0; idle++) {
            List<Integer> present = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                for (int turn = random.nextBoolean() ? random.nextInt(8) : 0; turn > 0; turn--) {
                    present.add(first + i);
                }
            }
            Collections.shuffle(present, random);
            for (int worker : present) {
                Optional<Lease> lease = house.work().lease(House.worker(worker));
                lease.ifPresent(held -> house.answer(worker, held, "Ely"));
                idle = lease.isPresent() ? 0 : idle;
            }
            pass(SITTING_IS_OVER);
        }
        boolean finished = house.tasks(batch, TaskState.OPEN) == 0;
        house.batches().purge(House.CLIENT, batch);
        return finished;
    }

    private BatchId cardsThatTwoOfThreeMayNotSeeTheNamesOf() {
        BatchId batch = house.open(House.ONE_ANSWER, APART);
        add(batch, "numbers", 2, "number");
        house.key(2, "x");
        house.key(3, "x");
        pass(SITTING_IS_OVER);
        add(batch, "cards", 8, "name", "town", "street");
        return batch;
    }

    private void add(BatchId batch, String file, int documents, String... fields) {
        house.add(batch, file + ".pdf", ScriptedSplitter.documents(documents, fields));
        house.awaitSplit(batch);
    }

    private void keyUntilNothingIsLeft(int worker) {
        for (Lease lease = house.work().lease(House.worker(worker)).orElse(null); lease != null;
                lease = house.work().lease(House.worker(worker)).orElse(null)) {
            assertEquals(AnswerOutcome.KEPT, house.answer(worker, lease, "x"));
        }
    }

    private void together(int... workers) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(workers.length);
        CyclicBarrier start = new CyclicBarrier(workers.length);
        List<Future<?>> keying = new ArrayList<>();
        for (int worker : workers) {
            keying.add(threads.submit(() -> {
                start.await();
                keyUntilNothingIsLeft(worker);
                return null;
            }));
        }
        for (Future<?> each : keying) {
            each.get();
        }
        threads.shutdown();
    }

    /** So many seconds pass for every batch. */
    private void pass(int seconds) {
        house.execute("update exposure_log set opened = opened - interval '%d' second".formatted(seconds));
    }

    private void accounts(int count) {
        for (int id = 1; id <= count; id++) {
            account(id);
        }
    }

    private void account(int id) {
        house.execute("""
                insert into account (id, name, name_key, role, password, since)
                values (%1$d, 'w%1$d', 'w%1$d', 'WORKER', 'none', current_timestamp)
                """.formatted(id));
    }
}
