package dev.stitchwork.engine.exposure;

import java.util.Arrays;

/**
 * When a batch will be finished, as a sample of equally likely times; a time that never comes is
 * {@link Double#POSITIVE_INFINITY}.
 */
public final class Forecast {
    private final double[] seconds;

    /** @param seconds at least one; copied */
    public Forecast(double[] seconds) {
        if (seconds.length == 0) {
            throw new IllegalArgumentException("Expected at least one time but was none.");
        }
        this.seconds = seconds.clone();
        Arrays.sort(this.seconds);
    }

    /** The time by which it is finished in this share of the futures, seconds. */
    public double by(double share) {
        return seconds[(int) Math.min(seconds.length - 1, Math.floor(share * seconds.length))];
    }

    public double p50() {
        return by(0.5);
    }

    public double p90() {
        return by(0.9);
    }

    /** Share of the futures that are finished by this time. */
    public double shareBy(double time) {
        int count = 0;
        while (count < seconds.length && seconds[count] <= time) {
            count++;
        }
        return (double) count / seconds.length;
    }
}
