package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.BatchProgress;
import dev.stitchwork.engine.BatchDesk.FileProgress;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.BatchDesk.TemplateSummary;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.form.InvalidTemplateException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest extends OnEachDatabase {
    private static final AccountId ANOTHER = new AccountId(900_003);

    @Test
    void documentsComeOutInTheOrderOfTheFiles() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        house.restart(house.settings.withSplitThreads(2));
        for (int file = 1; file <= 3; file++) {
            house.add(batch, file + ".pdf", ScriptedSplitter.documents(50, "town"));
        }
        house.awaitSplit(batch);
        List<String> lines = house.delivery(batch).lines().toList();
        List<String> expected = IntStream.range(0, 150)
                .mapToObj(i -> "%d.pdf %d [%d]: town?OPEN".formatted(i / 50 + 1, i % 50 + 1, i % 50 + 1))
                .toList();
        assertEquals(expected, lines);
    }

    @Test
    void aBatchKeepsTheVersionOfItsTemplate() {
        BatchId before = house.open(House.ONE_ANSWER, 1);
        house.saveTemplate("""
                {"name": "card", "title": "Card of 1988", "locale": "en-GB", "pages": [{"widthMm": 210, "heightMm": 297}],
                 "fields": [{"name": "pet", "page": 1, "kind": "text", "box": {"x": 10, "y": 10, "width": 80, "height": 8}}]}
                """);
        BatchId after = house.open(House.ONE_ANSWER, 1);
        house.add(before, "old.pdf", ScriptedSplitter.documents(1, "town"));
        house.add(after, "new.pdf", ScriptedSplitter.documents(1, "pet"));
        house.awaitSplit(before);
        house.awaitSplit(after);
        assertEquals("old.pdf 1 [1]: town?OPEN\n", house.delivery(before));
        assertEquals("new.pdf 1 [1]: pet?OPEN\n", house.delivery(after));
        List<TemplateSummary> saved = house.batches().templates(House.CLIENT);
        assertEquals(List.of("Card of 1988"), saved.stream().map(TemplateSummary::title).toList());
        assertTrue(new String(house.batches().template(House.CLIENT, "card"), StandardCharsets.UTF_8).contains("Card of 1988"));
    }

    @Test
    void whatIsAnothersIsNotThere() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        String sentence = "Expected a batch of yours but '%s' is none.".formatted(batch.value());
        assertEquals(sentence, notFound(() -> house.batches().progress(ANOTHER, batch)));
        assertEquals(sentence, notFound(() -> house.batches().purge(ANOTHER, batch)));
        assertEquals(sentence, notFound(() -> house.batches()
                .deliver(ANOTHER, batch, DeliveryFormat.CSV, new ByteArrayOutputStream())));
        assertEquals(List.of(), house.batches().batches(ANOTHER));
        assertEquals(List.of(), house.batches().templates(ANOTHER));
        assertEquals(
                "Expected a template of yours but 'card' is none.",
                notFound(() -> house.batches().open(ANOTHER, NewBatch.usual("x", "card"))));
    }

    @Test
    void batchesAreListedNewestFirst() {
        BatchId first = house.open(House.ONE_ANSWER, 1);
        BatchId second = house.open(House.ONE_ANSWER, 1);
        assertEquals(List.of(second, first), house.batches().batches(House.CLIENT).stream().map(BatchProgress::id).toList());
    }

    @Test
    void aPurgedBatchIsGoneButForWhatWasSeenOfIt() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(2, "town"));
        Lease answered = house.lease(1);
        assertEquals(AnswerOutcome.KEPT, house.answer(1, answered, "Leeds"));
        Lease held = house.lease(2);
        house.batches().purge(House.CLIENT, batch);
        assertEquals(AnswerOutcome.KEPT, house.answer(1, answered, "Leeds"), "the reply was lost, the answer is sent again");

        BatchProgress progress = house.progress(batch);
        assertTrue(progress.purged());
        assertEquals("", progress.title());
        assertEquals(List.of(""), progress.files().stream().map(FileProgress::name).toList());
        assertEquals(List.of(), house.sealedFiles());
        assertFalse(house.work().picture(House.worker(2), held.token()).isPresent());
        assertEquals(AnswerOutcome.LEASE_OVER, house.answer(2, held, "Leeds"));
        assertTrue(house.nothingLeftFor(3));
        assertEquals(
                "Expected a batch with its files but '%s' was purged.".formatted(batch.value()),
                notFound(() -> house.delivery(batch)));
        assertEquals(0, house.count("select count(*) from answer where text is not null"));
        assertEquals(0, house.count("select count(*) from batch where wrapped_key is not null"));
        assertEquals(2, house.count("select count(*) from exposure"));
        house.batches().purge(House.CLIENT, batch);
    }

    @Test
    void aPurgedBatchDoesNotEvenTellWhichFieldsWereBlank() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(2, "town"));
        Lease blank = house.lease(1);
        house.work().answer(House.worker(1), blank.token(), "b", Reading.BLANK);
        house.key(2, "Leeds");
        assertEquals(2, house.count("select count(distinct verdict) from answer"));
        house.batches().purge(House.CLIENT, batch);
        assertEquals(1, house.count("select count(distinct verdict) from answer"));
        assertEquals(1, house.count("select count(distinct verdict) from consensus"));
        assertEquals(1, house.count("select count(distinct ink_share) from fragment"));
    }

    @Test
    void aFileThatCannotBeQueuedIsKeptAndSplitLater() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        house.execute("alter table scheduled_tasks rename to elsewhere");
        house.add(batch, "march.pdf", ScriptedSplitter.documents(1, "town"));
        assertEquals(FileState.RECEIVED, house.progress(batch).files().get(0).state());
        assertEquals(1, house.sealedFiles().size());
        house.execute("alter table elsewhere rename to scheduled_tasks");
        house.restart();
        house.awaitSplit(batch);
        assertEquals(FileState.SPLIT, house.progress(batch).files().get(0).state());
    }

    @Test
    void aTemplateSavedByManyAtOnceGetsAVersionForEach() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<?>> saves = new ArrayList<>();
        long before = house.count("select count(*) from template");
        for (int i = 0; i < 8; i++) {
            saves.add(threads.submit(() -> house.saveTemplate(House.TEMPLATE)));
        }
        for (Future<?> save : saves) {
            save.get();
        }
        threads.shutdown();
        assertEquals(before + 8, house.count("select count(*) from template"));
        assertEquals(before + 8, house.count("select max(version) from template"));
    }

    @Test
    void aFileOfAPurgedBatchIsNotSplit() throws Exception {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        java.util.concurrent.CountDownLatch begun = new java.util.concurrent.CountDownLatch(1);
        java.util.concurrent.CountDownLatch purged = new java.util.concurrent.CountDownLatch(1);
        house.add(batch, "a.pdf", (scan, pieces) -> {
            begun.countDown();
            try {
                purged.await();
            } catch (InterruptedException never) {
                throw new IllegalStateException(never);
            }
            pieces.document(ScriptedSplitter.document(ScriptedSplitter.shred("town", "too late")));
        });
        begun.await();
        house.batches().purge(House.CLIENT, batch);
        purged.countDown();
        house.stop();
        house.start();
        FileProgress file = house.progress(batch).files().get(0);
        assertEquals(FileState.UNREADABLE, file.state());
        assertEquals("The batch was purged before this file was split.", file.reason());
        assertEquals(0, house.count("select count(*) from document"));
        assertEquals(List.of(), house.sealedFiles());
    }

    @Test
    void aPurgeThatACrashCutShortIsEndedAtTheNextStart() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        house.execute("update batch set wrapped_key = null, purged = current_timestamp");
        assertEquals(2, house.sealedFiles().size());
        house.restart();
        assertEquals(List.of(), house.sealedFiles());
        assertTrue(house.progress(batch).purged());
    }

    @Test
    void aPurgeGoesInPiecesAndIsEndedAtTheNextStartWhereverItWasCutShort() throws Exception {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(60, "town"));
        house.key(1, "Leeds");
        house.execute("update fragment set flag = 'smudged'");
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try (AutoCloseable lastDocument = house.lock("select id from document order by id desc fetch first row only for update")) {
            // Ends by the lock's timeout on H2, and waits on PostgreSQL until the lock is let go.
            Future<?> purge = thread.submit(() -> house.batches().purge(House.CLIENT, batch));
            while (house.count("select count(*) from fragment where flag = ''") == 0 && !purge.isDone()) {
                Thread.onSpinWait();
            }
            assertEquals(50, house.count("select count(*) from fragment where flag = ''"));
            assertEquals(0, house.count("select count(*) from batch where wrapped_key is not null"));
            assertTrue(house.nothingLeftFor(2));
        }
        thread.shutdown();
        assertTrue(thread.awaitTermination(1, java.util.concurrent.TimeUnit.MINUTES));
        house.restart();
        assertEquals(0, house.count("select count(*) from fragment where flag <> ''"));
        assertEquals(0, house.count("select count(*) from answer where text is not null"));
        assertEquals(0, house.count("select count(*) from consensus where text is not null"));
        assertEquals(List.of(), house.sealedFiles());
    }

    @Test
    void aBatchSaysHowManyWorkersItLacks() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(4, "name", "town", "born"));
        assertEquals(6, house.progress(batch).workersMissing());
        int first = activeWorker("ann");
        int second = activeWorker("ben");
        assertEquals(4, house.progress(batch).workersMissing());
        house.key(first, "x");
        house.lease(second);
        assertEquals(4, house.progress(batch).workersMissing(), "an answer and a turn are work done, by workers who can do no more of it");
        for (int i = 0; i < 4; i++) {
            activeWorker("extra" + i);
        }
        assertEquals(0, house.progress(batch).workersMissing());
    }

    @Test
    void aTurnWastedLacksAWorkerMore() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        int first = activeWorker("ann");
        assertEquals(0, house.progress(batch).workersMissing());
        house.work().giveBack(House.worker(first), house.lease(first).token());
        assertEquals(1, house.progress(batch).workersMissing());
        house.execute("update account set closed = current_timestamp");
        assertEquals(1, house.progress(batch).workersMissing());
    }

    @Test
    void withAHigherCapATaskStillLacksDifferentWorkers() {
        BatchId batch = house.batch(new VotePolicy(3, 5, 0.8), 9, ScriptedSplitter.documents(1, "town"));
        activeWorker("ann");
        assertEquals(2, house.progress(batch).workersMissing());
    }

    @Test
    void anEmptyBatchIsNotFinished() {
        assertFalse(house.progress(house.open(House.ONE_ANSWER, 1)).finished());
    }

    @Test
    void aTitleAndAFileNameHaveLimits() {
        assertEquals(
                "Expected a title of 1 to 200 characters, none of them null, but was ' '.",
                assertThrows(IllegalArgumentException.class, () -> house.batches()
                                .open(House.CLIENT, NewBatch.usual(" ", "card")))
                        .getMessage());
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        assertEquals(
                "Expected a file name of 1 to 255 characters but was ''.",
                assertThrows(IllegalArgumentException.class, () -> house.add(batch, "", ScriptedSplitter.documents(1, "town")))
                        .getMessage());
    }

    @Test
    void aTemplateComesWithTheFilesItNamesAndNoOthers() {
        byte[] json = """
                {"name": "card", "title": "Card", "locale": "en-GB",
                 "pages": [{"widthMm": 210, "heightMm": 297, "reference": {"file": "empty.png"}}],
                 "fields": [{"name": "town", "page": 1, "kind": "text", "box": {"x": 1, "y": 1, "width": 80, "height": 8}}]}
                """.getBytes(StandardCharsets.UTF_8);
        InvalidTemplateException refused = assertThrows(
                InvalidTemplateException.class,
                () -> house.batches().saveTemplate(House.CLIENT, json, Map.of("full.png", new byte[1])));
        assertEquals(
                List.of(
                        "Expected the file 'empty.png' along with the template, which names it, but it did not come.",
                        "Expected only files that the template names but 'full.png' came along."),
                refused.problems());
    }

    private int activeWorker(String name) {
        house.execute("insert into account (name, name_key, role, password, since) values ('%s', '%s', 'WORKER', 'x', current_timestamp)"
                .formatted(name, name));
        return (int) house.count("select max(id) from account");
    }

    private static String notFound(org.junit.jupiter.api.function.Executable call) {
        return assertThrows(NotFoundException.class, call).getMessage();
    }
}
