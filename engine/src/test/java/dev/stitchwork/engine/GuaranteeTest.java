package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.form.InvalidTemplateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The privacy guarantee as the engine keeps it, and its log. */
class GuaranteeTest extends OnEachDatabase {
    private static final Guarantee ALONE = House.alone(1);

    @Test
    void aFragmentWaitsUntilItsPoolIsFull() {
        BatchId batch = house.open(House.ONE_ANSWER, ALONE.withPoolMin(3));
        send(batch, "two.pdf", ScriptedSplitter.documents(2, "town"));
        assertTrue(house.nothingLeftFor(1));
        send(batch, "third.pdf", ScriptedSplitter.documents(1, "town"));
        assertTrue(house.nothingLeftFor(1), "more may come, and the pool must not drain before they do");
        house.batches().close(House.CLIENT, batch);
        house.key(1, "x");
    }

    @Test
    void whatNeverHidesAmongEnoughIsLeftToTheOperators() {
        BatchId batch = house.open(House.ONE_ANSWER, ALONE.withPoolMin(3));
        send(batch, "two.pdf", ScriptedSplitter.documents(2, "town"));
        house.batches().close(House.CLIENT, batch);
        assertTrue(house.nothingLeftFor(1));
        assertEquals(2, house.office().disputes());
    }

    @Test
    void twoAccountsOfOnePersonCountAsOneFromTheJoinOn() {
        house.batch(new VotePolicy(2, 5, 0.8), ALONE, ScriptedSplitter.documents(2, "town"));
        int first = worker("first");
        int second = worker("second");
        house.key(first, "Leeds");
        house.office().decide(House.worker(first), House.worker(second), true);
        house.key(second, "Leeds");
        assertTrue(house.nothingLeftFor(first), "one document each, and both are spent for the two together");
        assertTrue(house.nothingLeftFor(second));
        assertEquals(List.of(List.of("first", "second")), house.office().joined());
    }

    @Test
    void whatWasShownOverABoundBeforeAJoinIsToldAndStandsInTheLog() {
        BatchId batch = house.batch(new VotePolicy(2, 5, 0.8), ALONE, ScriptedSplitter.documents(3, "name", "town"));
        int first = worker("first");
        int second = worker("second");
        for (int i = 0; i < 3; i++) {
            house.key(first, "x");
            house.key(second, "y");
        }
        List<Suspect.Over> over = house.office().decide(House.worker(first), House.worker(second), true);
        int twice = house.words("select document from exposure group by document having count(distinct fragment) > 1").size();
        assertEquals(twice == 0 ? List.of() : List.of(new Suspect.Over(batch.value(), twice, 2, List.of())), over);
        assertEquals(1, log(batch).stream().filter(row -> row.contains(" join 0 1 ")).count());
        assertEquals(List.of(), house.office().decide(House.worker(first), House.worker(second), true), "they are one already");
        assertEquals(twice == 0 ? 1 : 2, house.progress(batch).shownMost());
    }

    @Test
    void accountsPaidToOneAccountAreOnePersonAndOnlyAHashIsKept() {
        int first = worker("first");
        int second = worker("second");
        int third = worker("third");
        house.office().payout(House.worker(first), "GB29 NWBK 6016 1331 9268 19");
        house.office().payout(House.worker(second), "gb29nwbk60161331926819");
        house.office().payout(House.worker(third), "GB94 BARC 1020 1530 0934 59");
        assertEquals(List.of(List.of("first", "second")), house.office().joined());
        assertEquals(List.of(), house.words("select hash from account_mark where upper(hash) like '%60161331926819%'"));
        assertEquals(2, house.words("select distinct hash from account_mark").size());
    }

    @Test
    void twoAccountsOnOneDeviceAreForAnOperatorToDecide() {
        int first = worker("first");
        int second = worker("second");
        house.work().device(House.worker(first), "abc");
        assertEquals(List.of(), house.office().suspects());
        house.work().device(House.worker(second), "abc");
        assertEquals(List.of(Suspect.Reason.DEVICE), house.office().suspects().stream().map(Suspect::reason).toList());
        assertEquals(List.of(), house.office().joined(), "nothing is joined on a suspicion");
        house.office().decide(House.worker(first), House.worker(second), false);
        assertEquals(List.of(), house.office().suspects());
        assertEquals(List.of(), house.office().joined());
    }

    @Test
    void accountsThatHandInEachOthersMistakesAreSuspected() {
        house.batch(new VotePolicy(3, 5, 0.8), ALONE, ScriptedSplitter.documents(40, "town"));
        for (int copier : List.of(worker("dora"), worker("emil"))) {
            keyAll(copier, picture -> picture.hashCode() % 3 == 0 ? "wrong " + picture.hashCode() : "right");
        }
        for (int honest : List.of(worker("ada"), worker("ben"), worker("cleo"))) {
            keyAll(honest, picture -> "right");
        }
        house.office().lookForOddWork();
        List<Suspect> suspects = house.office().suspects();
        assertEquals(List.of("dora emil ANSWERS"), suspects.stream()
                .map(each -> each.oneName() + " " + each.otherName() + " " + each.reason()).toList());
        assertTrue(suspects.get(0).shared() > 3, suspects::toString);
    }

    private void keyAll(int worker, UnaryOperator<String> reading) {
        for (Optional<Lease> lease = house.work().lease(House.worker(worker)); lease.isPresent(); lease = house.work().lease(House.worker(worker))) {
            house.answer(worker, lease.get(), reading.apply(house.picture(worker, lease.get())));
        }
    }

    /** An account of a worker, by its number. */
    private int worker(String name) {
        house.office().accept(house.office().invite(name, Role.WORKER), "a password of some length");
        return (int) house.office().accounts().stream().filter(each -> each.name().equals(name)).findFirst().orElseThrow().id().value();
    }

    @Test
    void aClosedBatchTakesNoMoreFiles() {
        BatchId batch = house.open(House.ONE_ANSWER, ALONE);
        house.batches().close(House.CLIENT, batch);
        assertEquals(
                "Expected an open batch but '%s' is closed: open another for more files.".formatted(batch.value()),
                assertThrows(IllegalArgumentException.class, () -> house.add(batch, "late.pdf", ScriptedSplitter.documents(1, "town")))
                        .getMessage());
    }

    @Test
    void whatHasTooFewToHideAmongIsAnOperatorsAndIsNoMachinesWork() {
        BatchId batch = house.open(House.ONE_ANSWER, ALONE.withPoolMin(3));
        send(batch, "two.pdf", ScriptedSplitter.documents(2, "town"));
        house.batches().close(House.CLIENT, batch);
        for (int document = 0; document < 2; document++) {
            Office.Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
            house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("Leeds"));
        }
        BatchDesk.BatchProgress progress = house.progress(batch);
        assertTrue(progress.finished(), progress::toString);
        assertEquals(0, progress.humanAnswers());
        assertEquals(2, progress.answered());
    }

    @Test
    void theClientsWordLetsASmallerPoolGoAndStandsInTheLog() {
        BatchId batch = house.open(House.ONE_ANSWER, ALONE.withPoolMin(3));
        send(batch, "two.pdf", ScriptedSplitter.documents(2, "town"));
        assertTrue(house.nothingLeftFor(1));
        house.batches().relax(House.CLIENT, batch, new Relaxation(Relaxation.Bound.POOL, 1));
        house.key(1, "x");
        assertTrue(log(batch).stream().anyMatch(row -> row.contains(" relax pool 1 ")), () -> String.join("\n", log(batch)));
    }

    @Test
    void aWorkerKeepsToOneClassInASittingAndNeverMeetsAConflictingOne() {
        house.saveTemplate("""
                {"name": "card", "title": "Card", "locale": "en-GB", "pages": [{"widthMm": 210, "heightMm": 297}], "fields": [
                 {"name": "name", "page": 1, "kind": "person-name", "box": {"x": 10, "y": 10, "width": 80, "height": 8},
                  "sensitivity": {"class": "name"}},
                 {"name": "number", "page": 1, "kind": "code", "box": {"x": 10, "y": 30, "width": 80, "height": 8},
                  "sensitivity": {"class": "identifier"}}]}
                """);
        house.batch(House.ONE_ANSWER, ALONE.withClassesApart(true), ScriptedSplitter.documents(6, "name", "number"));
        for (int worker = 1; worker <= 2; worker++) {
            for (int i = 0; i < 6; i++) {
                house.key(worker, "x");
            }
            assertTrue(house.nothingLeftFor(worker));
        }
        assertEquals(2, house.count("select count(*) from (select distinct e.account, t.sensitivity from exposure e join task t on t.fragment = e.fragment) x"));
        // Ten minutes later it may turn to another class, but not to one in conflict.
        house.execute("update exposure_log set opened = opened - interval '11' minute");
        assertTrue(house.nothingLeftFor(1));
    }

    @Test
    void aWorkerSeesNoMoreOfABatchThanItsShare() {
        house.batch(House.ONE_ANSWER, ALONE.withBatchShareMaxPpm(200_000), ScriptedSplitter.documents(10, "town"));
        house.key(1, "x");
        house.key(1, "x");
        assertTrue(house.nothingLeftFor(1));
        house.key(2, "x");
    }

    @Test
    void whatHoldsTooMuchInkIsLeftToTheOperators() {
        house.batch(House.ONE_ANSWER, ALONE.withInkMaxPpm(99_999), ScriptedSplitter.documents(1, "town"));
        assertTrue(house.nothingLeftFor(1));
        assertEquals(1, house.office().disputes());
    }

    @Test
    void accountsOfOneClusterCountAsOnePerson() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town", "name"));
        house.key(1, "x");
        house.execute("insert into worker (account, cluster) values (3, 1)");
        assertTrue(house.nothingLeftFor(3));
        house.key(2, "x");
    }

    @Test
    void aGroupThatACoalitionCompletesIsRefusedWithWhatToChange() {
        InvalidTemplateException refused = assertThrows(InvalidTemplateException.class, () -> house.saveTemplate("""
                {"name": "card", "title": "Card", "locale": "en-GB", "pages": [{"widthMm": 210, "heightMm": 297}], "fields": [
                 {"name": "name", "page": 1, "kind": "person-name", "box": {"x": 10, "y": 10, "width": 80, "height": 8},
                  "sensitivity": {"class": "name", "group": "who"}}]}
                """));
        assertEquals(
                List.of("Expected at least 4 pieces in the sensitive group 'who', so that no 3 workers together see all of it,"
                        + " but its field is cut into 1: cut 'name' into 4 parts."),
                refused.problems());
    }

    @Test
    void everyRowOfTheLogFollowsFromTheRowsBefore() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(3, "town"));
        house.key(1, "x");
        house.lease(2);
        house.restart();
        house.key(2, "x");
        LogChain chain = new LogChain();
        List<String> rows = log(batch);
        for (String row : rows) {
            String body = row.substring(0, row.lastIndexOf(' '));
            assertEquals(row, chain.append(body.substring(body.indexOf(' ') + 1)));
        }
        assertEquals(3, rows.stream().filter(row -> row.contains(" show ")).count());
        assertTrue(rows.get(rows.size() - 1).contains(" mark "), rows.get(rows.size() - 1));
    }

    @Test
    void aPurgeDestroysThePseudonymsKeyAndTheLogStaysAndEnds() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        house.key(1, "x");
        house.batches().purge(House.CLIENT, batch);
        assertEquals(0, house.count("select count(*) from exposure_log where pseudonym_key is not null"));
        List<String> rows = log(batch);
        assertTrue(rows.get(rows.size() - 2).contains(" purge "));
        assertTrue(rows.get(rows.size() - 1).contains(" end "));
        assertFalse(rows.isEmpty());
    }

    private void send(BatchId batch, String name, ScriptedSplitter.Script script) {
        house.add(batch, name, script);
        house.awaitSplit(batch);
    }

    private List<String> log(BatchId batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            house.batches().exposureLog(House.CLIENT, batch, out);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return out.toString(StandardCharsets.US_ASCII).lines().toList();
    }
}
