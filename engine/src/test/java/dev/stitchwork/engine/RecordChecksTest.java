package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.Office.Dispute;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Bills whose total must be the sum of two parts, each field keyed by people who see no other. */
class RecordChecksTest extends OnEachDatabase {
    private static final String BILL = """
            {"name": "bill", "title": "Bill", "locale": "en-GB",
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [
               {"name": "total", "page": 1, "kind": "integer", "box": {"x": 10, "y": 10, "width": 80, "height": 8}},
               {"name": "net", "page": 1, "kind": "integer", "box": {"x": 10, "y": 30, "width": 80, "height": 8}},
               {"name": "tax", "page": 1, "kind": "integer", "box": {"x": 10, "y": 50, "width": 80, "height": 8}}],
             "checks": [{"rule": "sum", "fields": ["total", "net", "tax"]}]}
            """;

    private static final String REGISTER = """
            {"name": "register", "title": "Register", "locale": "en-GB", "layout": {"kind": "register", "headingMm": 12},
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [{"name": "no", "page": 1, "kind": "integer", "box": {"x": 10, "y": 30, "width": 80, "height": 200}}],
             "checks": [{"rule": "sequence", "fields": ["no"]}]}
            """;

    @Test
    void aRecordThatKeepsItsRulesAsksNobodyAgain() {
        BatchId batch = bill();
        keyAll(1, "12", "10", "2");
        keyAll(2, "12", "10", "2");
        assertTrue(house.progress(batch).finished());
        assertEquals(0, house.count("select count(*) from reask"));
    }

    @Test
    void ofARecordThatBreaksARuleTheLeastCertainFragmentIsAskedAgain() {
        BatchId batch = bill();
        keyAll(1, "12", "10", "3");
        keyAll(2, "12", "10", "2");
        keyAll(3, "12", "10", "3");
        assertEquals(List.of("tax RULE"), asked());
        assertFalse(house.progress(batch).finished());
        keyAll(4, "12", "10", "2");
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        assertEquals(4, dispute.keyings().size());
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("2"));
        assertTrue(house.delivery(batch).endsWith("total=12 net=10 tax=2\n"), house.delivery(batch));
        assertTrue(house.progress(batch).finished());
    }

    @Test
    void aPaperThatIsWrongItselfIsAskedAboutOnce() {
        BatchId batch = bill();
        for (int worker = 1; worker <= 2; worker++) {
            keyAll(worker, "12", "10", "3");
        }
        assertEquals(1, asked().size());
        keyAll(3, "12", "10", "3");
        house.office().dispute(House.OPERATOR).ifPresent(dispute -> house.office()
                .adjudicate(House.OPERATOR, dispute.token(), dispute.keyings().get(0)));
        assertTrue(house.progress(batch).finished());
        assertEquals(1, asked().size());
    }

    /** A German's 1,234 is 1.234, which a German would read as one thousand two hundred and thirty-four. */
    @Test
    void theRulesHoldWhatIsSettledAndDoNotReadItAnew() {
        house.saveTemplate(BILL.replace("integer", "decimal").replace("en-GB", "de-DE"));
        BatchId batch = house.batches().open(House.CLIENT, NewBatch.usual("Bills", "bill").under(House.alone(3)));
        house.add(batch, "bills.pdf", ScriptedSplitter.documents(1, "total", "net", "tax"));
        house.awaitSplit(batch);
        keyAll(1, "1,5", "1,234", "0,266");
        keyAll(2, "1,5", "1,234", "0,266");
        assertTrue(house.progress(batch).finished());
        assertEquals(List.of(), asked());
        assertTrue(house.delivery(batch).endsWith("total=1.5 net=1.234 tax=0.266\n"), house.delivery(batch));
    }

    /** The row that is settled last is the former of the two, and the other is the doubtful one. */
    @Test
    void ofARegisterTheRowBelowIsAskedAboutAgainAsWell() {
        house.saveTemplate(REGISTER);
        BatchId batch = house.batches().open(House.CLIENT, NewBatch.usual("Register", "register").under(House.alone(1)));
        house.add(batch, "register.pdf", ScriptedSplitter.documents(2, "no"));
        house.awaitSplit(batch);
        keyRows(1, "1", "5");
        keyRows(2, "8", "5");
        house.execute("update task set doubt = 0.9 where state = 'AGREED'");
        house.key(3, "1");
        assertEquals(List.of("2 RULE"), house.words("""
                select d.number || ' ' || r.reason from reask r join task t on t.id = r.task join document d on d.id = t.document
                """));
        Lease lease = house.lease(4);
        assertTrue(house.picture(4, lease).endsWith("2 no"), "somebody is asked");
        house.answer(4, lease, "2");
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("2"));
        assertTrue(house.progress(batch).finished());
    }

    private void keyRows(int worker, String first, String second) {
        for (var lease = house.work().lease(House.worker(worker)); lease.isPresent(); lease = house.work().lease(House.worker(worker))) {
            house.answer(worker, lease.get(), house.picture(worker, lease.get()).endsWith("1 no") ? first : second);
        }
    }

    private List<String> asked() {
        return house.words("select f.field || ' ' || r.reason from reask r join task t on t.id = r.task join fragment f on f.id = t.fragment");
    }

    private BatchId bill() {
        house.saveTemplate(BILL);
        BatchId batch = house.batches().open(House.CLIENT, NewBatch.usual("Bills", "bill").under(House.alone(3)));
        house.add(batch, "bills.pdf", ScriptedSplitter.documents(1, "total", "net", "tax"));
        house.awaitSplit(batch);
        return batch;
    }

    /** All turns that there are for a worker, each answered by what its picture says it is of. */
    private void keyAll(int worker, String total, String net, String tax) {
        for (var lease = house.work().lease(House.worker(worker)); lease.isPresent(); lease = house.work().lease(House.worker(worker))) {
            String picture = house.picture(worker, lease.get());
            house.answer(worker, lease.get(), picture.endsWith("total") ? total : picture.endsWith("net") ? net : tax);
        }
    }
}
