package dev.stitchwork.engine.consensus.trust;

/**
 * Share of wrong fields in a delivery, 0 to 1.
 *
 * @param low lower end of the interval that holds the true share in at least 95 of 100 deliveries
 * @param rate the likeliest share
 * @param high upper end
 */
public record Estimate(double low, double rate, double high) {
    public Estimate {
        if (!(0 <= low && low <= rate && rate <= high && high <= 1)) {
            throw new IllegalArgumentException(
                    "Expected 0 <= low <= rate <= high <= 1 but was %s, %s, %s.".formatted(low, rate, high));
        }
    }
}
