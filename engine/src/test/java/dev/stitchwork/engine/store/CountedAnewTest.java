package dev.stitchwork.engine.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class CountedAnewTest {
    private static final long BATCH = 16;

    private final CountedAnew<Integer> counts = new CountedAnew<>(30, 1_000);

    private static Integer oneMore(Optional<Integer> before) {
        return before.orElse(0) + 1;
    }

    private int countedAt(long seconds) {
        return counts.of(BATCH, seconds, CountedAnewTest::oneMore);
    }

    @Test
    void aCountStandsUntilItIsTooOld() {
        assertEquals(1, countedAt(100));
        assertEquals(1, countedAt(129));
        assertEquals(2, countedAt(130));
    }

    @Test
    void anOutdatedCountIsMadeAnew() {
        countedAt(100);
        counts.outdate(BATCH);
        counts.outdate(BATCH + 1);

        assertEquals(2, countedAt(101));
    }

    @Test
    void aCountThatFailsLeavesTheLastOne() {
        countedAt(100);
        assertThrows(IllegalStateException.class, () -> counts.of(BATCH, 130, before -> {
            throw new IllegalStateException();
        }));

        assertEquals(2, countedAt(131));
    }

    @Test
    void tooManyBatchesAreForgotten() {
        CountedAnew<Integer> few = new CountedAnew<>(30, 1);
        LongStream.of(1, 2, 3).forEach(batch -> few.of(batch, 0, CountedAnewTest::oneMore));

        assertEquals(1, few.of(1, 0, CountedAnewTest::oneMore));
    }

    /** Many others, so that some lie beside it wherever it lies. */
    @Test
    void whoCountsOneBatchHoldsUpNoOther() throws Exception {
        CountDownLatch counting = new CountDownLatch(1);
        CountDownLatch others = new CountDownLatch(1);
        CompletableFuture<Integer> slow = CompletableFuture.supplyAsync(() -> counts.of(BATCH, 0, before -> {
            counting.countDown();
            await(others);
            return 7;
        }));
        await(counting);
        CompletableFuture<Void> rest = CompletableFuture.runAsync(() -> LongStream.range(0, 500)
                .filter(batch -> batch != BATCH)
                .forEach(batch -> counts.of(batch, 0, CountedAnewTest::oneMore)));

        rest.get(20, TimeUnit.SECONDS);
        assertFalse(slow.isDone());
        others.countDown();
        assertEquals(7, slow.get(20, TimeUnit.SECONDS));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(60, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Waited for a minute.");
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
