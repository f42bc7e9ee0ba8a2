package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.BatchProgress;
import dev.stitchwork.engine.consensus.VotePolicy;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StraightLineTest extends OnEachDatabase {
    @Test
    void aBatchGoesInIsKeyedAndComesOut() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "born", "name"));
        assertEquals(Map.of(TaskState.OPEN, 2), house.progress(batch).tasks());
        for (int worker = 1; worker <= 4; worker++) {
            Lease lease = house.lease(worker);
            String keyed = house.picture(worker, lease).endsWith("name") ? "ada  LOVELACE" : "10.12.1815";
            assertEquals(AnswerOutcome.KEPT, house.answer(worker, lease, keyed));
        }
        BatchProgress progress = house.progress(batch);
        assertTrue(progress.finished());
        assertEquals(Map.of(TaskState.AGREED, 2), progress.tasks());
        assertEquals(4, progress.humanAnswers());
        assertEquals(2, progress.answered());
        assertEquals(1, progress.shownMost());
        assertEquals(0.5, progress.shownMostShare());
        assertEquals("scan-of-%s.pdf 1 [1]: name=ada LOVELACE born=1815-12-10\n".formatted(batch.value()), house.delivery(batch));
        assertFalse(house.work().lease(House.worker(5)).isPresent());
    }

    @Test
    void whatIsAnsweredIsThereAfterARestart() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(2, "town"));
        Lease held = house.lease(1);
        house.key(2, "Leeds");
        house.restart();
        assertEquals(1, house.progress(batch).humanAnswers());
        assertEquals(AnswerOutcome.KEPT, house.answer(1, held, "Leeds"));
        assertTrue(house.progress(batch).finished());
    }
}
