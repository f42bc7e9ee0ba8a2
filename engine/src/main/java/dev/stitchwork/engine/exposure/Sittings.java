package dev.stitchwork.engine.exposure;

import java.util.random.RandomGenerator;

/** The hours of one member of the crowd in one future: sittings and pauses in turn, each exponential, the first pause begun already. */
final class Sittings {
    private final CrowdMember member;
    private final RandomGenerator random;
    private double from;
    private double until;
    private double worked;

    Sittings(CrowdMember member, RandomGenerator random) {
        this.member = member;
        this.random = random;
        from = random.nextDouble() * member.pauseSeconds();
        until = from + member.sittingSeconds() * random.nextExponential();
    }

    /** Seconds at work until a time, which must not be before the last one that was asked about. */
    double workedBy(double seconds) {
        while (until < seconds) {
            worked += until - from;
            from = until + member.pauseSeconds() * random.nextExponential();
            until = from + member.sittingSeconds() * random.nextExponential();
        }
        return worked + Math.max(0, Math.min(until, seconds) - from);
    }
}
