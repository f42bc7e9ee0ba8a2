package dev.stitchwork.ui;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.BatchDesk;
import dev.stitchwork.engine.BatchId;
import io.javalin.http.Context;
import io.javalin.http.sse.SseClient;
import io.javalin.http.sse.SseHandler;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells browsers how far a batch is, as server-sent events. The desk is asked once a second for each batch that somebody
 * watches, however many watch it, and an event is sent only where something changed.
 */
final class ProgressStream implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ProgressStream.class);
    /** A stream ends after this and the browser opens the next, so that a closed session stops seeing progress. */
    private static final Duration STREAM_TIME_MAX = Duration.ofMinutes(5);
    /** A comment this often shows a proxy that the stream lives, and us that the browser does. */
    private static final Duration SILENCE_MAX = Duration.ofSeconds(15);

    private final BatchDesk desk;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(daemon("progress-ticker"));
    /** Sending may block on a slow network: each watcher blocks itself only. */
    private final ExecutorService senders = Executors.newCachedThreadPool(daemon("progress-sender"));

    ProgressStream(BatchDesk desk) {
        this.desk = desk;
        ticker.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
    }

    private record Watched(AccountId client, BatchId batch) {}

    private static final class Watcher {
        final Watched watched;
        final SseClient client;
        final long openedNanos = System.nanoTime();
        final AtomicBoolean sending = new AtomicBoolean();
        volatile String lastSent = "";
        volatile long lastSentNanos = System.nanoTime();

        Watcher(Watched watched, SseClient client) {
            this.watched = watched;
            this.client = client;
        }
    }

    void open(Context ctx, AccountId account, BatchId batch) {
        Watched watched = new Watched(account, batch);
        String now = progress(watched); // refuses a batch that is not this client's while a status can still say so
        String accept = ctx.header("Accept");
        if (accept == null || !accept.contains("text/event-stream")) {
            throw new Problem(406, "Expected the header 'Accept: text/event-stream' but it is missing.");
        }
        new SseHandler(client -> {
            client.keepAlive();
            Watcher watcher = new Watcher(watched, client);
            client.onClose(() -> watchers.remove(watcher));
            watchers.add(watcher);
            send(watcher, now);
        }).handle(ctx);
    }

    /** A ticker that throws is never run again. */
    private void tick() {
        try {
            tellAll();
        } catch (Throwable broken) {
            LOG.error("Progress could not be told; the next second tries again.", broken);
        }
    }

    private void tellAll() {
        Map<Watched, Set<Watcher>> byBatch =
                watchers.stream().collect(Collectors.groupingBy(watcher -> watcher.watched, Collectors.toSet()));
        byBatch.forEach((watched, listening) -> {
            try {
                String now = progress(watched);
                listening.forEach(watcher -> {
                    if (watcher.sending.compareAndSet(false, true)) {
                        senders.execute(() -> sendAndRelease(watcher, now));
                    }
                });
            } catch (RuntimeException e) {
                LOG.warn("Progress could not be told; its watchers will ask again.", e);
                listening.forEach(watcher -> watcher.client.close());
            }
        });
    }

    private static void sendAndRelease(Watcher watcher, String now) {
        try {
            send(watcher, now);
        } finally {
            watcher.sending.set(false);
        }
    }

    private static void send(Watcher watcher, String now) {
        long nanos = System.nanoTime();
        if (!now.equals(watcher.lastSent)) {
            watcher.client.sendEvent("progress", now);
            watcher.lastSent = now;
            watcher.lastSentNanos = nanos;
        } else if (nanos - watcher.lastSentNanos > SILENCE_MAX.toNanos()) {
            watcher.client.sendComment("still here");
            watcher.lastSentNanos = nanos;
        }
        if (nanos - watcher.openedNanos > STREAM_TIME_MAX.toNanos()) {
            watcher.client.close();
        }
    }

    private String progress(Watched watched) {
        return new String(Json.bytes(desk.progress(watched.client(), watched.batch())), StandardCharsets.UTF_8);
    }

    private static java.util.concurrent.ThreadFactory daemon(String name) {
        return work -> {
            Thread thread = new Thread(work, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    @Override
    public void close() {
        ticker.shutdownNow();
        watchers.forEach(watcher -> watcher.client.close());
        senders.shutdown();
    }
}
