package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Office.OddWork;
import dev.stitchwork.engine.consensus.VotePolicy;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;

/** Who is shown to the operator, and with what evidence. */
class OddWorkTest extends OnEachDatabase {
    private static final VotePolicy FOUR = new VotePolicy(4, 6, 0.8);
    private static final VotePolicy TWO = new VotePolicy(2, 5, 0.8);
    private static final int DOCUMENTS = 12;

    @Test
    void whoKeysAtRandomOrFasterThanAnybodyReadsIsShownAndNobodyElse() {
        batch();
        keyAll(6, document -> "word " + document);
        for (int worker = 1; worker <= 4; worker++) {
            int mistaken = worker;
            keyAll(worker, document -> document == mistaken ? "Lewes" : "Leeds");
        }
        unhurried();
        assertEquals(List.of("worker 6 RANDOM"), found(house.office().lookForOddWork()));
        house.execute("update lease set leased = (select a.given - interval '1' second from answer a where a.token = lease.token) where worker = 2");
        assertEquals(List.of("worker 6 RANDOM"), found(house.office().oddWork()), "nobody is looked for unasked");
        List<OddWork> odds = house.office().lookForOddWork();
        assertEquals(Set.of("worker 6 RANDOM", "worker 2 HASTY"), Set.copyOf(found(odds)));
        for (OddWork odd : odds) {
            String expected = odd.kind() == OddWork.Kind.RANDOM
                    ? "0 % of 8 answers were right, of the crowd's "
                    : "100 % of 12 answers came in less than a quarter of the usual time, of the crowd's 0 %; the chance of this being luck is 1 in ";
            assertTrue(odd.evidence().startsWith(expected), odd.evidence());
        }
    }

    @Test
    void twoWhoCopyAreShownWithTheirCommonMistakesUntilTheirAccountsAreClosed() {
        batch();
        for (int worker = 5; worker <= 6; worker++) {
            keyAll(worker, document -> document % 3 == 0 ? "word " + document : "Leeds");
        }
        for (int worker = 1; worker <= 4; worker++) {
            keyAll(worker, document -> "Leeds");
        }
        unhurried();
        List<OddWork> copying = house.office().lookForOddWork();
        assertEquals(List.of("worker 5 COPYING", "worker 6 COPYING"), found(copying));
        assertTrue(copying.get(0).evidence().startsWith("the same answer as worker 6 on 12 of 12 shared tasks, 4 of them mistakes; the chance of this being luck"),
                copying.get(0).evidence());
        BatchId batch = house.batch(TWO, 1, ScriptedSplitter.documents(1, "town"));
        house.key(5, "Lewes");
        house.key(6, "Lewes");
        assertEquals(1, house.count("select count(*) from task where state = 'OPEN'"), "two who copy are one voice");
        house.key(1, "Leeds");
        house.key(2, "Leeds");
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), house.delivery(batch));
        house.execute("update account set closed = current_timestamp where id in (5, 6)");
        assertEquals(List.of(), house.office().oddWork());
    }

    private static List<String> found(List<OddWork> odds) {
        return odds.stream().map(each -> each.name() + " " + each.kind()).toList();
    }

    private void batch() {
        house.batch(FOUR, 1, ScriptedSplitter.documents(DOCUMENTS, "town"));
        for (int worker = 1; worker <= 6; worker++) {
            house.execute("insert into account (id, name, name_key, role, since) values (%d, 'worker %d', 'worker %d', 'WORKER', current_timestamp)"
                    .formatted(worker, worker, worker));
        }
    }

    /** Every turn this worker gets, keyed by the number of the document in front of it. */
    private void keyAll(int worker, IntFunction<String> keyed) {
        Optional<Lease> lease = house.work().lease(House.worker(worker));
        while (lease.isPresent()) {
            int document = Integer.parseInt(house.picture(worker, lease.get()).split(" ")[1]);
            house.answer(worker, lease.get(), keyed.apply(document));
            lease = house.work().lease(House.worker(worker));
        }
    }

    /** As if ten seconds had gone into every answer. */
    private void unhurried() {
        house.execute("update answer set given = timestamp with time zone '2026-01-01 00:00:00+00' + interval '20' second * id");
        house.execute("update lease set leased = (select a.given - interval '10' second from answer a where a.token = lease.token)"
                + " where token in (select token from answer)");
    }
}
