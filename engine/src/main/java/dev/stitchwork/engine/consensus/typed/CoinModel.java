package dev.stitchwork.engine.consensus.typed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Who is right about what, where anything can be keyed: every worker has one chance of being right on an item as hard as
 * most, and the crowd as a whole errs as {@link CrowdErrors} has it, the truth possibly keyed by nobody.
 *
 * <p>The one-coin model of Dawid and Skene's family (Applied Statistics 28, 1979), fitted by expectation maximisation.
 * Accuracies are shrunk to the crowd's with the weight of {@link #SHRINKAGE} answers, so that a new worker is the crowd's
 * average; the chance that a wrong keying repeats another (the same smudge is misread twice) to the usual one with that
 * of {@link #REPEATS_SHRINKAGE}. How far items differ is not learned: two or three answers to an item do not show it.
 */
public final class CoinModel {
    private static final double SHRINKAGE = 8;
    private static final double REPEATS_SHRINKAGE = 200;
    private static final int SWEEPS = 10;

    /** The value of an item that nobody keyed, or that nobody was asked about. */
    public static final int NOTHING = -1;

    private final List<Item> items = new ArrayList<>();
    private double[] accuracy = new double[0];
    private double[] right = new double[0];
    private double[] answers = new double[0];
    private CrowdErrors crowd = CrowdErrors.USUAL;

    /** What was keyed for one item: the values in the order they came, and who keyed each. */
    private static final class Item {
        private int[] values = new int[4];
        private int[] workers = new int[4];
        private int size;
        private int known = NOTHING;
        private int best = NOTHING;
        private double confidence;
        private double next;

        void add(int worker, int value) {
            if (size == values.length) {
                values = Arrays.copyOf(values, 2 * size);
                workers = Arrays.copyOf(workers, 2 * size);
            }
            values[size] = value;
            workers[size++] = worker;
        }
    }

    /** Adds an answer; workers, items and values are numbered from 0. */
    public void add(int worker, int item, int value) {
        while (items.size() <= item) {
            items.add(new Item());
        }
        if (worker >= accuracy.length) {
            int had = accuracy.length;
            accuracy = Arrays.copyOf(accuracy, Math.max(worker + 1, 2 * had));
            Arrays.fill(accuracy, had, accuracy.length, 1 - crowd.wrong());
            right = Arrays.copyOf(right, accuracy.length);
            answers = Arrays.copyOf(answers, accuracy.length);
        }
        items.get(item).add(worker, value);
    }

    /** Fixes the true value of an item: gold, or an adjudicator's word. */
    public void know(int item, int value) {
        items.get(item).known = value;
    }

    /** Learns everything anew. */
    public void fit() {
        crowd = CrowdErrors.USUAL;
        Arrays.fill(accuracy, 1 - crowd.wrong());
        for (int sweep = 0; sweep < SWEEPS; sweep++) {
            sweep();
        }
        items.forEach(item -> chances(item));
    }

    /** The likeliest of the values keyed for an item, or {@link #NOTHING}. */
    public int best(int item) {
        return items.get(item).best;
    }

    /** Chance that {@link #best} is right. */
    public double confidence(int item) {
        return items.get(item).confidence;
    }

    /** How near the next likeliest value comes to the likeliest: 0 for nowhere, 1 for a tie. */
    public double rival(int item) {
        return items.get(item).next / Math.max(items.get(item).confidence, Double.MIN_NORMAL);
    }

    /** Chance that this worker is right. */
    public double reliability(int worker) {
        return accuracy[worker];
    }

    private void sweep() {
        Arrays.fill(right, 0);
        Arrays.fill(answers, 0);
        double allRight = 0;
        double all = 0;
        double repeated = REPEATS_SHRINKAGE * CrowdErrors.USUAL.repeats();
        double mayRepeat = REPEATS_SHRINKAGE;
        for (Item item : items) {
            double[] chances = chances(item);
            for (int i = 0; i < item.size; i++) {
                right[item.workers[i]] += chances[i];
                answers[item.workers[i]]++;
                allRight += chances[i];
                all++;
            }
            double nobody = 1;
            for (int i = 0; i < item.size; i++) {
                if (isFirst(item, i)) {
                    nobody -= chances[i];
                    repeated += chances[i] * repeats(item, item.values[i]);
                    mayRepeat += chances[i] * Math.max(0, item.size - count(item, item.values[i]) - 1);
                }
            }
            repeated += Math.max(0, nobody) * repeats(item, NOTHING);
            mayRepeat += Math.max(0, nobody) * Math.max(0, item.size - 1);
        }
        double usual = (allRight + SHRINKAGE * (1 - CrowdErrors.USUAL.wrong())) / (all + SHRINKAGE);
        crowd = new CrowdErrors(kept(1 - usual), CrowdErrors.USUAL.correlation(), kept(repeated / mayRepeat));
        for (int worker = 0; worker < accuracy.length; worker++) {
            accuracy[worker] = 1 - kept(1 - (right[worker] + SHRINKAGE * usual) / (answers[worker] + SHRINKAGE));
        }
    }

    private static double kept(double chance) {
        return Math.max(0.001, Math.min(0.99, chance));
    }

    /** Chance of being right of every answer to the item; sets its best value. */
    private double[] chances(Item item) {
        double[] chances = crowd.chances(
                Arrays.copyOf(item.values, item.size),
                IntStream.range(0, item.size).mapToDouble(i -> accuracy[item.workers[i]]).toArray());
        for (int i = 0; i < item.size && item.known != NOTHING; i++) {
            chances[i] = item.values[i] == item.known ? 1 : 0;
        }
        item.best = item.known;
        item.confidence = item.known == NOTHING ? 0 : 1;
        item.next = 0;
        for (int i = 0; i < item.size; i++) {
            if (item.known != NOTHING || !isFirst(item, i)) {
                continue;
            }
            if (chances[i] > item.confidence) {
                item.next = item.confidence;
                item.best = item.values[i];
                item.confidence = chances[i];
            } else {
                item.next = Math.max(item.next, chances[i]);
            }
        }
        return chances;
    }

    private static boolean isFirst(Item item, int at) {
        for (int i = 0; i < at; i++) {
            if (item.values[i] == item.values[at]) {
                return false;
            }
        }
        return true;
    }

    private static int count(Item item, int value) {
        int count = 0;
        for (int i = 0; i < item.size; i++) {
            count += item.values[i] == value ? 1 : 0;
        }
        return count;
    }

    /** How many keyings other than those of the true value repeat a value keyed before. */
    private static int repeats(Item item, int truth) {
        int repeats = 0;
        for (int i = 0; i < item.size; i++) {
            repeats += item.values[i] != truth && !isFirst(item, i) ? 1 : 0;
        }
        return repeats;
    }
}
