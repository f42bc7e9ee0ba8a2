package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.Office.Dispute;
import dev.stitchwork.engine.consensus.QualityTarget;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tasks whose answer is known, served among those whose answer is not. */
class GoldTest extends OnEachDatabase {
    @Test
    void aNewcomerMeetsWhatIsKnownFirstAndNeverTwice() throws IOException {
        BatchId batch = known();
        Lease lease = house.lease(3);
        assertEquals(1, servings(3));
        assertEquals(List.of("GOLD"), house.words("select reason from exposure where account = 3"));
        assertTrue(house.tasks(batch, TaskState.ADJUDICATED) + house.tasks(batch, TaskState.AGREED) == 1,
                "the value stands meanwhile");
        house.answer(3, lease, "lewes");
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        house.batches().exposureLog(House.CLIENT, batch, log);
        assertEquals(1, log.toString(StandardCharsets.US_ASCII).lines().filter(row -> row.contains(" gold ")).count());
        house.key(3, "Leeds");
        assertEquals(1, servings(3));
        assertEquals(List.of("ADJUDICATED"), house.words("select state from task where id in (select task from reask)"));
    }

    @Test
    void whoeverAnswersIsHeldAgainstWhatIsKnown() {
        known();
        house.key(3, "Lewes");
        house.key(4, "York");
        assertEquals(List.of("4: 1 of 1 wrong", "3: 0 of 1 wrong"), scores());
        assertEquals(1, house.count("select round(missed) from voter where voter = 'worker 4'"));
        assertEquals(0, house.count("select round(missed) from voter where voter = 'worker 3'"));
        assertEquals(0, house.office().disputes(), "one who says otherwise is mistaken");
    }

    @Test
    void whatMostOfThoseWhoAreAskedContradictIsOverturnedAndTheirScoresAreRestated() {
        BatchId batch = known();
        house.delivery(batch);
        for (int worker = 3; worker <= 5; worker++) {
            house.key(worker, "York");
        }
        assertEquals(List.of("3: 1 of 1 wrong", "4: 1 of 1 wrong", "5: 1 of 1 wrong"), scores());
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("York"));
        assertEquals(List.of("3: 0 of 1 wrong", "4: 0 of 1 wrong", "5: 0 of 1 wrong"), scores());
        assertEquals(List.of("Lewes York people who were asked again said otherwise"),
                house.words("select text_before || ' ' || text || ' ' || reason from correction"));
        house.key(6, "York");
        assertEquals(0, servings(6), "what was overturned measures nobody any more");
    }

    /** A German's 1,234 is 1.234, which a German would read as one thousand two hundred and thirty-four. */
    @Test
    void whatIsKnownIsNotReadAnewAsThoughItHadBeenKeyed() {
        house.saveTemplate("""
                {"name": "weight", "title": "Weights", "locale": "de-DE", "pages": [{"widthMm": 210, "heightMm": 297}],
                 "fields": [{"name": "kilograms", "page": 1, "kind": "decimal", "box": {"x": 10, "y": 10, "width": 80, "height": 8}}]}
                """);
        known("weight", "kilograms", "1,23", "1,234");
        house.key(3, "1,234");
        house.key(4, "1,2340");
        house.key(5, "1.234");
        assertEquals(List.of("5: 1 of 1 wrong", "3: 0 of 1 wrong", "4: 0 of 1 wrong"), scores());
        assertEquals(0, house.count("select round(missed) from voter where voter = 'worker 2'"), "who keyed what was decided");
    }

    @Test
    void goldIsRetiredAfterFiveServings() {
        known();
        for (int worker = 3; worker <= 7; worker++) {
            house.key(worker, "Lewes");
        }
        assertEquals(5, house.count("select count(*) from gold_answer"));
        house.key(8, "Leeds");
        assertEquals(0, servings(8));
    }

    /** One document that an operator decided, and one that nobody has seen. */
    private BatchId known() {
        return known("card", "town", "Leeds", "Lewes");
    }

    /** @param right what the operator decided on; the first worker keyed the other */
    private BatchId known(String form, String field, String wrong, String right) {
        for (int worker = 1; worker <= 8; worker++) {
            house.execute("insert into account (id, name, name_key, role, since) values (%1$d, '%1$d', '%1$d', 'WORKER', current_timestamp)".formatted(worker));
        }
        BatchId batch = house.batches().open(House.CLIENT,
                NewBatch.usual("Members 1987", form).with(QualityTarget.all(0.0001)).under(House.alone(1)));
        house.add(batch, "first.pdf", ScriptedSplitter.documents(1, field));
        house.awaitSplit(batch);
        house.key(1, wrong);
        house.key(2, right);
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of(right));
        house.add(batch, "second.pdf", ScriptedSplitter.documents(1, field));
        house.awaitSplit(batch);
        return batch;
    }

    private long servings(int worker) {
        return house.count("select count(*) from lease l join reask r on r.task = l.task where l.worker = " + worker);
    }

    private List<String> scores() {
        return house.office().goldScores().stream().map(each -> "%s: %d of %d wrong".formatted(each.name(), each.wrong(), each.served())).toList();
    }
}
