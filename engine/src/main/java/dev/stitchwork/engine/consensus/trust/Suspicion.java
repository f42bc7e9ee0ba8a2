package dev.stitchwork.engine.consensus.trust;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.apache.commons.statistics.distribution.BinomialDistribution;

/**
 * People whose work looks like no work: wrong far more often than the crowd, or faster than anybody can read.
 *
 * <p>Each test asks how likely a worker who is merely weak would look this bad by luck: right at most so often where the
 * chance of being right is {@link #WEAK} of the crowd's; faster than {@link #HASTE} of the kind's usual time at least so
 * often where that may happen to anybody, with fields that are plainly empty, twice as often as to the crowd. As everybody is tested, the likeliest first is
 * reported only while luck times the number of tests left stays below {@link #LUCK} (Holm, 1979). A report is for an
 * operator to read and decide; weights fall with measured accuracy anyway.
 */
public final class Suspicion {
    static final double LUCK = 0.005;
    static final double WEAK = 0.75;
    /** Part of the usual time below which an answer is hasty. */
    public static final double HASTE = 0.25;

    /** Share of hasty answers that is nobody's fault: fields that are plainly empty. */
    private static final double USUAL_HASTE = 0.1;

    private Suspicion() {}

    /** What a worker is suspected of. */
    public enum Kind {
        /** Answers that have little to do with the picture. */
        RANDOM,
        /** Answers given faster than the picture can be read. */
        HASTY
    }

    /**
     * One worker's record.
     *
     * @param worker by number
     * @param judged answers that others, or gold, have shown right or wrong
     * @param right of those
     * @param timed answers of which the time is known
     * @param hasty of those, given within {@link #HASTE} of the usual time for such a task
     */
    public record Work(int worker, int judged, int right, int timed, int hasty) {}

    /**
     * One finding.
     *
     * @param worker by number
     * @param of answers looked at
     * @param share that were right, or hasty
     * @param crowd the same share over the crowd
     * @param luck chance that a weak but honest worker looks like this or worse, times the tests it stands among
     */
    public record Finding(int worker, Kind kind, int of, double share, double crowd, double luck) {
        /** The finding in words that a person can read. */
        public String sentence() {
            return kind == Kind.RANDOM
                    ? "%.0f %% of %d answers were right, of the crowd's %.0f %%; the chance of this being luck is %s"
                            .formatted(100 * share, of, 100 * crowd, small(luck))
                    : "%.0f %% of %d answers came in less than a quarter of the usual time, of the crowd's %.0f %%; the chance of this being luck is %s"
                            .formatted(100 * share, of, 100 * crowd, small(luck));
        }

        private static String small(double luck) {
            return luck >= 0.001 ? "%.1f %%".formatted(100 * luck) : "1 in %,.0f".formatted(1 / Math.max(luck, 1e-12));
        }
    }

    /** Everybody whose work luck does not explain, the surest first. */
    public static List<Finding> find(List<Work> crowd) {
        double right = median(crowd.stream().filter(work -> work.judged() > 0)
                .mapToDouble(work -> (double) work.right() / work.judged()).toArray());
        double hasty = median(crowd.stream().filter(work -> work.timed() > 0)
                .mapToDouble(work -> (double) work.hasty() / work.timed()).toArray());
        List<Finding> tests = new ArrayList<>();
        for (Work work : crowd) {
            if (work.judged() > 0) {
                double luck = BinomialDistribution.of(work.judged(), WEAK * right).cumulativeProbability(work.right());
                tests.add(new Finding(work.worker(), Kind.RANDOM, work.judged(), (double) work.right() / work.judged(), right, luck));
            }
            if (work.timed() > 0) {
                double luck = BinomialDistribution.of(work.timed(), Math.min(0.95, USUAL_HASTE + 2 * hasty))
                        .survivalProbability(work.hasty() - 1);
                tests.add(new Finding(work.worker(), Kind.HASTY, work.timed(), (double) work.hasty() / work.timed(), hasty, luck));
            }
        }
        return holm(tests);
    }

    private static List<Finding> holm(List<Finding> tests) {
        List<Finding> ordered = tests.stream().sorted(Comparator.comparingDouble(Finding::luck)).toList();
        List<Finding> found = new ArrayList<>();
        for (int place = 0; place < ordered.size(); place++) {
            Finding test = ordered.get(place);
            double luck = Math.min(1, test.luck() * (ordered.size() - place));
            if (luck >= LUCK) {
                break;
            }
            found.add(new Finding(test.worker(), test.kind(), test.of(), test.share(), test.crowd(), luck));
        }
        return found;
    }

    private static double median(double[] numbers) {
        double[] sorted = Arrays.stream(numbers).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
