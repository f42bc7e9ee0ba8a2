package dev.stitchwork.engine.consensus.typed;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Who is right about what, where anything can be keyed: every worker has one chance of being right on an item as hard as
 * most, and the crowd as a whole errs as {@link CrowdErrors} has it, the truth possibly keyed by nobody.
 *
 * <p>The one-coin model of Dawid and Skene's family (Applied Statistics 28, 1979), fitted by expectation maximisation.
 * Accuracies come from each worker's {@link Skill}, so that a new worker is the crowd's average; the chance that a second
 * wrong keying repeats the first is shrunk to the usual one with the weight of {@link #REPEATS_SHRINKAGE} answers. How far
 * items differ is not learned: two or three answers to an item do not show it.
 */
public final class CoinModel {
    private static final double REPEATS_SHRINKAGE = 200;
    private static final int SWEEPS = 10;

    /** The value of an item that nobody keyed, or that nobody was asked about. */
    public static final int NOTHING = -1;

    private final List<Item> items = new ArrayList<>();
    private double[] accuracy = new double[0];
    private Skill[] skills = new Skill[0];
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
            skills = Arrays.copyOf(skills, accuracy.length);
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

    /** What it would take to bring the doubt of an item within the bound; at most so many answers more. */
    public Outlook outlook(int item, double bound, int most) {
        Item asked = items.get(item);
        return crowd.outlook(Arrays.copyOf(asked.values, asked.size), accuracies(asked), bound, most);
    }

    /** Chance that this worker is right. */
    public double reliability(int worker) {
        return accuracy[worker];
    }

    private void sweep() {
        Arrays.fill(skills, Skill.NONE);
        Skill all = Skill.NONE;
        double repeated = REPEATS_SHRINKAGE * CrowdErrors.USUAL.repeats();
        double mayRepeat = REPEATS_SHRINKAGE;
        for (Item item : items) {
            double[] chances = chances(item);
            Skill[] shares = crowd.skills(Arrays.copyOf(item.values, item.size), chances);
            for (int i = 0; i < item.size; i++) {
                skills[item.workers[i]] = skills[item.workers[i]].plus(shares[i]);
                all = all.plus(shares[i]);
            }
            double nobody = 1;
            for (int i = 0; i < item.size; i++) {
                if (isFirst(item, i)) {
                    nobody -= chances[i];
                    OptionalInt repeats = repeats(item, item.values[i]);
                    repeated += chances[i] * repeats.orElse(0);
                    mayRepeat += repeats.isPresent() ? chances[i] : 0;
                }
            }
            OptionalInt repeats = repeats(item, NOTHING);
            repeated += Math.max(0, nobody) * repeats.orElse(0);
            mayRepeat += repeats.isPresent() ? Math.max(0, nobody) : 0;
        }
        double wrong = all.ofCrowd();
        crowd = new CrowdErrors(wrong, CrowdErrors.USUAL.correlation(), Skill.kept(repeated / mayRepeat));
        for (int worker = 0; worker < accuracy.length; worker++) {
            accuracy[worker] = 1 - skills[worker].wrong(wrong);
        }
    }

    /** Chance of being right of every answer to the item; sets its best value. */
    private double[] chances(Item item) {
        double[] chances = crowd.chances(Arrays.copyOf(item.values, item.size), accuracies(item));
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

    private double[] accuracies(Item item) {
        return IntStream.range(0, item.size).mapToDouble(i -> accuracy[item.workers[i]]).toArray();
    }

    private static boolean isFirst(Item item, int at) {
        for (int i = 0; i < at; i++) {
            if (item.values[i] == item.values[at]) {
                return false;
            }
        }
        return true;
    }

    /** Whether the second wrong answer repeats the first, 1 or 0; nothing where there are no two. */
    private static OptionalInt repeats(Item item, int truth) {
        int firstWrong = NOTHING;
        for (int i = 0; i < item.size; i++) {
            if (item.values[i] != truth && firstWrong != NOTHING) {
                return OptionalInt.of(item.values[i] == firstWrong ? 1 : 0);
            }
            firstWrong = item.values[i] != truth ? item.values[i] : firstWrong;
        }
        return OptionalInt.empty();
    }
}
