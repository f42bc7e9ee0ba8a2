package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.form.FieldKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values shown to people to say yes or no to: on the real engine and its database. */
class CheckTest {
    private static final VotePolicy CHECKS = VotePolicy.DEFAULT.withChecks();
    private static final int TAUGHT = 25;

    @TempDir
    private Path data;

    private House house;

    @BeforeEach
    void open() {
        house = new House(EngineSettings.inFolder(data).withQuickPasswords().withUnsafeH2Defaults());
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aYesSettlesWhatAKnownMachineReadAndANoIsTypedInTheSameTurn() {
        teachTheMachine();
        BatchId batch = batch(QualityTarget.all(0.05), 100, "town", "Ely");
        int shown = 0;
        for (Optional<Lease> lease = turn(3); lease.isPresent(); lease = turn(3)) {
            shown += lease.get().proposed().equals(Optional.of("Ely")) ? 1 : 0;
            house.answer(3, lease.get(), "Ely"); // a yes to what is right, and the right thing to anything else
        }
        assertTrue(shown > 60, shown + " of 100 were shown");
        // Of 100 draws at one in ten, none comes up in one run of thirty thousand.
        assertTrue(house.count("select planted from checker where worker = 3") > 0);
        assertEquals(0, house.count("select waved + refused from checker where worker = 3"));
        assertEquals(shown, house.count("select shown from checker where worker = 3"), "every value shown settled as it was shown");
        assertEquals(100, house.progress(batch).humanAnswers(), "one person a document");
        assertEquals(house.count("select count(*) from lease where worker = 3"),
                house.count("select count(*) from exposure where account = 3"), "a check is an exposure like any other");
    }

    @Test
    void whoWavesEverythingThroughIsSoonAskedToTypeAndSettlesNothingWrong() {
        teachTheMachine();
        BatchId batch = batch(QualityTarget.all(0.05), 200, "town", "Ely");
        List<Boolean> shown = new ArrayList<>();
        for (Optional<Lease> lease = turn(4); lease.isPresent(); lease = turn(4)) {
            shown.add(lease.get().proposed().isPresent());
            house.answer(4, lease.get(), lease.get().proposed().orElse("Ely"));
        }
        assertEquals(200, shown.size());
        List<Boolean> last = shown.subList(180, 200);
        assertTrue(shown.subList(0, 10).contains(true) && last.stream().filter(each -> each).count() < 8, last.toString());
        assertEquals(0, house.count("select count(*) from consensus where text <> 'Ely'"), "a yes to what is wrong on purpose is no answer");
        assertTrue(house.count("select waved from checker where worker = 4") >= 4);
        assertEquals(200, house.progress(batch).humanAnswers());
        house.makeRound();
        assertTrue(house.office().checking().crowd().waved() > 0.4, "everybody is expected to be like that now");
    }

    @Test
    void aTurnTakenUpAgainShowsTheSameAndAPurgeForgetsIt() {
        teachTheMachine();
        BatchId batch = batch(QualityTarget.all(0.05), 30, "town", "Ely");
        Lease first = house.lease(5);
        for (int more = 0; more < house.settings.leasesMax() + 1; more++) {
            Lease next = house.lease(5);
            assertEquals(next.token().equals(first.token()), more >= house.settings.leasesMax() - 1);
            assertTrue(!next.token().equals(first.token()) || next.proposed().equals(first.proposed()));
        }
        assertTrue(house.count("select count(*) from lease where proposed is not null") > 0);
        house.batches().purge(House.CLIENT, batch);
        assertEquals(0, house.count("select count(*) from lease l join task t on t.id = l.task join batch b on b.id = t.batch "
                + "where b.purged is not null and l.proposed is not null"));
    }

    @Test
    void goldShowsAValueAsOftenAsWorkDoes() {
        teachTheMachine();
        BatchId batch = batch(QualityTarget.all(0.05), 100, "town", "Ely");
        for (Optional<Lease> lease = turn(3); lease.isPresent(); lease = turn(3)) {
            house.answer(3, lease.get(), "Ely");
        }
        house.execute("delete from reask where outcome is not null");
        house.execute("""
                insert into reask (task, reason, verdict, text, kept, drawn, outcome, gold_batch)
                select t.id, 'GOLD', 'VALUE', 'Ely', t.kept, current_timestamp, 'SAME', t.batch
                from task t join consensus c on c.task = t.id join batch b on b.id = t.batch
                where b.checks and not exists (select 1 from reask r where r.task = t.id)
                """);
        long disputesBefore = house.office().disputes();
        house.add(batch, "more.pdf", ScriptedSplitter.read(60, "town", "Ely"));
        house.awaitSplit(batch);
        for (int worker = 4; worker < 28; worker++) {
            Optional<Lease> lease = turn(worker);
            for (int turn = 0; turn < 12 && lease.isPresent(); turn++) {
                // A slip keeps everybody a little doubtful, who therefore goes on meeting gold. Each slips in a way of their own:
                // three who say the same would put a gold in doubt.
                house.answer(worker, lease.get(), turn == 1 ? "Ely" + (char) ('a' + worker - 4) : "Ely");
                lease = turn(worker);
            }
        }
        String turns = "select count(*) from exposure x join task t on t.fragment = x.fragment join lease l on l.task = t.id and l.worker = x.account"
                + " where x.account > 3 and x.reason %s and l.proposed is %s null";
        double golds = house.count(turns.formatted("= 'GOLD'", "not"));
        double typedGolds = house.count(turns.formatted("= 'GOLD'", ""));
        double work = house.count(turns.formatted("<> 'GOLD'", "not"));
        double typedWork = house.count(turns.formatted("<> 'GOLD'", ""));
        assertTrue(golds + typedGolds > 15 && work + typedWork > 15, "%s %s %s %s".formatted(golds, typedGolds, work, typedWork));
        assertEquals(work / (work + typedWork), golds / (golds + typedGolds), 0.2);
        assertEquals(0, house.count("select count(*) from lease l join task t on t.id = l.task join reask r on r.task = t.id where l.planted and l.proposed = 'Ely'"));
        // Of what is asked about again by chance an operator looks at what differs, and at a tenth of the rest.
        long byChance = house.count("select count(*) from reask where reason = 'BLIND' and outcome in ('DIFFERED', 'CHECK')");
        assertEquals(disputesBefore + byChance, house.office().disputes(), "whoever says yes to a planted value contradicts nobody");
    }

    @Test
    void withoutTheClientsWordNothingIsShown() {
        teachTheMachine();
        BatchId batch = open(VotePolicy.DEFAULT, QualityTarget.all(0.05), 10, "town", "Ely");
        for (Optional<Lease> lease = turn(3); lease.isPresent(); lease = turn(3)) {
            assertEquals(Optional.empty(), lease.get().proposed());
            house.answer(3, lease.get(), "Ely");
        }
        assertEquals(0, house.tasks(batch, TaskState.DISPUTED));
    }

    @Test
    void whatTypingTakesIsLearnedWhileABatchWithChecksIsOpen() {
        teachTheMachine();
        house.makeRound();
        assertEquals(Map.of(), house.office().checking().costs(), "nobody asks for it");
        batch(QualityTarget.all(0.05), 1, "town", "Ely");
        house.makeRound();
        assertEquals(Set.of(FieldKind.TEXT), house.office().checking().costs().keySet());
    }

    @Test
    void checksNeedAShareOfWrongFields() {
        assertEquals("Expected a share of fields that may be wrong with checks by yes or no but there is none: name one, or leave checks out.",
                assertThrows(IllegalArgumentException.class,
                        () -> house.batches().open(House.CLIENT, NewBatch.usual("No target", "card").with(CHECKS))).getMessage());
    }

    @Test
    void anIdentifierIsTypedByTwoBeforeAnybodyIsShownOne() {
        house.saveTemplate(House.TEMPLATE.replace("\"name\": \"card\"", "\"name\": \"id\"")
                .replace("\"name\": \"town\",", "\"name\": \"town\", \"sensitivity\": {\"class\": \"identifier\"},"));
        teachTheMachine();
        BatchId batch = house.batches().open(House.CLIENT,
                NewBatch.usual("Ids", "id").with(CHECKS).with(QualityTarget.all(0.05)).under(House.alone(1)));
        house.add(batch, "ids.pdf", ScriptedSplitter.read(20, "town", "Ely"));
        house.awaitSplit(batch);
        for (Optional<Lease> lease = turn(3); lease.isPresent(); lease = turn(3)) {
            assertEquals(Optional.empty(), lease.get().proposed());
            house.answer(3, lease.get(), "Ely");
        }
        assertEquals(0, house.tasks(batch, TaskState.AGREED), "one is not enough");
    }

    private Optional<Lease> turn(int worker) {
        return house.work().lease(House.worker(worker));
    }

    /** People typed what the machine read in another batch, and it was right. */
    private void teachTheMachine() {
        BatchId batch = open(VotePolicy.DEFAULT, QualityTarget.all(0.02), TAUGHT, "town", "Ely");
        for (int worker = 1; house.tasks(batch, TaskState.OPEN) > 0 && worker < 6; worker++) {
            for (Optional<Lease> lease = turn(worker); lease.isPresent(); lease = turn(worker)) {
                house.answer(worker, lease.get(), "Ely");
            }
        }
        house.batches().close(House.CLIENT, batch);
        house.execute("delete from reask");
        house.execute("update task set state = 'AGREED', wanted = kept where state = 'OPEN'");
        house.execute("delete from exposure");
    }

    private BatchId batch(QualityTarget target, int documents, String field, String read) {
        return open(CHECKS, target, documents, field, read);
    }

    private BatchId open(VotePolicy votes, QualityTarget target, int documents, String field, String read) {
        BatchId batch = house.batches().open(House.CLIENT,
                NewBatch.usual("Members 1987", "card").with(votes).with(target).under(House.alone(1)));
        house.add(batch, "scan-of-%s.pdf".formatted(batch.value()),
                ScriptedSplitter.read(documents, field, read));
        house.awaitSplit(batch);
        return batch;
    }
}
