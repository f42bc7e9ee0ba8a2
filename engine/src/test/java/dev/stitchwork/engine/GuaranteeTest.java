package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.form.InvalidTemplateException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
    void aClosedBatchTakesNoMoreFiles() {
        BatchId batch = house.open(House.ONE_ANSWER, ALONE);
        house.batches().close(House.CLIENT, batch);
        assertEquals(
                "Expected an open batch but '%s' is closed: open another for more files.".formatted(batch.value()),
                assertThrows(IllegalArgumentException.class, () -> house.add(batch, "late.pdf", ScriptedSplitter.documents(1, "town")))
                        .getMessage());
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
