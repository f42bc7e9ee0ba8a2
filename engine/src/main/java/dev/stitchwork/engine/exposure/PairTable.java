package dev.stitchwork.engine.exposure;

import java.util.Arrays;
import java.util.function.IntConsumer;

/** An open-addressed table from a pair of numbers, both at least 0, to one number; a pair once put in stays. */
final class PairTable {
    /** What a pair that was never put in stands for. */
    static final int NONE = -1;

    private static final long FREE = -1;

    private long[] pairs = new long[1 << 10];
    private int[] values = new int[1 << 10];
    private int count;

    PairTable() {
        Arrays.fill(pairs, FREE);
    }

    int get(int left, int right) {
        int slot = slot(pair(left, right));
        return pairs[slot] == FREE ? NONE : values[slot];
    }

    void put(int left, int right, int value) {
        long pair = pair(left, right);
        int slot = slot(pair);
        if (pairs[slot] == FREE) {
            if (2 * count >= pairs.length) {
                grow();
                slot = slot(pair);
            }
            pairs[slot] = pair;
            count++;
        }
        values[slot] = value;
    }

    /** Names the right side of every pair with this left side and a value, in no order. Reads the whole table. */
    void eachRight(int left, IntConsumer right) {
        for (int slot = 0; slot < pairs.length; slot++) {
            if (pairs[slot] != FREE && (int) (pairs[slot] >>> 32) == left && values[slot] != NONE) {
                right.accept((int) pairs[slot]);
            }
        }
    }

    private static long pair(int left, int right) {
        return (long) left << 32 | right;
    }

    private int slot(long pair) {
        int mask = pairs.length - 1;
        long mixed = pair * 0x9E3779B97F4A7C15L;
        int slot = (int) (mixed >>> 32 ^ mixed >>> 50) & mask;
        while (pairs[slot] != FREE && pairs[slot] != pair) {
            slot = slot + 1 & mask;
        }
        return slot;
    }

    private void grow() {
        long[] oldPairs = pairs;
        int[] oldValues = values;
        pairs = new long[2 * oldPairs.length];
        values = new int[pairs.length];
        Arrays.fill(pairs, FREE);
        for (int old = 0; old < oldPairs.length; old++) {
            if (oldPairs[old] != FREE) {
                int slot = slot(oldPairs[old]);
                pairs[slot] = oldPairs[old];
                values[slot] = oldValues[old];
            }
        }
    }
}
