package dev.stitchwork.ui;

import dev.stitchwork.engine.exposure.Quote;
import dev.stitchwork.engine.exposure.Relaxation;
import java.util.List;
import java.util.Optional;

/**
 * What the planner says of a batch, as it goes over the wire.
 *
 * @param accepted whether nothing stands in the way
 * @param p50Seconds from now until it is finished in half of the futures; null where that is never
 * @param p90Seconds likewise in nine of ten
 * @param effortSeconds time of people, all together
 */
record QuoteJson(
        boolean accepted, Optional<Long> p50Seconds, Optional<Long> p90Seconds, long effortSeconds, List<Shortfall> shortfalls) {
    record Shortfall(String sentence, List<Remedy> remedies) {}

    record Remedy(String sentence, List<Loosened> relaxations, String worstCase) {}

    record Loosened(String bound, int value) {
        static Loosened of(Relaxation relaxation) {
            return new Loosened(relaxation.bound().word(), relaxation.value());
        }
    }

    static QuoteJson of(Quote quote) {
        return new QuoteJson(
                quote.accepted(),
                finite(quote.forecast().p50()),
                finite(quote.forecast().p90()),
                Math.round(quote.effortSeconds()),
                quote.shortfalls().stream()
                        .map(each -> new Shortfall(each.sentence(), each.remedies().stream()
                                .map(remedy -> new Remedy(
                                        remedy.sentence(),
                                        remedy.relaxations().stream().map(Loosened::of).toList(),
                                        remedy.worstCase()))
                                .toList()))
                        .toList());
    }

    private static Optional<Long> finite(double seconds) {
        return Double.isFinite(seconds) ? Optional.of(Math.round(seconds)) : Optional.empty();
    }
}
