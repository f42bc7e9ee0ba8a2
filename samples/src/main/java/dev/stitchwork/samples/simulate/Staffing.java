package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Reserve;
import dev.stitchwork.engine.exposure.Staff;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.Arrays;
import java.util.BitSet;

/** Keeps the {@link Reserve} told of the crowd: who is there, what each may still be shown, which documents spent them. */
final class Staffing {
    /** Share of what the crowd could take of a class, below which the class is not scarce. */
    private static final double AMPLE = 0.2;

    private final Reserve reserve;
    private final int[] clearances;
    private final int[] classes;
    /** Classes that the law still leaves each cluster, whatever side it is counted on for. */
    private final int[] open;
    private final boolean[] present;
    private final int[][] documents;
    private final int[] counts;
    private final boolean classesApart;
    private boolean sidesTaken;

    /** @param clearances classes that each cluster may be shown at all; all are present */
    Staffing(int fragmentsMax, int[] clearances, boolean classesApart) {
        this.reserve = new Reserve(fragmentsMax);
        this.clearances = clearances;
        this.classes = clearances.clone();
        this.open = clearances.clone();
        this.present = new boolean[clearances.length];
        this.documents = new int[clearances.length][0];
        this.counts = new int[clearances.length];
        this.classesApart = classesApart;
        for (int cluster = 0; cluster < clearances.length; cluster++) {
            present[cluster] = true;
            reserve.join(clearances[cluster]);
        }
    }

    void need(int document, SensitivityClass sensitivity, int change) {
        if (change != 0) {
            reserve.need(document, sensitivity, change);
        }
    }

    /**
     * These classes in groups to be tried in turn: where the crowd is small, one by one and the scarcest first; where it
     * is ample, all at once.
     */
    int[] scarceFirst(int classes) {
        Integer[] order = new Integer[Integer.bitCount(classes)];
        int count = 0;
        double most = 0;
        double[] scarcity = new double[SensitivityClass.values().length];
        for (SensitivityClass each : SensitivityClass.values()) {
            if (ClassSet.has(classes, each)) {
                scarcity[each.ordinal()] = reserve.scarcity(each);
                most = Math.max(most, scarcity[each.ordinal()]);
                order[count++] = each.ordinal();
            }
        }
        if (most < AMPLE) {
            return new int[] {classes};
        }
        takeSides();
        Arrays.sort(order, (one, other) -> Double.compare(scarcity[other], scarcity[one]));
        int[] groups = new int[count];
        for (int i = 0; i < count; i++) {
            groups[i] = 1 << order[i];
        }
        return groups;
    }

    /** Puts every cluster that has not chosen yet on the sides where it is needed most; once, when the crowd turns out small. */
    private void takeSides() {
        if (sidesTaken || !classesApart) {
            return;
        }
        sidesTaken = true;
        for (int cluster = 0; cluster < classes.length; cluster++) {
            if (present[cluster]) {
                move(cluster, -1);
            }
        }
        for (int cluster = 0; cluster < classes.length; cluster++) {
            if (present[cluster]) {
                classes[cluster] = reserve.side(classes[cluster]);
                move(cluster, 1);
            }
        }
    }

    /**
     * Whether this cluster strands nobody by taking a turn of this class of this document, even where it is counted on for
     * other classes and would change sides.
     */
    boolean spares(int cluster, int document, SensitivityClass taken, int deviations) {
        boolean changes = !ClassSet.has(classes[cluster], taken);
        if (changes && deviations > Staff.UNINSURED || !reserve.spares(document, classes[cluster], taken, deviations)) {
            return false;
        }
        int after = after(cluster, taken);
        if ((classes[cluster] & ~after) == 0) {
            return true;
        }
        BitSet spent = new BitSet();
        for (int i = 0; i < counts[cluster]; i++) {
            spent.set(documents[cluster][i]);
        }
        return reserve.sparesShutting(classes[cluster], after, spent::get, deviations);
    }

    /** What a cluster is counted on for once it has taken a turn of this class. */
    private int after(int cluster, SensitivityClass taken) {
        int side = ClassSet.has(classes[cluster], taken) ? classes[cluster] : open[cluster];
        return classesApart ? side & ~ClassSet.conflictsOf(taken) : side;
    }

    void show(int cluster, int document, SensitivityClass shown) {
        if (counts[cluster] == documents[cluster].length) {
            documents[cluster] = Arrays.copyOf(documents[cluster], Math.max(16, 2 * counts[cluster]));
        }
        documents[cluster][counts[cluster]++] = document;
        if (present[cluster]) {
            reserve.spend(document, classes[cluster], 1);
            narrow(cluster, after(cluster, shown));
        }
        if (classesApart) {
            open[cluster] &= ~ClassSet.conflictsOf(shown);
        }
    }

    /** Tells that a cluster is not coming back. */
    void leave(int cluster) {
        if (present[cluster]) {
            move(cluster, -1);
            present[cluster] = false;
        }
    }

    /** Tells that all that {@code other} did counts for {@code cluster}, of which these classes are left. */
    void join(int cluster, int other, int left) {
        leave(other);
        boolean stays = present[cluster];
        leave(cluster);
        int all = counts[cluster] + counts[other];
        documents[cluster] = Arrays.copyOf(documents[cluster], all);
        System.arraycopy(documents[other], 0, documents[cluster], counts[cluster], counts[other]);
        counts[cluster] = all;
        classes[cluster] = clearances[cluster] & left;
        open[cluster] = classes[cluster];
        if (stays) {
            present[cluster] = true;
            move(cluster, 1);
        }
    }

    private void narrow(int cluster, int after) {
        if (after != classes[cluster]) {
            move(cluster, -1);
            classes[cluster] = after;
            move(cluster, 1);
        }
    }

    private void move(int cluster, int change) {
        if (change > 0) {
            reserve.join(classes[cluster]);
        } else {
            reserve.leave(classes[cluster]);
        }
        for (int i = 0; i < counts[cluster]; i++) {
            reserve.spend(documents[cluster][i], classes[cluster], change);
        }
    }
}
