package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.BatchProgress;
import dev.stitchwork.engine.consensus.VotePolicy;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The straight line: a batch goes in, is keyed, and comes out. */
abstract class EngineLaws {
    @TempDir
    Path data;

    House house;

    /** An empty database. */
    abstract EngineSettings settings(Path data);

    @BeforeEach
    void open() {
        house = new House(settings(data));
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void aBatchGoesInIsKeyedAndComesOut() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "born", "name"));
        assertEquals(Map.of(TaskState.OPEN, 2), house.progress(batch).tasks());
        for (int worker = 1; worker <= 4; worker++) {
            Lease lease = house.work().lease(House.worker(worker)).orElseThrow();
            String seen = house.picture(worker, lease);
            assertEquals(AnswerOutcome.KEPT, house.answer(worker, lease, seen.endsWith("name") ? "ada  LOVELACE" : "10.12.1815"));
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
}
