package dev.stitchwork.samples.simulate;

import java.util.Arrays;

/** The fragments of one pool that a turn is free at, drawn from uniformly in constant time. */
final class OpenFragments {
    private static final int ABSENT = -1;

    private final int[] placeOf;
    private int[] fragments = new int[16];
    private int count;

    /** @param placeOf shared by pools that have no fragment in common, filled by {@link #places} */
    OpenFragments(int[] placeOf) {
        this.placeOf = placeOf;
    }

    static int[] places(int fragments) {
        int[] places = new int[fragments];
        Arrays.fill(places, ABSENT);
        return places;
    }

    int count() {
        return count;
    }

    int at(int place) {
        return fragments[place];
    }

    void set(int fragment, boolean open) {
        int place = placeOf[fragment];
        if (open && place == ABSENT) {
            if (count == fragments.length) {
                fragments = Arrays.copyOf(fragments, 2 * count);
            }
            placeOf[fragment] = count;
            fragments[count++] = fragment;
        } else if (!open && place != ABSENT) {
            int last = fragments[--count];
            fragments[place] = last;
            placeOf[last] = place;
            placeOf[fragment] = ABSENT;
        }
    }
}
