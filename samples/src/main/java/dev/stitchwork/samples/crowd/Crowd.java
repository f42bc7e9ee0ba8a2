package dev.stitchwork.samples.crowd;

import dev.stitchwork.samples.crowd.SimulatedWorker.Turn;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Workers at work, many more than threads: each takes one turn, then stands in line again; who finds nothing to do looks
 * in again a little later.
 */
public final class Crowd implements AutoCloseable {
    /** Whoever finds nothing looks in again after this, and after twice as long each time, as people do. */
    private static final long IDLE_MILLISECONDS_MIN = 250;
    private static final long IDLE_MILLISECONDS_MAX = 2_000;

    private final ScheduledExecutorService threads;
    private final Map<Turn, AtomicLong> turns = new ConcurrentHashMap<>();
    private final AtomicReference<RuntimeException> trouble = new AtomicReference<>();

    /** @param threadsMax turns taken at the same time */
    public Crowd(int threadsMax) {
        threads = Executors.newScheduledThreadPool(threadsMax);
        for (Turn turn : Turn.values()) {
            turns.put(turn, new AtomicLong());
        }
    }

    public void join(SimulatedWorker worker) {
        threads.execute(() -> work(worker, 0));
    }

    private void work(SimulatedWorker worker, long waited) {
        if (threads.isShutdown()) {
            return;
        }
        try {
            Turn turn = worker.turn();
            turns.get(turn).incrementAndGet();
            long wait = turn == Turn.IDLE ? Math.max(IDLE_MILLISECONDS_MIN, Math.min(IDLE_MILLISECONDS_MAX, 2 * waited)) : 0;
            threads.schedule(() -> work(worker, wait), wait, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            // The crowd was sent home between the two lines above.
        } catch (RuntimeException e) {
            if (!threads.isShutdown()) {
                trouble.compareAndSet(null, e);
            }
        }
    }

    public long count(Turn turn) {
        return turns.get(turn).get();
    }

    /** Throws what went wrong with a worker, if anything did. */
    public void check() {
        if (trouble.get() != null) {
            throw new IllegalStateException("A worker of the simulated crowd stopped", trouble.get());
        }
    }

    /** Sends everybody home; turns under way are finished. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(30, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
