package dev.stitchwork.engine.consensus.machine;

/**
 * How strongly a count of errors speaks against an error rate above a bound, however often one looks.
 *
 * <p>A bet at fair odds: whoever believes in the bound or a higher rate is offered, with each answer, odds by a rate drawn
 * evenly below the bound. Were the rate at the bound or above, the stake would never on average grow, and would ever reach
 * twenty times itself with a chance of at most one in twenty (Ville 1939; mixtures: Robbins, Annals of Mathematical
 * Statistics 41, 1970). So it may be looked at after each answer, as an interval for a fixed number of answers may not.
 */
final class Evidence {
    /** Even number of steps of the integral; it is smooth. */
    private static final int STEPS = 200;

    private Evidence() {}

    /**
     * Natural logarithm of what the stake has become.
     *
     * @param checked answers in all
     * @param wrong of these
     * @param bound rate above which the machine must not decide, above 0 and below 1
     */
    static double log(int checked, int wrong, double bound) {
        double most = likelihood(checked, wrong, Math.min(bound, wrong / (double) Math.max(1, checked)));
        double sum = 0;
        for (int step = 0; step <= STEPS; step++) {
            double weight = step == 0 || step == STEPS ? 1 : step % 2 == 1 ? 4 : 2;
            sum += weight * Math.exp(likelihood(checked, wrong, bound * step / STEPS) - most);
        }
        return most + Math.log(sum / (3 * STEPS)) - likelihood(checked, wrong, bound);
    }

    private static double likelihood(int checked, int wrong, double rate) {
        double errors = wrong == 0 ? 0 : wrong * Math.log(rate);
        return errors + (checked - wrong) * Math.log1p(-rate);
    }
}
