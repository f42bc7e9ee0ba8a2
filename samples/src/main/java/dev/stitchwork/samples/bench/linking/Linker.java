package dev.stitchwork.samples.bench.linking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * An attacker who has everything that every worker received, and asks of each two pictures whether they are of one
 * document. Each single clue is tried by itself, and all together by a logistic regression over how far apart the two are
 * in each, learned on half of the documents, whose answers the attacker is given, and tried on the other half.
 *
 * <p>AUC is the chance that of two pairs, one of one document and one of two, the attacker takes the right one for the
 * likelier (Hanley and McNeil, 1982): 0.5 is blind. Pairs that share a document are not independent, so its interval comes
 * of leaving out one document at a time with all its pairs (the delete-one jackknife of Efron and Stein, 1981).
 */
final class Linker {
    private static final int PAIRS_MAX = 60_000;
    private static final int ROUNDS = 300;
    private static final double STEP = 0.5;
    private static final double SHRINK = 1e-3;

    private final List<double[]> learned = new ArrayList<>();
    private final List<Boolean> learnedSame = new ArrayList<>();
    private final List<double[]> tried = new ArrayList<>();
    private final List<Boolean> triedSame = new ArrayList<>();
    private final List<long[]> triedDocuments = new ArrayList<>();

    /** @param seed of which pairs are looked at, where there are too many: all of one document, and as many others */
    Linker(List<Served> served, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (boolean even : new boolean[] {true, false}) {
            List<Served> half = served.stream().filter(each -> (each.document() % 2 == 0) == even).toList();
            collect(half, random, even ? learned : tried, even ? learnedSame : triedSame, even ? new ArrayList<>() : triedDocuments);
        }
    }

    private static void collect(
            List<Served> half, SplittableRandom random, List<double[]> pairs, List<Boolean> same, List<long[]> documents) {
        for (int i = 0; i < half.size(); i++) {
            for (int j = 0; j < i; j++) {
                if (half.get(i).document() == half.get(j).document() && pairs.size() < PAIRS_MAX / 2) {
                    pairs.add(half.get(i).against(half.get(j)));
                    same.add(true);
                    documents.add(new long[] {half.get(i).document()});
                }
            }
        }
        for (int wanted = pairs.size(); wanted > 0; ) {
            Served one = half.get(random.nextInt(half.size()));
            Served other = half.get(random.nextInt(half.size()));
            if (one.document() != other.document()) {
                pairs.add(one.against(other));
                same.add(false);
                documents.add(new long[] {one.document(), other.document()});
                wanted--;
            }
        }
    }

    int pairs() {
        return tried.size();
    }

    /** What was measured, and how far the truth may be from it, at 95 %. */
    record Auc(double value, double deviation) {
        @Override
        public String toString() {
            return "%.3f +- %.3f".formatted(value, deviation);
        }
    }

    /** Of one clue alone: nearer means likelier of one document. */
    Auc auc(int clue) {
        return jackknifed(tried.stream().mapToDouble(pair -> -pair[clue]).toArray());
    }

    private Auc jackknifed(double[] scores) {
        long[] left = triedDocuments.stream().flatMapToLong(Arrays::stream).distinct().toArray();
        double[] without = new double[left.length];
        for (int i = 0; i < left.length; i++) {
            long out = left[i];
            int[] kept = IntStream.range(0, scores.length)
                    .filter(pair -> Arrays.stream(triedDocuments.get(pair)).noneMatch(document -> document == out))
                    .toArray();
            without[i] = auc(Arrays.stream(kept).mapToDouble(pair -> scores[pair]).toArray(),
                    Arrays.stream(kept).mapToObj(triedSame::get).toList());
        }
        double mean = Arrays.stream(without).average().orElse(0);
        double squares = Arrays.stream(without).map(each -> (each - mean) * (each - mean)).sum();
        return new Auc(auc(scores, triedSame), 1.96 * Math.sqrt(squares * (left.length - 1) / left.length));
    }

    /** Of all clues together. */
    Auc auc() {
        int clues = learned.get(0).length;
        double[] mean = new double[clues];
        double[] deviation = new double[clues];
        for (int clue = 0; clue < clues; clue++) {
            int at = clue;
            mean[clue] = learned.stream().mapToDouble(pair -> pair[at]).average().orElse(0);
            double centre = mean[clue];
            deviation[clue] = Math.sqrt(learned.stream().mapToDouble(pair -> (pair[at] - centre) * (pair[at] - centre)).average().orElse(0));
        }
        double[] weights = new double[clues + 1];
        for (int round = 0; round < ROUNDS; round++) {
            double[] slope = new double[clues + 1];
            for (int i = 0; i < learned.size(); i++) {
                double[] pair = scaled(learned.get(i), mean, deviation);
                double error = (learnedSame.get(i) ? 1 : 0) - 1 / (1 + Math.exp(-score(pair, weights)));
                for (int clue = 0; clue < clues; clue++) {
                    slope[clue] += error * pair[clue];
                }
                slope[clues] += error;
            }
            for (int clue = 0; clue <= clues; clue++) {
                weights[clue] += STEP * (slope[clue] / learned.size() - SHRINK * weights[clue]);
            }
        }
        return jackknifed(tried.stream().mapToDouble(pair -> score(scaled(pair, mean, deviation), weights)).toArray());
    }

    private static double[] scaled(double[] pair, double[] mean, double[] deviation) {
        double[] scaled = new double[pair.length];
        for (int i = 0; i < pair.length; i++) {
            scaled[i] = deviation[i] == 0 ? 0 : (pair[i] - mean[i]) / deviation[i];
        }
        return scaled;
    }

    private static double score(double[] pair, double[] weights) {
        double sum = weights[pair.length];
        for (int i = 0; i < pair.length; i++) {
            sum += weights[i] * pair[i];
        }
        return sum;
    }

    /** Ties count half. */
    static double auc(double[] scores, List<Boolean> same) {
        Integer[] order = new Integer[scores.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (one, other) -> Double.compare(scores[one], scores[other]));
        double ranks = 0;
        long hits = 0;
        for (int from = 0; from < order.length; ) {
            int to = from;
            while (to < order.length && scores[order[to]] == scores[order[from]]) {
                to++;
            }
            double rank = (from + 1 + to) / 2.0;
            for (int i = from; i < to; i++) {
                if (same.get(order[i])) {
                    ranks += rank;
                    hits++;
                }
            }
            from = to;
        }
        long misses = order.length - hits;
        return (ranks - hits * (hits + 1) / 2.0) / ((double) hits * misses);
    }
}
