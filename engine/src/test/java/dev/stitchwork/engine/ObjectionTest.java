package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.Objected;
import dev.stitchwork.engine.BatchDesk.Objection;
import dev.stitchwork.engine.Office.Dispute;
import dev.stitchwork.engine.consensus.VotePolicy;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** A client who does not believe what was delivered. */
class ObjectionTest extends OnEachDatabase {
    @Test
    void aWrongValueIsPutRightInTheNextDeliveryAndTheEndedLogGoesOn() throws IOException {
        BatchId batch = delivered();
        assertEquals("end", log(batch).get(log(batch).size() - 1));
        object(batch, "town", Optional.of(Reading.of("Lewes")));
        assertEquals(List.of("town Leeds WAITS Leeds"), objections(batch));
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), "it stands until an operator has looked");
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        assertEquals(List.of("Leeds", "leeds", "Lewes"), dispute.keyings().stream().map(Reading::text).toList());
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("Lewes"));
        assertEquals(List.of("town Leeds PUT_RIGHT Lewes"), objections(batch));
        assertTrue(house.delivery(batch).endsWith("town=Lewes\n"), house.delivery(batch));
        assertEquals(List.of("v2 Leeds -> Lewes, the client objected"), house.batches().certificate(House.CLIENT, batch).corrections().stream()
                .map(each -> "v%d %s -> %s, %s".formatted(each.version(), each.before().text(), each.after().text(), each.reason())).toList());
        List<String> rows = log(batch);
        assertEquals(List.of("end", "reopen"), rows.stream().filter(row -> row.equals("end") || row.equals("reopen")).limit(2).toList());
        assertTrue(rows.lastIndexOf("show") > rows.indexOf("reopen"), "what the operator was shown stands in the log");
        assertEquals("end", rows.get(rows.size() - 1));
    }

    @Test
    void aRightValueStandsAndTheDeliveryIsTheSame() {
        BatchId batch = delivered();
        object(batch, "town", Optional.empty());
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("LEEDS"));
        assertEquals(List.of("town Leeds STANDS LEEDS"), objections(batch));
        assertEquals(1, house.batches().certificate(House.CLIENT, batch).version());
        String again = assertThrows(IllegalArgumentException.class, () -> object(batch, "town", Optional.empty())).getMessage();
        assertEquals("Expected a value that was not objected to before but field 'town' of document 1 of '%s' was: an operator has looked at it, or will."
                .formatted(file(batch)), again);
    }

    @Test
    void onlyASettledValueOfTheBatchCanBeObjectedTo() {
        BatchId batch = house.batch(new VotePolicy(2, 5, 0.8), 1, ScriptedSplitter.documents(1, "town"));
        assertEquals("Expected a settled value to object to but field 'town' of document 1 of '%s' is not settled yet.".formatted(file(batch)),
                assertThrows(IllegalArgumentException.class, () -> object(batch, "town", Optional.empty())).getMessage());
        assertEquals("Expected a value of the batch but field 'name' of document 1 of '%s' is none.".formatted(file(batch)),
                assertThrows(NotFoundException.class, () -> object(batch, "name", Optional.empty())).getMessage());
        assertEquals(0, house.count("select count(*) from objection"));
    }

    /** One document that two people agree about, closed and downloaded. */
    private BatchId delivered() {
        BatchId batch = house.batch(new VotePolicy(2, 5, 0.8), 1, ScriptedSplitter.documents(1, "town"));
        house.key(1, "Leeds");
        house.key(2, "leeds");
        house.batches().close(House.CLIENT, batch);
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), house.delivery(batch));
        return batch;
    }

    private static String file(BatchId batch) {
        return "scan-of-%s.pdf".formatted(batch.value());
    }

    private void object(BatchId batch, String field, Optional<Reading> says) {
        house.batches().object(House.CLIENT, batch, new Objection(file(batch), 1, field, OptionalInt.empty(), says));
    }

    private List<String> objections(BatchId batch) {
        return house.batches().objections(House.CLIENT, batch).stream().map(ObjectionTest::inWords).toList();
    }

    private static String inWords(Objected each) {
        return "%s %s %s %s".formatted(each.field(), each.before().text(), each.state(), each.now().text());
    }

    /** The word of every row. */
    private List<String> log(BatchId batch) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        house.batches().exposureLog(House.CLIENT, batch, out);
        return out.toString(StandardCharsets.US_ASCII).lines().map(row -> row.split(" ")[1]).toList();
    }
}
