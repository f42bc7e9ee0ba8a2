package dev.stitchwork.engine;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.BatchProgress;
import dev.stitchwork.engine.BatchDesk.FileProgress;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.engine.store.Uploads;
import dev.stitchwork.engine.vault.Pack;
import dev.stitchwork.engine.vault.Vault;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class SplitTest extends OnEachDatabase {
    @Test
    void aCrashInTheMiddleOfASplitBeginsAgainAndDoublesNothing() throws Exception {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        house.add(batch, "a.pdf", (scan, pieces) -> {
            pieces.document(ScriptedSplitter.document(ScriptedSplitter.shred("town", "cut before the crash")));
            begun.countDown();
            try {
                never.await();
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        });
        begun.await();
        house.stop();
        leaveAPackBehind();
        house.splitter.on("a.pdf", ScriptedSplitter.documents(3, "town"));
        house.start();
        house.awaitSplit(batch);
        assertEquals(3, house.progress(batch).documents());
        assertEquals(2, house.sealedFiles().size(), "the upload and one pack: " + house.sealedFiles());
    }

    /** What a server leaves that is killed after its pack is kept and before its documents are on record. */
    private void leaveAPackBehind() throws IOException {
        try (Store store = Store.open(house.settings)) {
            long file = store.uploads().waiting().get(0).file();
            Uploads.Attempt attempt = store.uploads().begin(file).orElseThrow();
            try (Pack pack = Vault.open(data.resolve("vault")).safe(attempt.owner(), attempt.wrappedKey()).newPack()) {
                pack.append(new byte[] {1, 2, 3});
                assertTrue(store.uploads().packing(attempt, pack.name()));
                pack.keep();
            }
        }
    }

    @Test
    void whatIsWrittenOfAFileIsNobodysUntilAllOfItIs() {
        house.execute("alter table document add constraint broken check (number <> 50)");
        BatchId crowds = house.open(House.ONE_ANSWER, House.alone(1));
        BatchId operators = house.open(House.ONE_ANSWER, House.alone(1).withInkMaxPpm(1));
        for (BatchId batch : List.of(crowds, operators)) {
            house.add(batch, batch.value() + ".pdf", ScriptedSplitter.documents(60, "town"));
        }
        await().until(() -> house.count("select count(*) from document") == 2 * 40
                && house.count("select sum(died) from file") == 0);
        assertTrue(house.nothingLeftFor(1));
        assertEquals(0, house.office().disputes());
        for (BatchId batch : List.of(crowds, operators)) {
            assertEquals(FileState.RECEIVED, house.progress(batch).files().get(0).state());
            assertEquals("", house.delivery(batch).replaceFirst("file.*\n", ""), "no document is delivered");
        }
        house.execute("alter table document drop constraint broken");
        house.splitAgainNow(2);
        house.awaitSplit(crowds);
        house.awaitSplit(operators);
        assertEquals(2 * 60, house.count("select count(*) from document"), "what the first attempt wrote is taken away");
        assertEquals(60, house.office().disputes());
        house.key(1, "Ely");
    }

    @Test
    void anOvertakenAttemptKeepsNothing() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        house.stop();
        try (Store store = Store.open(house.settings)) {
            Uploads.Received received = store.uploads()
                    .received(store.batches().of(House.CLIENT, batch), "a.pdf", 5, "0".repeat(32), Optional.empty());
            Uploads.Attempt slow = store.uploads().begin(received.file()).orElseThrow();
            Uploads.Attempt quick = store.uploads().begin(received.file()).orElseThrow();
            assertFalse(store.documents().split(slow, List.of(), List.of("slow"), Optional.empty()));
            store.uploads().unreadable(slow, "slow");
            assertTrue(store.documents().split(quick, List.of(), List.of("quick"), Optional.empty()));
            assertEquals(Optional.empty(), store.uploads().begin(received.file()));
        }
        house.start();
        FileProgress file = house.progress(batch).files().get(0);
        assertEquals(FileState.SPLIT, file.state());
        assertEquals(List.of("quick"), file.refusals());
    }

    @Test
    void anUnreadableFileSaysWhyAndLeavesTheOthersAlone() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        house.add(batch, "bad.pdf", (scan, pieces) -> {
            pieces.document(ScriptedSplitter.document(ScriptedSplitter.shred("town", "does not count")));
            throw new UnreadableScanException("Expected a PDF but 'bad.pdf' is a text file.");
        });
        house.add(batch, "good.pdf", ScriptedSplitter.documents(1, "town"));
        house.awaitSplit(batch);
        BatchProgress progress = house.progress(batch);
        assertEquals(
                List.of("Expected a PDF but 'bad.pdf' is a text file.", ""),
                progress.files().stream().map(FileProgress::reason).toList());
        assertEquals(
                List.of(FileState.UNREADABLE, FileState.SPLIT),
                progress.files().stream().map(FileProgress::state).toList());
        assertEquals(1, progress.documents());
    }

    @Test
    void whateverASplitterThrowsTheServiceStaysUp() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        house.add(batch, "bomb.pdf", (scan, pieces) -> {
            throw new OutOfMemoryError("a test's");
        });
        house.add(batch, "deep.pdf", (scan, pieces) -> {
            throw new StackOverflowError("a test's");
        });
        house.add(batch, "odd.pdf", (scan, pieces) -> {
            throw new ArrayIndexOutOfBoundsException("a test's");
        });
        house.add(batch, "foreign.pdf", ScriptedSplitter.documents(1, "no such field"));
        house.add(batch, "good.pdf", ScriptedSplitter.documents(1, "town"));
        house.awaitSplit(batch);
        assertEquals(
                List.of(
                        "Expected a file that can be split in the server's memory but 'bomb.pdf' needs more; split it into several files.",
                        "Expected a file without endless nesting but 'deep.pdf' has too much of it; save it anew.",
                        "Expected a file that can be read but 'odd.pdf' is broken (ArrayIndexOutOfBoundsException); save it anew.",
                        "Expected a file that can be read but 'foreign.pdf' is broken (IllegalArgumentException); save it anew.",
                        ""),
                house.progress(batch).files().stream().map(FileProgress::reason).toList());
        house.key(1, "Leeds");
        assertTrue(house.progress(batch).finished());
    }

    @Test
    void refusedDocumentsAreKeptAsSentences() {
        BatchId batch = house.batch(House.ONE_ANSWER, 1, (scan, pieces) -> {
            pieces.refused(List.of(1), "Expected the form 'card' on page 1 but it shows another.");
            pieces.document(ScriptedSplitter.document(ScriptedSplitter.shred("town", "x")));
            pieces.refused(List.of(3), "Expected the form 'card' on page 3 but it is empty.");
        });
        FileProgress file = house.progress(batch).files().get(0);
        assertEquals(FileState.SPLIT, file.state());
        assertEquals(1, file.documents());
        assertEquals(
                List.of(
                        "Expected the form 'card' on page 1 but it shows another.",
                        "Expected the form 'card' on page 3 but it is empty."),
                file.refusals());
    }

    @Test
    void theOldestFileIsSplitFirst() {
        house.restart(house.settings.withSplitThreads(1));
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        CountDownLatch allAreIn = new CountDownLatch(1);
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        for (String name : List.of("1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf")) {
            house.add(batch, name, (scan, pieces) -> {
                try {
                    allAreIn.await();
                } catch (InterruptedException never) {
                    throw new IllegalStateException(never);
                }
                order.add(scan.name());
            });
        }
        allAreIn.countDown();
        house.awaitSplit(batch);
        assertEquals(List.of("1.pdf", "2.pdf", "3.pdf", "4.pdf", "5.pdf"), order);
    }

    @Test
    void theSplitterIsGivenTheBytesTheFormItsReferencesAndThePassword() throws Exception {
        String json = """
                {"name": "card", "title": "Card", "locale": "en-GB",
                 "pages": [{"widthMm": 210, "heightMm": 297, "reference": {"file": "empty.png", "page": 1}}],
                 "fields": [{"name": "town", "page": 1, "kind": "text", "box": {"x": 1, "y": 1, "width": 80, "height": 8}}]}
                """;
        house.batches().saveTemplate(
                House.CLIENT, json.getBytes(StandardCharsets.UTF_8), Map.of("empty.png", "an empty form".getBytes(StandardCharsets.UTF_8)));
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        List<String> given = Collections.synchronizedList(new ArrayList<>());
        house.splitter.on("locked.pdf", (scan, pieces) -> {
            try (InputStream bytes = java.nio.channels.Channels.newInputStream(scan.content().open())) {
                given.add(new String(bytes.readAllBytes(), StandardCharsets.UTF_8));
            } catch (IOException failed) {
                throw new IllegalStateException(failed);
            }
            given.add(scan.template().title());
            given.add(new String(scan.references().get("empty.png"), StandardCharsets.UTF_8));
            given.add(scan.password().orElseThrow());
        });
        house.batches().add(
                House.CLIENT, batch, "locked.pdf", new ByteArrayInputStream("its bytes".getBytes(StandardCharsets.UTF_8)), Optional.of("pass word"));
        house.awaitSplit(batch);
        assertEquals(List.of("its bytes", "Card", "an empty form", "pass word"), given);
    }

    @Test
    void aBatchSaysWhyNothingWasReadByMachine() {
        house.splitter.machineReadingUnavailable("Printed text is not read by machine here: no Tesseract for this platform.");
        BatchId batch = house.batch(House.ONE_ANSWER, 1, ScriptedSplitter.documents(1, "town"));
        assertEquals(
                List.of("Printed text is not read by machine here: no Tesseract for this platform."),
                house.progress(batch).notes());
    }

    @Test
    void aMachineIsOneVoiceAndNeverFinalByItself() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, (scan, pieces) -> pieces.document(ScriptedSplitter.document(
                ScriptedSplitter.shred("town", "t", new MachineReading("ocr", Reading.of("Leeds"), 0.95)),
                ScriptedSplitter.shred("name", "n", new MachineReading("ocr", Reading.of("A"), 0.3)))));
        assertEquals(Map.of(TaskState.OPEN, 2), house.progress(batch).tasks());
        assertEquals(2, house.progress(batch).machineAnswers());
        assertEquals(3, house.count("select sum(wanted) from task"));
    }

    @Test
    void aMachineDecidesWhereTheFieldLetsIt() {
        house.saveTemplate("""
                {"name": "card", "title": "Card", "locale": "en-GB", "pages": [{"widthMm": 210, "heightMm": 297}],
                 "fields": [{"name": "town", "page": 1, "kind": "text", "machine": {"decidesAt": 0.9},
                             "box": {"x": 10, "y": 10, "width": 80, "height": 8}}]}
                """);
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, (scan, pieces) -> pieces.document(ScriptedSplitter.document(
                ScriptedSplitter.shred("town", "t", new MachineReading("ocr", Reading.of("Leeds"), 0.95)))));
        BatchProgress progress = house.progress(batch);
        assertTrue(progress.finished());
        assertEquals(0, progress.answered());
        assertTrue(house.nothingLeftFor(1));
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), house.delivery(batch));
    }

    @Test
    void anUploadThatBreaksOffLeavesNothing() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        InputStream breaks = new InputStream() {
            private int read;

            @Override
            public int read() throws IOException {
                if (read++ > 100_000) {
                    throw new IOException("the line is cut");
                }
                return 'x';
            }
        };
        IOException cut = assertThrows(
                IOException.class, () -> house.batches().add(House.CLIENT, batch, "a.pdf", breaks, Optional.empty()));
        assertEquals("the line is cut", cut.getMessage());
        assertEquals(List.of(), house.progress(batch).files());
        assertEquals(List.of(), house.sealedFiles());
    }

    @Test
    void anUploadOverTheLimitLeavesNothing() {
        house.restart(house.settings.withUploadBytesMax(1_000));
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        FileTooLargeException large = assertThrows(
                FileTooLargeException.class,
                () -> house.batches().add(House.CLIENT, batch, "a.pdf", new ByteArrayInputStream(new byte[1_001]), Optional.empty()));
        assertEquals(
                "Expected a file of at most 1,000 bytes but 'a.pdf' is larger; split it into several files.", large.getMessage());
        assertEquals(List.of(), house.progress(batch).files());
        assertEquals(List.of(), house.sealedFiles());
    }

    @Test
    void aFileThatIsOnRecordButNotQueuedIsSplitAfterAStart() {
        BatchId batch = house.open(House.ONE_ANSWER, 1);
        CountDownLatch stopped = new CountDownLatch(1);
        house.add(batch, "a.pdf", (scan, pieces) -> {
            try {
                stopped.await();
            } catch (InterruptedException expected) {
                throw new IllegalStateException(expected);
            }
        });
        house.stop();
        house.splitter.on("a.pdf", ScriptedSplitter.documents(1, "town"));
        try (Store store = Store.open(house.settings)) {
            store.database().write(handle -> handle.execute("delete from scheduled_tasks"));
        }
        house.start();
        house.awaitSplit(batch);
        await().until(() -> house.progress(batch).documents() == 1);
    }
}
