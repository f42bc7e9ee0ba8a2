package dev.stitchwork.engine;

import dev.stitchwork.engine.store.Store;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is seen to every minute: forecasts are renewed, logs signed, forgotten batches closed; and every ten minutes, in a
 * thread of its own since it may take long, odd work. Each is harmless to do twice, so any number of servers may make their
 * rounds on one database.
 */
final class Rounds implements AutoCloseable {
    /** A batch that no file has come into for so long is taken to be all there. */
    static final Duration FORGOTTEN = Duration.ofHours(24);

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);
    private static final int EVERY_SECONDS = 60;
    private static final int ODD_WORK_EVERY_SECONDS = 600;

    private final Store store;
    private final SigningKeys keys;
    private final Planning planning;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2, work -> {
        Thread thread = new Thread(work, "rounds");
        thread.setDaemon(true);
        return thread;
    });

    Rounds(Store store, SigningKeys keys, Planning planning) {
        this.store = store;
        this.keys = keys;
        this.planning = planning;
    }

    void start() {
        clock.scheduleWithFixedDelay(this::make, EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS);
        clock.scheduleWithFixedDelay(
                () -> attempt("Odd work could not be looked for", store.oddWorks()::look),
                ODD_WORK_EVERY_SECONDS, ODD_WORK_EVERY_SECONDS, TimeUnit.SECONDS);
    }

    /** One round; what fails is tried again in the next. */
    synchronized void make() {
        attempt("Forgotten batches could not be closed", () -> store.exposures().closeForgotten(FORGOTTEN));
        attempt("Exposure logs could not be signed",
                () -> store.exposures().unsigned().forEach(batch -> store.exposures().sign(batch, keys.engine())));
        attempt("Forecasts could not be renewed", planning::renew);
        attempt("It could not be learned how people answer", () -> store.leases().learn());
    }

    private static void attempt(String failure, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException failed) {
            LOG.warn("{}; the next round tries again.", failure, failed);
        }
    }

    /** Lets a round that is being made end. */
    @Override
    public void close() {
        clock.shutdown();
        boolean interrupted = false;
        while (!clock.isTerminated()) {
            try {
                clock.awaitTermination(1, TimeUnit.MINUTES);
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
