package dev.stitchwork.ui;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import java.time.Duration;

/**
 * Bounds how often something may be tried: at most so many times by one key in each window, counted from its first try.
 *
 * <p>A try counts before it is known to be right, so that many at once cannot slip through together.
 */
final class Throttle {
    private static final Duration WINDOW = Duration.ofMinutes(1);
    /** Most keys remembered; past it the coldest are forgotten, so that inventing names cannot fill the memory. */
    private static final int KEYS_MAX = 100_000;

    private final int triesMax;
    private final Ticker ticker;
    private final Cache<String, Window> windows;

    private record Window(int tries, long endNanos) {}

    Throttle(int triesMax, Ticker ticker) {
        this.triesMax = triesMax;
        this.ticker = ticker;
        this.windows = Caffeine.newBuilder()
                .maximumSize(KEYS_MAX)
                .ticker(ticker)
                .expireAfter(Expiry.<String, Window>writing((key, window) ->
                        Duration.ofNanos(Math.max(0, window.endNanos() - ticker.read()))))
                .build();
    }

    /**
     * Counts one try.
     *
     * @throws Problem 429 with the time to wait, where the window is used up
     */
    void count(String key) {
        long now = ticker.read();
        Window window = windows.asMap().compute(key, (same, before) ->
                before == null || before.endNanos() - now <= 0
                        ? new Window(1, now + WINDOW.toNanos())
                        : new Window(before.tries() + 1, before.endNanos()));
        if (window.tries() > triesMax) {
            Duration wait = Duration.ofNanos(window.endNanos() - now).plusMillis(999);
            throw Problem.tooManyRequests(
                    "Expected at most %d tries a minute; try again in %d seconds.".formatted(triesMax, wait.toSeconds()), wait);
        }
    }

    /** Takes back one try, which was right; the wrong ones of its window still count. */
    void takeBack(String key) {
        windows.asMap().computeIfPresent(key, (same, window) -> new Window(window.tries() - 1, window.endNanos()));
    }

    /** Forgets a key's tries, after one that was right. */
    void forgive(String key) {
        windows.invalidate(key);
    }
}
