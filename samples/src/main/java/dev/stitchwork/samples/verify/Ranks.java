package dev.stitchwork.samples.verify;

/** Counts marks below a place in logarithmic time: a binary indexed tree (Fenwick, 1994). */
final class Ranks {
    private int[] tree = new int[1];

    /** Makes room for places below this. */
    void grow(int places) {
        if (places < tree.length) {
            return;
        }
        int[] marks = new int[Math.max(2 * tree.length, places + 1)];
        for (int place = 0; place < tree.length - 1; place++) {
            marks[place] = below(place + 1) - below(place);
        }
        tree = new int[marks.length];
        for (int place = 0; place < marks.length - 1; place++) {
            if (marks[place] != 0) {
                add(place, marks[place]);
            }
        }
    }

    void add(int place, int change) {
        for (int node = place + 1; node < tree.length; node += node & -node) {
            tree[node] += change;
        }
    }

    int below(int place) {
        int sum = 0;
        for (int node = Math.min(place, tree.length - 1); node > 0; node -= node & -node) {
            sum += tree[node];
        }
        return sum;
    }
}
