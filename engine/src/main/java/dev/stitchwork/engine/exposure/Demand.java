package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;

/** What one document still needs of the crowd, by class, and how much of the crowd it has spent. */
public final class Demand {
    final int[] need = new int[Staff.CLASSES];
    final short[] spent = new short[Staff.SETS];
    int needed;
    int shown;

    /** Changes the number of turns that are still needed in a class. */
    public void need(SensitivityClass sensitivity, int change) {
        need[sensitivity.ordinal()] += change;
        needed += change;
    }

    /** Changes the number of fragments that a cluster of the crowd, with these classes, was shown of it. */
    public void spend(int classes, int change) {
        spent[classes] += (short) change;
        shown += change;
    }

    /** The classes in which turns are needed, as a {@link ClassSet}. */
    public int classes() {
        int needed = ClassSet.NONE;
        for (int i = 0; i < need.length; i++) {
            needed |= need[i] > 0 ? 1 << i : 0;
        }
        return needed;
    }

    int needOf(int set) {
        int turns = 0;
        for (int rest = set; rest != 0; rest &= rest - 1) {
            turns += need[Integer.numberOfTrailingZeros(rest)];
        }
        return turns;
    }
}
