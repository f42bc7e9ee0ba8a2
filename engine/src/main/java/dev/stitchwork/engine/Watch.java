package dev.stitchwork.engine;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does one thing every ten minutes, in a thread of its own; a failure is logged, and it is tried again. */
final class Watch implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Watch.class.getName());
    private static final long MINUTES = 10;

    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(runnable -> {
        Thread daemon = new Thread(runnable, "watch");
        daemon.setDaemon(true);
        return daemon;
    });

    Watch(Runnable look) {
        thread.scheduleWithFixedDelay(
                () -> {
                    try {
                        look.run();
                    } catch (RuntimeException failed) {
                        LOG.log(Level.WARNING, "Expected to look through the latest answers but it failed; trying again later.", failed);
                    }
                },
                MINUTES, MINUTES, TimeUnit.MINUTES);
    }

    /** Waits for a look that is under way. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
                thread.shutdownNow();
            }
        } catch (InterruptedException hurried) {
            thread.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
