package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.List;

/**
 * How many clusters of a crowd may be shown which classes, and whether they can staff a document.
 *
 * <p>Under the cap a document spends each cluster once. A lease is therefore an edge of a bipartite graph, clusters that
 * this document has not spent against turns that its fragments still need, and whoever takes edges as they come strands
 * turns that only the clusters already spent could have taken.
 *
 * <p>What a cluster may be shown depends on its classes only, so the graph has few kinds of vertices and Hall's
 * condition (<i>On Representatives of Subsets</i>, 1935) can be checked outright: for every set S of classes, clusters not
 * spent that may be shown some class of S, less turns needed in S, is the slack of S, and the document can be staffed exactly
 * when no slack is below 0. Giving a cluster of classes M a turn of class j takes 1 from the slack of each S that meets M but
 * lacks j, and leaves all others. So it strands nobody if each of those has slack. At nine classes that is at most 511 sums;
 * where the crowd is large, one comparison a class shows that none can be short, and nothing is summed.
 *
 * <p>Where a document cannot be staffed, as many of its turns as the least slack is below 0 will be filled by nobody (Ore,
 * <i>Graphs and Matching Theorems</i>, 1955), and a turn makes them no more if no S that it takes from has the least slack. Slack
 * is submodular: what two sets of least slack share has it too, and whoever may be shown something of both may be shown
 * something of that. So of the turns of a document that a cluster could take, this never holds back all.
 *
 * <p>Counts only: it knows no cluster and no fragment. Not safe for use by several threads at once while it is changed.
 */
public final class Staff {
    /** Nobody is kept for the further turns that disagreement will ask for. */
    public static final int UNINSURED = 0;

    /** For how much disagreement people are best kept, in deviations, and then where that cannot be. */
    public static final List<Integer> INSURED = List.of(3, 1, UNINSURED);

    /** Further turns to be expected for each turn needed; deviations of a count are kept beside them. */
    private static final double FURTHER_TURNS = 0.1;

    static final int CLASSES = SensitivityClass.values().length;
    static final int SETS = 1 << CLASSES;

    private final int fragmentsMax;
    private final int[] crowd = new int[SETS];
    private final int[] crowdOfClass = new int[CLASSES];

    /** @param fragmentsMax fragments of one document that one cluster may be shown */
    public Staff(int fragmentsMax) {
        this.fragmentsMax = fragmentsMax;
    }

    /** A cluster that may be shown these classes joins the crowd. */
    public void join(int classes) {
        change(classes, 1);
    }

    /** A cluster that may be shown these classes leaves the crowd. */
    public void leave(int classes) {
        change(classes, -1);
    }

    private void change(int classes, int clusters) {
        crowd[classes] += clusters;
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            crowdOfClass[Integer.numberOfTrailingZeros(rest)] += clusters;
        }
    }

    /** Turns of one document that could be taken at one class, were nobody spent. */
    int turnsOf(int sensitivity) {
        return crowdOfClass[sensitivity] * fragmentsMax;
    }

    /** Whether more than this many turns of one document could be taken at each of these classes alone. */
    boolean exceeds(int classes, int turns) {
        boolean exceeds = true;
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            exceeds &= turnsOf(Integer.numberOfTrailingZeros(rest)) > turns;
        }
        return exceeds;
    }

    /**
     * Whether the crowd is so large that no order of leases can strand a turn in any document, with room for far more
     * disagreement than is to be expected: one comparison a class.
     *
     * @param classes in which turns are still needed
     * @param turns that the most demanding document needed in all at first
     */
    public boolean isAmple(int classes, int turns) {
        return exceeds(classes, 2 * (turns + spare(turns, INSURED.get(0))));
    }

    /**
     * The side of every conflict that the crowd needs a further cluster on most: of the classes that it may be shown,
     * those it should keep to.
     *
     * <p>Left to itself a cluster would choose a side by its first turn, and in the end hold turns open that no cluster
     * of the right side is left for. The side taken is the one that leaves the needed sets of classes most evenly staffed:
     * smallest sum, over all sets S, of (turns needed in S / clusters for S) to the fourth power.
     *
     * @param most what the document needs that needs most of each class
     */
    public int side(int classes, Demand most) {
        List<Integer> sides = ClassSet.sides(classes);
        if (sides.size() == 1) {
            return sides.get(0);
        }
        int[] within = crowd.clone();
        int all = sumOverSubsets(within, SETS - 1) + 1;
        int best = sides.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (int side : sides) {
            double strain = strain(within, all, side, most);
            if (strain < least) {
                least = strain;
                best = side;
            }
        }
        return best;
    }

    /**
     * How hard the needed sets are to staff once a cluster that keeps to this side has joined.
     *
     * @param within for every set of classes, the clusters without it that may be shown nothing else
     * @param all clusters with it
     */
    private double strain(int[] within, int all, int side, Demand most) {
        int needed = most.classes();
        double strain = 0;
        int[] need = new int[SETS];
        for (int set = 1; set < SETS; set++) {
            if ((set & ~needed) == 0) {
                need[set] = need[set & set - 1] + most.need[Integer.numberOfTrailingZeros(set)];
                int others = within[SETS - 1 & ~set] + ((side & set) == 0 ? 1 : 0);
                double ratio = need[set] / (fragmentsMax * (all - others) + 1.0);
                strain += ratio * ratio * ratio * ratio;
            }
        }
        return strain;
    }

    /**
     * Where the crowd falls shortest of a document.
     *
     * @param classes the set of classes that can be staffed least
     * @param turns turns in them for which nobody is there; 0 where the crowd is enough
     */
    public record Shortage(int classes, int turns) {}

    public Shortage shortage(Demand document) {
        int needed = document.classes();
        int[] within = within(document, needed);
        Shortage worst = new Shortage(ClassSet.NONE, 0);
        for (int set = 1; set <= needed; set++) {
            if ((set & ~needed) == 0) {
                int turns = document.needOf(set) - (within[needed] - within[needed & ~set]);
                worst = turns > worst.turns() ? new Shortage(set, turns) : worst;
            }
        }
        return worst;
    }

    /**
     * Whether a cluster that may be shown these classes strands nobody by taking a turn of this class.
     *
     * @param deviations of the further turns that disagreement will ask for, for which clusters are left over besides those for
     *     as many as are to be expected; {@link #UNINSURED} for neither
     */
    public boolean spares(Demand document, int classes, SensitivityClass taken, int deviations) {
        int others = document.classes() & classes & ~ClassSet.of(taken);
        return others == 0
                || exceeds(others, document.shown + 2 * document.needed)
                || hasSlack(document, classes, ClassSet.of(taken), deviations, 1);
    }

    /** Whether a cluster that may be shown {@code before} and from now on only {@code after} strands nobody in a document. */
    public boolean sparesShutting(Demand document, int before, int after, int deviations) {
        return hasSlack(document, before, after, deviations, 1);
    }

    /**
     * Whether a cluster that may be shown these classes strands nobody further by taking a turn of this class: as many turns as
     * the crowd can still fill of the document, it can fill with this one.
     */
    public boolean sparesFurther(Demand document, int classes, SensitivityClass taken) {
        return hasSlack(document, classes, ClassSet.of(taken), UNINSURED, 1 - shortage(document).turns());
    }

    /** Whether every set of needed classes that meets {@code met} and lacks all of {@code lacked} has so much slack at least. */
    private boolean hasSlack(Demand document, int met, int lacked, int deviations, int least) {
        // Of a cluster's classes only those at stake count, and these are few.
        int free = document.classes() & ~lacked;
        int[] within = within(document, free);
        for (int set = free; set != 0; set = set - 1 & free) {
            if ((set & met) != 0) {
                int need = document.needOf(set);
                int spare = deviations == UNINSURED ? 0 : spare(need, deviations);
                if (within[free] - within[free & ~set] - need - spare < least) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Further turns that disagreement may ask for, with so many deviations. */
    private static int spare(int turns, int deviations) {
        double further = FURTHER_TURNS * turns;
        return (int) Math.ceil(further + deviations * Math.sqrt(further));
    }

    /** For every subset of some classes, the turns that clusters not spent can take who may be shown nothing else of them. */
    private int[] within(Demand document, int classes) {
        int[] within = new int[classes + 1];
        for (int set = 0; set < SETS; set++) {
            within[set & classes] += crowd[set] * fragmentsMax - document.spent[set];
        }
        sumOverSubsets(within, classes);
        return within;
    }

    /** Makes the count of every subset of {@code whole} that of all its subsets; returns the count of all. */
    private static int sumOverSubsets(int[] counts, int whole) {
        for (int bits = whole; bits != 0; bits &= bits - 1) {
            int bit = Integer.lowestOneBit(bits);
            for (int set = whole; set != 0; set = set - 1 & whole) {
                if ((set & bit) != 0) {
                    counts[set] += counts[set ^ bit];
                }
            }
        }
        return counts[whole];
    }
}
