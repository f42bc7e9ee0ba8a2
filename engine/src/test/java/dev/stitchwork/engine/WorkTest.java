package dev.stitchwork.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.WorkDesk.Tally;
import dev.stitchwork.engine.consensus.VotePolicy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WorkTest extends OnEachDatabase {
    private static final Duration SHORT = Duration.ofMillis(150);

    @Test
    void aWorkerSeesNoMoreOfADocumentThanTheCap() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "name", "town", "born"));
        house.key(1, "x");
        assertTrue(house.nothingLeftFor(1));
        house.key(2, "x");
        house.key(3, "x");
    }

    @Test
    void aHigherCapShowsSoManyDifferentFragments() {
        house.batch(House.ONE_ANSWER, 2, ScriptedSplitter.documents(1, "name", "town", "born"));
        Lease first = house.lease(1);
        String firstSeen = house.picture(1, first);
        house.answer(1, first, "x");
        Lease second = house.lease(1);
        assertNotEquals(firstSeen, house.picture(1, second));
        house.answer(1, second, "x");
        assertTrue(house.nothingLeftFor(1));
    }

    @Test
    void aWorkerNeverGetsATaskTwice() {
        house.batch(new VotePolicy(3, 5, 0.8), 3, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        house.work().giveBack(House.worker(1), lease.token());
        assertTrue(house.nothingLeftFor(1));
        house.key(2, "x");
        assertTrue(house.nothingLeftFor(2));
    }

    @Test
    void aTaskIsLeasedToNoMoreWorkersThanItWantsAnswers() {
        house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
        house.lease(1);
        house.lease(2);
        assertTrue(house.nothingLeftFor(3));
    }

    @Test
    void aTieAsksOneMore() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
        house.key(1, "Leeds");
        house.key(2, "Leads");
        house.key(3, "leeds");
        assertTrue(house.progress(batch).finished());
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), house.delivery(batch));
    }

    @Test
    void aWorkerAtTheLimitGetsItsOldestTurnAgain() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(5, "town"));
        Lease first = house.lease(1);
        Lease second = house.lease(1);
        Lease third = house.lease(1);
        assertEquals(3, Set.of(first.token(), second.token(), third.token()).size());
        assertEquals(first, house.lease(1));
        assertEquals(first, house.lease(1));
        house.answer(1, first, "x");
        Lease fourth = house.lease(1);
        assertFalse(Set.of(first.token(), second.token(), third.token()).contains(fourth.token()));
        assertEquals(second, house.lease(1));
    }

    @Test
    void theExposureIsOnRecordWhenATurnIsGiven() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        house.lease(1);
        assertEquals(1, house.count("select count(*) from exposure where account = 1 and reason = 'LEASE'"));
    }

    @Test
    void anExpiredLeaseGoesToTheNextWorker() {
        withLeases(Duration.ofSeconds(2));
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        assertTrue(house.nothingLeftFor(2));
        Optional<Lease> next = await().pollInterval(Duration.ofMillis(20)).until(() -> house.work().lease(House.worker(2)), Optional::isPresent);
        assertNotEquals(lease.token(), next.orElseThrow().token());
        assertFalse(house.work().picture(House.worker(1), lease.token()).isPresent());
    }

    @Test
    void theTurnsOfAWorkerWhoLeftAreOnOfferWithinHalfAMinute() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(2, "town"));
        house.lease(1);
        house.lease(3);
        house.work().here(House.worker(1));
        house.work().left(House.worker(1));
        Duration ahead = untilPresenceEnds(1);
        assertTrue(ahead.compareTo(Duration.ofSeconds(13)) < 0, "longest wait: " + ahead);
        assertTrue(house.nothingLeftFor(2));
        endPresence(1);
        house.key(2, "x");
        assertTrue(house.nothingLeftFor(2), "who never said a word is not judged by silence");
    }

    @Test
    void aSilentPageCountsAsClosedBeforeHalfAMinuteIsOver() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        house.lease(1);
        house.work().here(House.worker(1));
        Duration ahead = untilPresenceEnds(1);
        assertTrue(ahead.compareTo(Duration.ofSeconds(26)) < 0, "longest wait: " + ahead);
        endPresence(1);
        house.key(2, "x");
    }

    @Test
    void aPageThatComesBackInTimeHasItsTurnsStill() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        house.work().left(House.worker(1));
        house.work().here(House.worker(1));
        assertTrue(untilPresenceEnds(1).compareTo(Duration.ofSeconds(20)) > 0);
        assertTrue(house.nothingLeftFor(2));
        assertTrue(house.work().picture(House.worker(1), lease.token()).isPresent());
    }

    @Test
    void theAnswerOfOneWhoLeftCountsWhileItIsWanted() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        house.work().left(House.worker(1));
        endPresence(1);
        assertTrue(house.nothingLeftFor(1), "an answer may still be on its way");
        assertEquals(AnswerOutcome.KEPT, house.answer(1, lease, "Leeds"));
    }

    @Test
    void aTurnThatRanOutIsOfferedToTheSameWorkerAgain() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease lost = house.lease(1);
        String seen = house.picture(1, lost);
        house.execute("update lease set until = current_timestamp - interval '1' minute");
        Lease again = house.lease(1);
        assertNotEquals(lost.token(), again.token());
        assertEquals(seen, house.picture(1, again));
        assertEquals(1, house.count("select count(*) from exposure"));
        assertEquals(1, house.count("select count(*) from exposure_row where line like '% reload %'"));
        assertEquals(AnswerOutcome.KEPT, house.answer(1, again, "Leeds"));
        assertTrue(house.progress(batch).finished());
    }

    private Duration untilPresenceEnds(int worker) {
        return Duration.ofSeconds(house.count("select cast(extract(epoch from present_until) - extract(epoch from current_timestamp)"
                + " as bigint) from worker where account = " + worker));
    }

    /** As if that time had passed. */
    private void endPresence(int worker) {
        house.execute("update worker set present_until = current_timestamp where account = " + worker);
    }

    @Test
    void aLateAnswerIsKeptWhileNobodyHasTakenItsSlot() {
        withLeases(SHORT);
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        awaitOver(1, lease);
        assertEquals(AnswerOutcome.KEPT, house.answer(1, lease, "Leeds"));
        assertTrue(house.progress(batch).finished());
        assertTrue(house.nothingLeftFor(2));
    }

    @Test
    void aLateAnswerWhoseSlotIsTakenIsOver() {
        withLeases(SHORT);
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease late = house.lease(1);
        awaitOver(1, late);
        withLeases(Duration.ofMinutes(3));
        house.key(2, "York");
        assertEquals(AnswerOutcome.LEASE_OVER, house.answer(1, late, "Leeds"));
        assertEquals(1, house.progress(batch).humanAnswers());
        assertTrue(house.delivery(batch).endsWith("town=York\n"), house.delivery(batch));
    }

    @Test
    void theSameKeyAndReadingAgainIsTheSameReply() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        assertEquals(AnswerOutcome.KEPT, house.answer(1, lease, "Leeds"));
        assertEquals(AnswerOutcome.KEPT, house.answer(1, lease, "Leeds"));
        assertEquals(1, house.progress(batch).humanAnswers());
    }

    @Test
    void theSameKeyWithAnotherReadingClashes() {
        house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        house.answer(1, lease, "Leeds");
        assertEquals(AnswerOutcome.KEY_CLASH, house.answer(1, lease, "York"));
    }

    @Test
    void theSameKeyForAnotherTurnClashes() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(2, "town"));
        Lease first = house.lease(1);
        Lease second = house.lease(1);
        assertEquals(AnswerOutcome.KEPT, house.work().answer(House.worker(1), first.token(), "k", Reading.of("Leeds")));
        assertEquals(AnswerOutcome.KEY_CLASH, house.work().answer(House.worker(1), second.token(), "k", Reading.of("Leeds")));
    }

    @Test
    void twoWorkersMayMakeTheSameKey() {
        house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
        Lease first = house.lease(1);
        Lease second = house.lease(2);
        assertEquals(AnswerOutcome.KEPT, house.work().answer(House.worker(1), first.token(), "k", Reading.of("Leeds")));
        assertEquals(AnswerOutcome.KEPT, house.work().answer(House.worker(2), second.token(), "k", Reading.of("Leeds")));
    }

    @Test
    void anAnsweredTurnIsOver() {
        house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        house.answer(1, lease, "Leeds");
        assertEquals(AnswerOutcome.LEASE_OVER, house.work().answer(House.worker(1), lease.token(), "another", Reading.BLANK));
        assertFalse(house.work().picture(House.worker(1), lease.token()).isPresent());
    }

    @Test
    void anothersTokenIsGoodForNothing() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        assertFalse(house.work().picture(House.worker(2), lease.token()).isPresent());
        assertEquals(AnswerOutcome.LEASE_OVER, house.answer(2, lease, "Leeds"));
        house.work().giveBack(House.worker(2), lease.token());
        assertEquals(0, house.progress(batch).humanAnswers());
        assertEquals(AnswerOutcome.KEPT, house.answer(1, lease, "Leeds"));
    }

    @Test
    void aTurnGivenBackIsOnOfferAtOnceAndItsExposureStands() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "name", "town"));
        Lease lease = house.lease(1);
        String seen = house.picture(1, lease);
        house.work().giveBack(House.worker(1), lease.token());
        assertTrue(house.nothingLeftFor(1));
        assertEquals(AnswerOutcome.LEASE_OVER, house.answer(1, lease, "Leeds"));
        Set<String> left = Set.of(house.picture(2, house.lease(2)), house.picture(3, house.lease(3)));
        assertTrue(left.contains(seen), left.toString());
    }

    @Test
    void aWorkerForWhomNothingWasLeftHearsOfNewDocuments() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(3, "town"));
        IntStream.range(0, 3).forEach(i -> house.key(1, "x"));
        assertTrue(house.nothingLeftFor(1));
        assertTrue(house.nothingLeftFor(1));
        house.add(batch, "later.pdf", ScriptedSplitter.documents(1, "town"));
        house.awaitSplit(batch);
        house.key(1, "x");
        assertTrue(house.nothingLeftFor(1));
    }

    @Test
    void aWorkerForWhomNothingWasLeftHearsOfASlotThatFreesUp() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        Lease lease = house.lease(1);
        assertTrue(house.nothingLeftFor(2));
        house.work().giveBack(House.worker(1), lease.token());
        house.key(2, "x");
    }

    @Test
    void documentsAreDrawnInNoOrder() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(12, "town"));
        Set<List<String>> orders = new HashSet<>();
        for (int worker = 1; worker <= 2; worker++) {
            List<String> order = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                Lease lease = house.lease(worker);
                order.add(house.picture(worker, lease));
                house.answer(worker, lease, "x");
            }
            orders.add(order);
        }
        List<String> inOrder = IntStream.rangeClosed(1, 12)
                .mapToObj(number -> "scan-of-%s.pdf %d town".formatted(batch.value(), number))
                .toList();
        orders.add(inOrder);
        assertEquals(3, orders.size(), orders.toString());
    }

    @Test
    void answersAreTalliedByDayAndInAll() {
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(3, "town"));
        house.key(1, "x");
        house.key(1, "x");
        house.key(2, "x");
        assertEquals(new Tally(2, 2), house.work().tally(House.worker(1)));
        house.execute("update answer set given = given - interval '2' day where id = (select min(id) from answer)");
        assertEquals(new Tally(1, 2), house.work().tally(House.worker(1)));
    }

    @Test
    void aKeyHasOneToSixtyFourCharacters() {
        IllegalArgumentException tooLong = assertThrows(
                IllegalArgumentException.class,
                () -> house.work().answer(House.worker(1), "0".repeat(32), "k".repeat(65), Reading.BLANK));
        assertEquals("Expected a key of 1 to 64 characters but was 65.", tooLong.getMessage());
    }

    @Test
    void aPieceOfADateIsKeyedAsText() {
        house.saveTemplate("""
                {"name": "card", "title": "Card", "locale": "en-GB", "pages": [{"widthMm": 210, "heightMm": 297}],
                 "fields": [{"name": "born", "page": 1, "kind": "date", "parts": 2,
                             "box": {"x": 10, "y": 10, "width": 80, "height": 8}}]}
                """);
        house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "born"));
        assertEquals(dev.stitchwork.engine.form.FieldKind.TEXT, house.lease(1).kind());
    }

    private void withLeases(Duration time) {
        house.restart(house.settings.withLeaseTime(time));
    }

    private void awaitOver(int worker, Lease lease) {
        await().pollInterval(Duration.ofMillis(10))
                .until(() -> house.work().picture(House.worker(worker), lease.token()).isEmpty());
    }
}
