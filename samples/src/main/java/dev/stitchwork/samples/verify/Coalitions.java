package dev.stitchwork.samples.verify;

import java.util.Arrays;

/**
 * The most that a few clusters together saw of one document, found exactly.
 *
 * <p>What each cluster saw is a set of bits with weights; the question is the heaviest union of c sets, maximum coverage. That is hard in
 * general and easy here: sets that another holds whole are dropped, the rest are taken heaviest first, and a branch ends
 * as soon as its weight and the next sets' weights together cannot beat the best union found. Nothing is sampled or
 * rounded.
 */
final class Coalitions {
    private final long[] weights;
    private final int words;
    private long[][] sets = new long[64][];
    private long[] heavy = new long[64];
    private int count;
    private boolean sorted;
    private long best;

    /** @param weights of the bits, none below 0 */
    Coalitions(long[] weights) {
        this.weights = weights.clone();
        this.words = (weights.length + 63) / 64;
    }

    /** Forgets all sets. */
    void clear() {
        count = 0;
        sorted = false;
    }

    /** Adds what one cluster saw; kept, not copied. */
    void add(long[] set) {
        if (weight(set) == 0) {
            return;
        }
        for (int i = 0; i < count; i++) {
            if (covers(sets[i], set)) {
                return;
            }
        }
        if (count == sets.length) {
            sets = Arrays.copyOf(sets, 2 * count);
            heavy = Arrays.copyOf(heavy, 2 * count);
        }
        sets[count++] = set;
        sorted = false;
    }

    private boolean covers(long[] larger, long[] smaller) {
        for (int word = 0; word < words; word++) {
            if ((smaller[word] & ~larger[word]) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Weight of the heaviest union of this many sets. */
    long heaviest(int clusters) {
        if (!sorted) {
            sort();
            sorted = true;
        }
        best = 0;
        search(new long[words], 0, 0, clusters);
        return best;
    }

    private void sort() {
        Integer[] order = new Integer[count];
        long[] weightOf = new long[count];
        for (int i = 0; i < count; i++) {
            order[i] = i;
            weightOf[i] = weight(sets[i]);
        }
        Arrays.sort(order, (one, other) -> Long.compare(weightOf[other], weightOf[one]));
        long[][] sorted = new long[sets.length][];
        for (int i = 0; i < count; i++) {
            sorted[i] = sets[order[i]];
            heavy[i] = weightOf[order[i]];
        }
        sets = sorted;
    }

    private void search(long[] union, long weight, int from, int clusters) {
        best = Math.max(best, weight);
        if (clusters == 0) {
            return;
        }
        for (int i = from; i < count; i++) {
            long most = weight;
            for (int next = i; next < Math.min(count, i + clusters); next++) {
                most += heavy[next];
            }
            if (most <= best) {
                return;
            }
            long[] larger = union.clone();
            for (int word = 0; word < words; word++) {
                larger[word] |= sets[i][word];
            }
            search(larger, weight(larger), i + 1, clusters - 1);
        }
    }

    private long weight(long[] set) {
        long sum = 0;
        for (int word = 0; word < words; word++) {
            for (long rest = set[word]; rest != 0; rest &= rest - 1) {
                sum += weights[64 * word + Long.numberOfTrailingZeros(rest)];
            }
        }
        return sum;
    }
}
