package dev.stitchwork.samples.bench.reconcile;

import java.util.SplittableRandom;

/**
 * People who err as the volunteers of the handwritten registers did: 16 in 100 keyings are wrong, more by some than by
 * others, far more on hard items (two keyings of one item are wrong together with a correlation of 0.17), and two wrong
 * ones are the same 15 times in 100.
 *
 * <p>Measured on the cells of the open register pages with three keyings or more, without those where everybody keyed the
 * same and the expert another thing, and those of one page that show no year.
 */
final class RegisterCrowd {
    /** The value of what is true. */
    static final int TRUE = 0;

    private static final int COMMON_MISTAKE = 1;
    private static final double WRONG = 0.16;
    private static final double CORRELATION = 0.17;

    /** Two wrong answers are the same where both make the item's common mistake. */
    private static final double COMMON = Math.sqrt(0.15);

    private static final double SKILL_SPREAD = 0.5;

    private final SplittableRandom random;
    private final double[] skill;
    private final double[] hard;
    private int fresh = 2;

    RegisterCrowd(long seed, int workers, int items) {
        random = new SplittableRandom(seed);
        skill = random.doubles(workers).map(luck -> SKILL_SPREAD * gaussian()).toArray();
        double both = 1 / CORRELATION - 1;
        hard = random.doubles(items).map(luck -> beta(WRONG * both, (1 - WRONG) * both)).toArray();
    }

    SplittableRandom random() {
        return random;
    }

    /** What this worker keys for this item. */
    int keys(int worker, int item) {
        return random.nextDouble() < wrong(worker, item) ? mistake() : TRUE;
    }

    /** Somebody else's mistake, or one of its own. */
    int mistake() {
        return random.nextDouble() < COMMON ? COMMON_MISTAKE : fresh++;
    }

    private double wrong(int worker, int item) {
        double odds = Math.max(1e-12, hard[item]) / Math.max(1e-12, 1 - hard[item]) * Math.exp(skill[worker]);
        return odds / (1 + odds);
    }

    private double beta(double a, double b) {
        double x = gamma(a);
        return x / (x + gamma(b));
    }

    /** Marsaglia and Tsang (ACM TOMS 26, 2000). */
    private double gamma(double shape) {
        if (shape < 1) {
            return gamma(shape + 1) * Math.pow(random.nextDouble(), 1 / shape);
        }
        double d = shape - 1.0 / 3;
        double c = 1 / Math.sqrt(9 * d);
        while (true) {
            double x = gaussian();
            double v = Math.pow(1 + c * x, 3);
            if (v > 0 && Math.log(random.nextDouble()) < 0.5 * x * x + d - d * v + d * Math.log(v)) {
                return d * v;
            }
        }
    }

    private double gaussian() {
        return Math.sqrt(-2 * Math.log(1 - random.nextDouble())) * Math.cos(2 * Math.PI * random.nextDouble());
    }
}
