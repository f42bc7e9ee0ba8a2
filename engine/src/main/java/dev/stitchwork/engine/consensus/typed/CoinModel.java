package dev.stitchwork.engine.consensus.typed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Who is right about what, where anything can be keyed: every worker has one chance of being right, and whoever is wrong
 * keys something of their own, or, with one chance for the whole crowd, what another who is wrong has keyed as well.
 *
 * <p>The one-coin model of Dawid and Skene's family with the truth possibly keyed by nobody. Against that possibility a
 * value keyed by g people of accuracies a weighs the product of a / (1 - a), divided by c for each of the g - 1 who may
 * only share a mistake; c is the chance that a wrong keying repeats another (the same smudge is misread twice). Both are
 * learned by expectation maximisation, accuracies shrunk to the crowd's with the weight of {@link #SHRINKAGE} answers,
 * c to {@link #REPEATS} with that of {@link #REPEATS_SHRINKAGE}, since two keyings an item alone could not tell a good
 * crowd from one that errs alike.
 */
public final class CoinModel {
    private static final double SHRINKAGE = 8;
    private static final double ACCURACY = 0.85;
    private static final double REPEATS = 0.1;
    private static final double REPEATS_SHRINKAGE = 20;
    private static final int SWEEPS = 10;

    /** The value of an item that nobody keyed, or that nobody was asked about. */
    public static final int NOTHING = -1;

    private final List<Item> items = new ArrayList<>();
    private double[] accuracy = new double[0];
    private double[] right = new double[0];
    private double[] answers = new double[0];
    private double repeats = REPEATS;

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
            Arrays.fill(accuracy, had, accuracy.length, ACCURACY);
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
        Arrays.fill(accuracy, ACCURACY);
        repeats = REPEATS;
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
        double repeated = REPEATS_SHRINKAGE * REPEATS;
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
        double crowd = (allRight + SHRINKAGE * ACCURACY) / (all + SHRINKAGE);
        for (int worker = 0; worker < accuracy.length; worker++) {
            double share = (right[worker] + SHRINKAGE * crowd) / (answers[worker] + SHRINKAGE);
            accuracy[worker] = Math.max(0.01, Math.min(0.999, share));
        }
        repeats = Math.max(0.01, repeated / mayRepeat);
    }

    /** Chance of being right of every answer to the item; sets its best value. */
    private double[] chances(Item item) {
        double[] chances = new double[item.size];
        double all = item.known == NOTHING ? 1 : 0;
        for (int i = 0; i < item.size; i++) {
            chances[i] = item.known == NOTHING ? weight(item, item.values[i]) : item.values[i] == item.known ? 1 : 0;
            all += isFirst(item, i) ? chances[i] : 0;
        }
        item.best = item.known;
        item.confidence = item.known == NOTHING ? 0 : 1;
        item.next = 0;
        for (int i = 0; i < item.size; i++) {
            chances[i] /= Math.max(all, Double.MIN_NORMAL);
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

    private double weight(Item item, int value) {
        double odds = 1;
        int agree = 0;
        for (int i = 0; i < item.size; i++) {
            if (item.values[i] == value) {
                odds *= accuracy[item.workers[i]] / (1 - accuracy[item.workers[i]]);
                odds /= agree++ > 0 ? repeats : 1;
            }
        }
        return agree < item.size ? odds / (1 - repeats) : odds;
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
