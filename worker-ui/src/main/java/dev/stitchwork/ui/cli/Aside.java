package dev.stitchwork.ui.cli;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * One thing done beside what a command does, on a thread of its own: the next begins when the last is done, so that they are
 * done in order and never more than one is held. What goes wrong there is thrown at who gives the next, or closes.
 */
final class Aside implements AutoCloseable {
    private final ExecutorService thread;
    private Future<?> last = CompletableFuture.completedFuture(null);

    /** May fail as a file may. */
    interface Work {
        void run() throws IOException;
    }

    Aside(String name) {
        thread = Executors.newSingleThreadExecutor(work -> {
            Thread one = new Thread(work, name);
            one.setDaemon(true);
            return one;
        });
    }

    /** Begins it when what was given before is done; does not wait for its end. */
    void run(Work work) throws IOException {
        await();
        last = thread.submit((Callable<Void>) () -> {
            work.run();
            return null;
        });
    }

    /** Waits until all is done. */
    void await() throws IOException {
        Future<?> awaited = last;
        last = CompletableFuture.completedFuture(null);
        try {
            awaited.get();
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof IOException broken) {
                throw broken;
            }
            if (failed.getCause() instanceof RuntimeException broken) {
                throw broken;
            }
            throw new IllegalStateException(failed.getCause());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Expected to go on but was told to stop.");
        }
    }

    @Override
    public void close() throws IOException {
        try {
            await();
        } finally {
            thread.shutdown();
        }
    }
}
