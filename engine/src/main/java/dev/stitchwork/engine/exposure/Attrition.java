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
}
