package dev.stitchwork.engine.exposure;

import java.util.random.RandomGenerator;

/** The hours of one member of the crowd in one future: sittings and pauses in turn, each exponential, from a first sitting on. */
final class Sittings {
    private final CrowdMember member;
    private final RandomGenerator random;
    private double from;
    private double until;
    private double worked;

    /** @param from when the first sitting begins, seconds */
    private Sittings(CrowdMember member, double from, RandomGenerator random) {
        this.member = member;
        this.random = random;
        this.from = from;
        this.until = from + member.sittingSeconds() * random.nextExponential();
    }

    /** The first pause has begun already. */
    static Sittings of(CrowdMember member, RandomGenerator random) {
        return within(member, member.pauseSeconds(), random);
    }

    /** The first sitting begins at any time until this one, seconds. */
    static Sittings within(CrowdMember member, double last, RandomGenerator random) {
        return new Sittings(member, random.nextDouble() * last, random);
    }

    /** It is at work. */
    static Sittings atWork(CrowdMember member, RandomGenerator random) {
        return new Sittings(member, 0, random);
    }

    /** It was at work before, and is not now. */
    static Sittings inPause(CrowdMember member, RandomGenerator random) {
        return new Sittings(member, member.pauseSeconds() * random.nextExponential(), random);
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

    /** When the sitting began that it is in at the time last asked about, or the next one begins. */
    double sitsFrom() {
        return from;
    }
}
