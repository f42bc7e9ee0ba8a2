package dev.stitchwork.samples.simulate;

import java.util.SplittableRandom;

/** Everything that is left to chance, from one seed; the same on every machine, since no platform mathematics is used. */
final class Chance {
    private final SplittableRandom random;

    Chance(long seed) {
        this(new SplittableRandom(seed));
    }

    private Chance(SplittableRandom random) {
        this.random = random;
    }

    /** A stream of its own, which drawing from this one does not disturb. */
    Chance branch() {
        return new Chance(random.split());
    }

    /** Uniform, 0 to {@code bound} - 1. */
    int below(int bound) {
        return random.nextInt(bound);
    }

    /** Uniform, 0 to 1. */
    double share() {
        return random.nextDouble();
    }

    boolean happens(double probability) {
        return random.nextDouble() < probability;
    }

    long bits() {
        return random.nextLong();
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        random.nextBytes(bytes);
        return bytes;
    }

    double exponential(double mean) {
        return -mean * StrictMath.log(1 - random.nextDouble());
    }

    /** Log-normal with this median and this spread of the logarithm. */
    double logNormal(double median, double spread) {
        return median * StrictMath.exp(spread * normal());
    }

    /** Pareto: at least {@code least}, heavier-tailed the smaller {@code shape} is. */
    double pareto(double least, double shape) {
        return least / StrictMath.pow(1 - random.nextDouble(), 1 / shape);
    }

    private double normal() {
        return StrictMath.sqrt(-2 * StrictMath.log(1 - random.nextDouble()))
                * StrictMath.cos(2 * StrictMath.PI * random.nextDouble());
    }

    void shuffle(int[] values) {
        for (int i = values.length - 1; i > 0; i--) {
            int other = below(i + 1);
            int kept = values[i];
            values[i] = values[other];
            values[other] = kept;
        }
    }
}
