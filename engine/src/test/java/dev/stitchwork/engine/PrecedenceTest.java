package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which batch a turn is given from: by deadline and priority, with one turn in five for any, so that none starves. */
class PrecedenceTest extends OnEachDatabase {
    private static final int TURNS = 120;
    /** One turn in five goes to either of two; the other four must not. Luck misses these by more than six deviations. */
    private static final int MOST = 80;

    @Test
    void theNearestDeadlineComesFirstAndTheOtherDoesNotStarve() {
        open("later", Optional.of(Duration.ofDays(20)), 0);
        open("sooner", Optional.of(Duration.ofDays(2)), 0);
        assertMostAreOf("sooner");
    }

    @Test
    void aBatchWithADeadlineComesBeforeOneWithNone() {
        open("whenever", Optional.empty(), 0);
        open("sooner", Optional.of(Duration.ofDays(2)), 0);
        assertMostAreOf("sooner");
    }

    @Test
    void aHigherPriorityComesBeforeANearerDeadline() {
        open("sooner", Optional.of(Duration.ofDays(2)), 0);
        open("urgent", Optional.empty(), 1);
        assertMostAreOf("urgent");
    }

    @Test
    void aBatchThatIsLateAnywayGoesBehindOneThatNeedNotBe() {
        BatchId lost = open("lost", Optional.of(Duration.ofDays(1)), 0);
        open("feasible", Optional.of(Duration.ofDays(2)), 0);
        house.execute("update batch set attainable = deadline + interval '1' hour where public_id = '%s'".formatted(lost.value()));
        assertMostAreOf("feasible");
    }

    private BatchId open(String name, Optional<Duration> left, int priority) {
        NewBatch batch = new NewBatch(name, "card", House.ONE_ANSWER, QualityTarget.NONE, House.alone(1), left.map(Instant.now()::plus), priority);
        BatchId opened = house.batches().open(House.CLIENT, batch);
        house.add(opened, name + ".pdf", ScriptedSplitter.documents(TURNS + 1, "town"));
        house.awaitSplit(opened);
        return opened;
    }

    private void assertMostAreOf(String first) {
        int ofFirst = 0;
        for (int turn = 1; turn <= TURNS; turn++) {
            Lease lease = house.lease(turn);
            ofFirst += house.picture(turn, lease).startsWith(first + ".pdf") ? 1 : 0;
            assertEquals(AnswerOutcome.KEPT, house.answer(turn, lease, "x"));
        }
        assertTrue(ofFirst > MOST && ofFirst < TURNS, "%d of %d turns".formatted(ofFirst, TURNS));
    }
}
