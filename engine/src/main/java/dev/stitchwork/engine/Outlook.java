package dev.stitchwork.engine;

import java.time.Instant;
import java.util.Optional;

/**
 * When a running batch will be finished, as last forecast; forecast anew every minute.
 *
 * @param forecast when that was
 * @param p50 by when in half of the futures drawn; empty where that is never
 * @param p90 likewise in nine of ten
 * @param deadline by when it is wanted
 * @param late whether fewer than nine futures in ten are in time
 */
public record Outlook(
        Instant forecast, Optional<Instant> p50, Optional<Instant> p90, Optional<Instant> deadline, boolean late) {
    public static Outlook of(Instant forecast, Optional<Instant> p50, Optional<Instant> p90, Optional<Instant> deadline) {
        boolean late = deadline.isPresent() && (p90.isEmpty() || p90.get().isAfter(deadline.get()));
        return new Outlook(forecast, p50, p90, deadline, late);
    }
}
