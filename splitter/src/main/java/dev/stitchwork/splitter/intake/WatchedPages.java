package dev.stitchwork.splitter.intake;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Pages decoded on a thread of their own, which is given up when it takes too long: decoders have no way to be stopped,
 * and some files keep them busy for ever. After that the file is closed to its reader.
 */
final class WatchedPages implements Pages {
    private final String name;
    private final Duration time;
    private final ExecutorService thread;
    private Pages pages;
    private int count;
    private FileFormat format;

    private WatchedPages(String name, Duration time) {
        this.name = name;
        this.time = time;
        this.thread = Executors.newSingleThreadExecutor(task -> {
            Thread decoder = new Thread(null, task, "decoder", 4L << 20);
            decoder.setDaemon(true);
            return decoder;
        });
    }

    static Pages open(String name, Duration time, Callable<Pages> opening) throws RefusedException {
        WatchedPages watched = new WatchedPages(name, time);
        try {
            watched.pages = watched.within("scan '%s'".formatted(name), opening);
            watched.count = watched.pages.count();
            watched.format = watched.pages.format();
            return watched;
        } catch (RefusedException refused) {
            watched.thread.shutdownNow();
            throw refused;
        }
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public FileFormat format() {
        return format;
    }

    @Override
    public PageFacts facts(int number) throws RefusedException {
        return of(number, () -> pages.facts(number));
    }

    @Override
    public Page page(int number) throws RefusedException {
        return of(number, () -> pages.page(number));
    }

    private <T> T of(int number, Callable<T> work) throws RefusedException {
        if (thread.isShutdown()) {
            throw new RefusedException(
                    "Expected to go on with page %d of scan '%s' but an earlier page of it took too long."
                            .formatted(number, name));
        }
        return within("page %d of scan '%s'".formatted(number, name), work);
    }

    private <T> T within(String what, Callable<T> work) throws RefusedException {
        var result = thread.submit(work);
        try {
            return result.get(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            result.cancel(true);
            thread.shutdownNow();
            throw new RefusedException(
                    "Expected to decode %s in %d seconds but it took longer.".formatted(what, time.toSeconds()), late);
        } catch (InterruptedException interrupted) {
            result.cancel(true);
            thread.shutdownNow();
            Thread.currentThread().interrupt();
            throw new RefusedException("Expected to decode %s but was told to stop.".formatted(what), interrupted);
        } catch (ExecutionException failed) {
            throw refusal(what, failed.getCause());
        }
    }

    /** Whatever a decoder throws is the file's fault: exceptions of every kind, endless recursion, absurd sizes. */
    private static RefusedException refusal(String what, Throwable cause) {
        if (cause instanceof RefusedException refused) {
            return refused;
        }
        return new RefusedException("Expected to decode %s but it is damaged: %s.".formatted(what, reason(cause)), cause);
    }

    private static String reason(Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return "it asks for more memory than there is";
        }
        if (cause instanceof StackOverflowError) {
            return "its parts contain each other without end";
        }
        String message = cause.getMessage();
        String said = message == null || message.isBlank() ? cause.getClass().getSimpleName() : message;
        String line = said.lines().findFirst().orElse(said).strip();
        return line.endsWith(".") ? line.substring(0, line.length() - 1) : line;
    }

    @Override
    public void close() {
        if (!thread.isShutdown()) {
            thread.execute(pages::close);
            thread.shutdown();
        }
    }
}
