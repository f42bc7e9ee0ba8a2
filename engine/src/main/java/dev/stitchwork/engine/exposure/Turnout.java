package dev.stitchwork.engine.exposure;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * How often a crowd turns out to come to a batch, as a multiple of how often it was known to.
 *
 * <p>At turnout a the first pause of a member is spread evenly from 0 to its mean pause over a, so by a time t it has come with
 * probability min(1, a t / pause), and N(a), the sum of that, have. Beforehand it is taken to be off by a factor of two either
 * way, as the {@link Pace} is (log-normal, deviation s = ln 2). The likeliest a solves N(a) + log a / s^2 = who came; its
 * logarithm then has the precision 1 / s^2 + who came, as a count has. Who had come before the batch was watched is in neither.
 *
 * @param mean of its logarithm
 * @param deviation of its logarithm
 */
record Turnout(double mean, double deviation) {
    /** @param came members that were shown something */
    static Turnout of(Begun begun, List<CrowdMember> crowd, int came) {
        double share = 1 - Math.min(1, begun.cameBefore() / Math.max(1, crowd.size()));
        double since = Math.max(0, came - begun.cameBefore());
        double likeliest = Pace.likeliest(
                times -> share * crowd.stream().mapToDouble(member -> Math.min(1, times * begun.seconds() / member.pauseSeconds())).sum(),
                since);
        return new Turnout(StrictMath.log(likeliest), 1 / StrictMath.sqrt(1 / (Pace.KNOWN_DEVIATION * Pace.KNOWN_DEVIATION) + since));
    }

    double likely() {
        return StrictMath.exp(mean);
    }

    double drawn(RandomGenerator random) {
        return StrictMath.exp(mean + deviation * random.nextGaussian());
    }
}
