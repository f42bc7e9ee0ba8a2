package dev.stitchwork.engine.exposure;

/**
 * Who leaves for good.
 *
 * @param share of the crowd, at times spread evenly from now to the deadline
 * @param lossShare of the crowd, all at once
 * @param lossAtSeconds when that is, from now
 */
public record Attrition(double share, double lossShare, double lossAtSeconds) {
    /**
     * What every plan must bear: three in ten leave before the deadline, and a fifth of the crowd goes at once when 70 %
     * of the time is over.
     */
    public static Attrition stress(double deadlineSeconds) {
        return new Attrition(0.3, 0.2, 0.7 * deadlineSeconds);
    }

    /** What is left of it when so much of the time to the deadline is over; who has left by then is not in the crowd any more. */
    Attrition after(double seconds, double deadlineSeconds) {
        double over = Math.min(1, seconds / deadlineSeconds);
        return new Attrition(
                share * (1 - over) / (1 - share * over),
                seconds < lossAtSeconds ? lossShare : 0,
                Math.max(0, lossAtSeconds - seconds));
    }
}
