package dev.stitchwork.engine.store;

import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What was counted of each batch, counted anew when it is asked for and too old. Whoever counts holds up those who ask about the
 * same batch, and nobody else: the map itself is never held meanwhile.
 */
final class CountedAnew<V> {
    private final long freshSeconds;
    private final int batchesMax;
    private final ConcurrentHashMap<Long, Batch<V>> batches = new ConcurrentHashMap<>();

    /**
     * @param freshSeconds for which a count stands
     * @param batchesMax remembered at most; beyond it all are forgotten, and counted anew
     */
    CountedAnew(long freshSeconds, int batchesMax) {
        this.freshSeconds = freshSeconds;
        this.batchesMax = batchesMax;
    }

    /**
     * The count of a batch.
     *
     * @param seconds on the batch's own clock
     * @param count told of the last count, if there was one; where it fails, that one is kept, and the next to ask counts
     */
    V of(long batch, long seconds, Function<Optional<V>, V> count) {
        if (batches.size() > batchesMax) {
            batches.clear();
        }
        return batches.computeIfAbsent(batch, none -> new Batch<>()).of(seconds, freshSeconds, count);
    }

    /** Has a batch counted anew when it is next asked for. */
    void outdate(long batch) {
        Optional.ofNullable(batches.get(batch)).ifPresent(Batch::outdate);
    }

    private static final class Batch<V> {
        private Optional<V> counted = Optional.empty();
        private long staleAt;

        synchronized V of(long seconds, long freshSeconds, Function<Optional<V>, V> count) {
            if (counted.isEmpty() || seconds >= staleAt) {
                counted = Optional.of(count.apply(counted));
                staleAt = seconds + freshSeconds;
            }
            return counted.get();
        }

        synchronized void outdate() {
            staleAt = Long.MIN_VALUE;
        }
    }
}
