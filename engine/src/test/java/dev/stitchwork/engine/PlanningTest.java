package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Quote;
import dev.stitchwork.engine.exposure.Relaxation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a batch before it is opened and while it runs, by the people there really are. */
class PlanningTest extends OnEachDatabase {
    private static final Guarantee ALONE = House.alone(1);
    private static final NewBatch CARDS = NewBatch.usual("Members 1987", "card").under(ALONE);

    @Test
    void aBatchThatTooFewPeopleCanKeyIsNamedBeforeItIsOpened() {
        workers(2);
        Quote quote = house.batches().quote(House.CLIENT, CARDS, 100);
        assertFalse(quote.accepted());
        assertEquals(
                List.of("A document needs 8 people at 1 fragment each, and the crowd is 6 short."),
                quote.shortfalls().stream().map(Quote.Shortfall::sentence).toList());
        Quote.Remedy looser = quote.shortfalls().get(0).remedies().get(1);
        assertEquals(Relaxation.Bound.FRAGMENTS, looser.relaxations().get(0).bound());
        assertTrue(looser.worstCase().startsWith("One person sees up to "), looser::worstCase);
        assertEquals(0, house.count("select count(*) from batch"), "a question opens nothing");
    }

    @Test
    void aBatchThatCanBeDoneIsToldByWhen() {
        workers(12);
        Quote quote = house.batches().quote(House.CLIENT, CARDS, 100);
        assertTrue(quote.accepted(), () -> quote.shortfalls().toString());
        assertTrue(quote.forecast().p50() > 0 && quote.forecast().p50() <= quote.forecast().p90());
        assertTrue(quote.effortSeconds() > 100 * 3 * 2, "two answers to each of three fields of a hundred cards");
    }

    @Test
    void whoHasLeftOrIsTheSamePersonIsNotCountedOn() {
        workers(12);
        assertTrue(house.batches().quote(House.CLIENT, CARDS, 10).accepted());
        List<Office.Account> all = house.office().accounts().stream().filter(each -> each.role() == Role.WORKER).toList();
        for (int i = 1; i < 4; i++) {
            house.office().decide(all.get(0).id(), all.get(i).id(), true);
        }
        house.office().close(all.get(4).id());
        house.office().close(all.get(5).id());
        Quote quote = house.batches().quote(House.CLIENT, CARDS, 10);
        assertEquals("A document needs 8 people at 1 fragment each, and the crowd is 1 short.", quote.shortfalls().get(0).sentence());
    }

    @Test
    void aRunningBatchThatWillBeLateIsAnAlarmToClientAndOperator() {
        workers(2);
        BatchId batch = batch(Optional.of(Instant.now().plus(Duration.ofHours(1))));
        assertEquals(Optional.empty(), house.progress(batch).outlook());
        house.makeRound();
        Outlook outlook = house.progress(batch).outlook().orElseThrow();
        assertTrue(outlook.late());
        assertEquals(outlook, house.office().late().get(batch));
        assertEquals(1, house.office().late().size());
    }

    @Test
    void aRunningBatchSaysWhatWouldHelpAndOnlyTheClientsChoiceIsInTheLog() {
        workers(2);
        BatchId batch = batch(Optional.empty());
        Quote quote = house.batches().quote(House.CLIENT, batch).orElseThrow();
        Quote.Remedy looser = quote.shortfalls().get(0).remedies().stream()
                .filter(remedy -> !remedy.relaxations().isEmpty()).findFirst().orElseThrow();
        String relaxed = "select count(*) from exposure_row where line like '% relax fragments %'";
        long atOpening = house.count(relaxed);
        house.makeRound();
        assertEquals(atOpening, house.count(relaxed), "a forecast loosens nothing");
        looser.relaxations().forEach(relaxation -> house.batches().relax(House.CLIENT, batch, relaxation));
        assertEquals(atOpening + 1, house.count(relaxed));
        Quote after = house.batches().quote(House.CLIENT, batch).orElseThrow();
        assertTrue(after.guarantee().cap().fragmentsMax() > quote.guarantee().cap().fragmentsMax());
        assertTrue(after.shortfalls().stream().noneMatch(each -> each.sentence().startsWith("A document needs ")), () -> after.shortfalls().toString());
    }

    @Test
    void aRunningBatchThatIsInTimeIsNoAlarmAndIsForecastAnew() {
        workers(20);
        BatchId batch = batch(Optional.of(Instant.now().plus(Duration.ofDays(20))));
        house.makeRound();
        Outlook first = house.progress(batch).outlook().orElseThrow();
        assertFalse(first.late());
        assertTrue(first.p50().orElseThrow().isAfter(first.forecast()));
        house.makeRound();
        assertTrue(house.progress(batch).outlook().orElseThrow().forecast().isAfter(first.forecast()));
        assertTrue(house.office().late().isEmpty());
    }

    @Test
    void theLastDocumentsOfABatchAreNoAlarmForBeingFew() {
        workers(12);
        BatchId batch = house.batch(House.ONE_ANSWER, ALONE.withPoolMin(4), ScriptedSplitter.documents(4, "town"));
        house.batches().close(House.CLIENT, batch);
        house.execute("update batch set deadline = current_timestamp + interval '20' day");
        house.key(1, "Ely");
        house.key(1, "Ely");
        house.makeRound();
        assertFalse(house.progress(batch).outlook().orElseThrow().late(), "two documents of four are left, and all were let in");
    }

    @Test
    void aBatchWhoseCrowdDoesNothingIsAnAlarmBeforeItsTimeIsOver() {
        workers(20);
        BatchId batch = house.batch(VotePolicy.DEFAULT, ALONE, ScriptedSplitter.documents(60, "name", "town", "born"));
        house.batches().close(House.CLIENT, batch);
        // Thirty-six hours of forty-eight are over.
        house.execute("update batch set deadline = current_timestamp + interval '12' hour, closed = current_timestamp - interval '36' hour");
        house.makeRound();
        assertTrue(house.progress(batch).outlook().orElseThrow().late(), "who came to nothing in 36 hours will not in 12");
        assertEquals(1, house.count("select count(*) from batch where attainable < deadline"), "it may only have waited behind others");
        house.execute("update batch set closed = current_timestamp");
        house.makeRound();
        assertFalse(house.progress(batch).outlook().orElseThrow().late(), "the same crowd, and nothing known against it");
    }

    @Test
    void aBatchThatNobodyEverClosedIsClosedAfterADay() {
        BatchId batch = house.batch(House.ONE_ANSWER, ALONE.withPoolMin(3), ScriptedSplitter.documents(3, "town"));
        house.makeRound();
        assertTrue(house.nothingLeftFor(1), "more may come");
        house.execute("update batch set opened = opened - interval '25' hour");
        house.execute("update file set received = received - interval '25' hour");
        house.makeRound();
        assertEquals(1, house.count("select count(*) from batch where closed is not null"));
        house.key(1, "x");
    }

    @Test
    void everyLogIsSignedWithinAMinute() {
        house.batch(House.ONE_ANSWER, ALONE, ScriptedSplitter.documents(1, "town"));
        house.key(1, "x");
        assertEquals(1, house.count("select count(*) from exposure_log where signed < length"));
        house.makeRound();
        assertEquals(0, house.count("select count(*) from exposure_log where signed < length"));
    }

    private BatchId batch(Optional<Instant> deadline) {
        BatchId batch = house.batches()
                .open(House.CLIENT, new NewBatch("Members", "card", VotePolicy.DEFAULT, QualityTarget.NONE, ALONE, deadline, 0));
        house.add(batch, "cards.pdf", ScriptedSplitter.documents(5, "name", "town", "born"));
        house.awaitSplit(batch);
        return batch;
    }

    private void workers(int count) {
        for (int i = 0; i < count; i++) {
            house.office().accept(house.office().invite("worker-" + i, Role.WORKER), "a password of some length");
        }
    }
}
