package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Keeps for a document's scarce fragments the clusters that alone may still be shown them.
 *
 * <p>Under the cap a document spends each cluster once. A lease is therefore an edge of a bipartite graph, clusters that
 * this document has not spent against turns that its fragments still need, and whoever takes edges as they come strands
 * turns that only the clusters already spent could have taken. Celis, Reddy, Singh and Vaya, <i>Assignment Techniques
 * for Crowdsourcing Sensitive Tasks</i> (CSCW 2016), assign with zero loss of privacy where the requester may choose
 * (PUSH) and pay for letting workers take what they like (PULL); this is their middle way (TUG OF WAR): workers draw at
 * random, but only among the edges that some complete matching still holds.
 *
 * <p>What a cluster may be shown depends on its classes only, so the graph has few kinds of vertices and Hall's
 * condition can be checked outright: for every set S of classes, clusters not spent that may be shown some class of S,
 * less turns needed in S, is the slack of S, and the document can be staffed exactly when no slack is below 0. Giving a cluster
 * of classes M a turn of class j takes 1 from the slack of each S that meets M but lacks j, and leaves all others. So it
 * strands nobody if each of those has slack. At nine classes that is at most 511 sums; where the crowd is large, one
 * comparison a class shows that none can be short, and nothing is summed.
 *
 * <p>A cluster's first fragment of a class with conflicts shuts other classes to it in <em>every</em> document, and that
 * is checked in every document that has not spent it.
 *
 * <p>How many turns disagreement will add nobody knows. Whoever leases asks first for turns that leave people for far more
 * than are to be expected, then for those that leave fewer, so that whatever nobody will need is taken before what
 * somebody may. In each of these sets the draw is uniform, and which set a turn is in depends on counts only, as
 * the order of the classes does.
 *
 * <p>This orders leases; it never permits one. Not safe for use by several threads at once.
 */
public final class Reserve {
    private static final int CLASSES = SensitivityClass.values().length;
    private static final int SETS = 1 << CLASSES;

    /** Nobody is kept for the further turns that disagreement will ask for. */
    public static final int UNINSURED = 0;

    /** Further turns to be expected for each turn needed; deviations of a count are kept beside them. */
    private static final double FURTHER_TURNS = 0.1;

    private final int fragmentsMax;
    private final int[] crowd = new int[SETS];
    private final int[] crowdOfClass = new int[CLASSES];
    private final int[] needMax = new int[CLASSES];
    private final long[] needOfClass = new long[CLASSES];
    private final long[] spentOfClass = new long[CLASSES];
    private Document[] documents = new Document[16];
    private int documentCount;
    private int demandMax;

    private static final class Document {
        final short[] need = new short[CLASSES];
        final short[] spent = new short[SETS];
        int needed;
        int shown;
    }

    /** @param fragmentsMax fragments of one document that one cluster may be shown */
    public Reserve(int fragmentsMax) {
        this.fragmentsMax = fragmentsMax;
    }

    /** A cluster that may be shown these classes joins the crowd. */
    public void join(int classes) {
        crowd(classes, 1);
    }

    /** A cluster that may be shown these classes leaves the crowd. */
    public void leave(int classes) {
        crowd(classes, -1);
    }

    private void crowd(int classes, int change) {
        crowd[classes] += change;
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            crowdOfClass[Integer.numberOfTrailingZeros(rest)] += change;
        }
    }

    /** Changes the number of turns that a document still needs in a class. */
    public void need(int document, SensitivityClass sensitivity, int change) {
        if (document >= documents.length) {
            documents = Arrays.copyOf(documents, Math.max(2 * documents.length, document + 1));
        }
        if (documents[document] == null) {
            documents[document] = new Document();
            documentCount = Math.max(documentCount, document + 1);
        }
        Document of = documents[document];
        of.need[sensitivity.ordinal()] += (short) change;
        needOfClass[sensitivity.ordinal()] += change;
        needMax[sensitivity.ordinal()] = Math.max(needMax[sensitivity.ordinal()], of.need[sensitivity.ordinal()]);
        of.needed += change;
        demandMax = Math.max(demandMax, of.needed + of.shown);
    }

    /** Changes the number of fragments that a cluster of the crowd, with these classes, was shown of a document. */
    public void spend(int document, int classes, int change) {
        Document of = documents[document];
        of.spent[classes] += (short) change;
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            spentOfClass[Integer.numberOfTrailingZeros(rest)] += change;
        }
        of.shown += change;
        demandMax = Math.max(demandMax, of.needed + of.shown);
    }

    /**
     * How much of what the crowd could still take of a class is needed, over all documents: above 1 it cannot be enough,
     * near 0 anybody will do.
     */
    public double scarcity(SensitivityClass sensitivity) {
        long supply = (long) crowdOfClass[sensitivity.ordinal()] * fragmentsMax * documentCount
                - spentOfClass[sensitivity.ordinal()];
        return needOfClass[sensitivity.ordinal()] / (double) Math.max(1, supply);
    }

    /**
     * The side of every conflict that the crowd needs a further cluster on most: of the classes that it may be shown,
     * those it should keep to.
     *
     * <p>Left to itself a cluster would choose a side by its first turn, and in the end hold turns open that no cluster
     * of the right side is left for. The side taken is the one that leaves the needed sets of classes most evenly staffed:
     * smallest sum, over all sets S, of (turns needed in S / clusters for S) to the fourth power, in the document that
     * needs most of each class.
     */
    public int side(int classes) {
        List<Integer> sides = ClassSet.sides(classes);
        if (sides.size() == 1) {
            return sides.get(0);
        }
        int[] within = crowd.clone();
        int all = sumOverSubsets(within, SETS - 1) + 1;
        int best = sides.get(0);
        double least = Double.POSITIVE_INFINITY;
        for (int side : sides) {
            double strain = strain(within, all, side);
            if (strain < least) {
                least = strain;
                best = side;
            }
        }
        return best;
    }

    /**
     * Where the crowd falls shortest of the document that needs most of each class.
     *
     * @param classes the set of classes that can be staffed least
     * @param turns turns in them for which nobody is there; 0 where the crowd is enough
     */
    public record Shortage(int classes, int turns) {}

    public Shortage shortage() {
        int[] within = crowd.clone();
        int all = sumOverSubsets(within, SETS - 1);
        Shortage worst = new Shortage(ClassSet.NONE, 0);
        for (int set = 1; set < SETS; set++) {
            int need = 0;
            boolean used = true;
            for (int rest = set; rest != 0; rest &= rest - 1) {
                need += needMax[Integer.numberOfTrailingZeros(rest)];
                used &= needMax[Integer.numberOfTrailingZeros(rest)] > 0;
            }
            int turns = need - fragmentsMax * (all - within[SETS - 1 & ~set]);
            if (used && turns > worst.turns()) {
                worst = new Shortage(set, turns);
            }
        }
        return worst;
    }

    /**
     * How hard the needed sets are to staff once a cluster that keeps to this side has joined.
     *
     * @param within for every set of classes, the clusters without it that may be shown nothing else
     * @param all clusters with it
     */
    private double strain(int[] within, int all, int side) {
        int needed = 0;
        for (int i = 0; i < CLASSES; i++) {
            needed |= needMax[i] > 0 ? 1 << i : 0;
        }
        double strain = 0;
        int[] need = new int[SETS];
        for (int set = 1; set < SETS; set++) {
            if ((set & ~needed) == 0) {
                need[set] = need[set & set - 1] + needMax[Integer.numberOfTrailingZeros(set)];
                int others = within[SETS - 1 & ~set] + ((side & set) == 0 ? 1 : 0);
                double ratio = need[set] / (fragmentsMax * (all - others) + 1.0);
                strain += ratio * ratio * ratio * ratio;
            }
        }
        return strain;
    }

    /**
     * Whether a cluster that may be shown these classes strands nobody by taking a turn of this class.
     *
     * @param deviations of the further turns that disagreement will ask for, for which clusters are left over besides those for
     *     as many as are to be expected; {@link #UNINSURED} for neither
     */
    public boolean spares(int document, int classes, SensitivityClass taken, int deviations) {
        Document of = documents[document];
        int others = 0;
        boolean ample = true;
        for (int i = 0; i < CLASSES; i++) {
            if (i != taken.ordinal() && of.need[i] > 0 && (classes & 1 << i) != 0) {
                others |= 1 << i;
                ample &= crowdOfClass[i] * fragmentsMax - of.shown - 2 * of.needed > 0;
            }
        }
        return others == 0 || ample || slackWhere(of, classes, ClassSet.of(taken), deviations);
    }

    /**
     * Whether a cluster that may be shown {@code before} and from now on only {@code after} strands nobody in the
     * documents that have not spent it.
     *
     * @param spent whether a document has spent the cluster
     */
    public boolean sparesShutting(int before, int after, IntPredicate spent, int deviations) {
        boolean ample = true;
        for (int rest = before & ~after; rest != 0; rest &= rest - 1) {
            ample &= crowdOfClass[Integer.numberOfTrailingZeros(rest)] * fragmentsMax > demandMax;
        }
        if (ample) {
            return true;
        }
        for (int document = 0; document < documentCount; document++) {
            Document of = documents[document];
            if (of != null && of.needed > 0 && !spent.test(document) && !slackWhere(of, before, after, deviations)) {
                return false;
            }
        }
        return true;
    }

    /** Whether every set of needed classes that meets {@code met} and lacks all of {@code lacked} has slack. */
    private boolean slackWhere(Document of, int met, int lacked, int deviations) {
        int needed = 0;
        for (int i = 0; i < CLASSES; i++) {
            needed |= of.need[i] > 0 ? 1 << i : 0;
        }
        int free = needed & ~lacked;
        // Of a cluster's classes only those at stake count, and these are few.
        int[] within = new int[free + 1];
        for (int set = 0; set < SETS; set++) {
            within[set & free] += crowd[set] * fragmentsMax - of.spent[set];
        }
        sumOverSubsets(within, free);
        for (int set = free; set != 0; set = set - 1 & free) {
            if ((set & met) != 0) {
                int need = needOf(of, set);
                double further = FURTHER_TURNS * need;
                int spare = deviations == UNINSURED ? 0 : (int) Math.ceil(further + deviations * Math.sqrt(further));
                if (within[free] - within[free & ~set] - need - spare < 1) {
                    return false;
                }
            }
        }
        return true;
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

    private static int needOf(Document of, int set) {
        int need = 0;
        for (int rest = set; rest != 0; rest &= rest - 1) {
            need += of.need[Integer.numberOfTrailingZeros(rest)];
        }
        return need;
    }
}
