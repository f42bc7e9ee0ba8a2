package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.Arrays;
import java.util.function.IntPredicate;

/**
 * Keeps for a document's scarce fragments the clusters that alone may still be shown them, over all documents of one batch.
 *
 * <p>Celis, Reddy, Singh and Vaya, <i>Assignment Techniques for Crowdsourcing Sensitive Tasks</i> (CSCW 2016), assign with zero
 * loss of privacy where the requester may choose (PUSH) and pay for letting workers take what they like (PULL); this is their
 * middle way (TUG OF WAR): workers draw at random, but only among the turns that some complete matching of clusters to turns
 * still holds. Whether one does, {@link Staff} tells for each document.
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
    private final Staff staff;
    /** What the document needed that once needed most of each class. */
    private final Demand most = new Demand();

    private final long[] needOfClass = new long[Staff.CLASSES];
    private final long[] spentOfClass = new long[Staff.CLASSES];
    private Demand[] documents = new Demand[16];
    private int documentCount;
    private int demandMax;

    /** @param fragmentsMax fragments of one document that one cluster may be shown */
    public Reserve(int fragmentsMax) {
        this.staff = new Staff(fragmentsMax);
    }

    /** A cluster that may be shown these classes joins the crowd. */
    public void join(int classes) {
        staff.join(classes);
    }

    /** A cluster that may be shown these classes leaves the crowd. */
    public void leave(int classes) {
        staff.leave(classes);
    }

    /** Changes the number of turns that a document still needs in a class. */
    public void need(int document, SensitivityClass sensitivity, int change) {
        if (document >= documents.length) {
            documents = Arrays.copyOf(documents, Math.max(2 * documents.length, document + 1));
        }
        if (documents[document] == null) {
            documents[document] = new Demand();
            documentCount = Math.max(documentCount, document + 1);
        }
        Demand of = documents[document];
        of.need(sensitivity, change);
        needOfClass[sensitivity.ordinal()] += change;
        most.need(sensitivity, Math.max(0, of.need[sensitivity.ordinal()] - most.need[sensitivity.ordinal()]));
        demandMax = Math.max(demandMax, of.needed + of.shown);
    }

    /** Changes the number of fragments that a cluster of the crowd, with these classes, was shown of a document. */
    public void spend(int document, int classes, int change) {
        Demand of = documents[document];
        of.spend(classes, change);
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            spentOfClass[Integer.numberOfTrailingZeros(rest)] += change;
        }
        demandMax = Math.max(demandMax, of.needed + of.shown);
    }

    /**
     * How much of what the crowd could still take of a class is needed, over all documents: above 1 it cannot be enough,
     * near 0 anybody will do.
     */
    public double scarcity(SensitivityClass sensitivity) {
        long supply = (long) staff.turnsOf(sensitivity.ordinal()) * documentCount - spentOfClass[sensitivity.ordinal()];
        return needOfClass[sensitivity.ordinal()] / (double) Math.max(1, supply);
    }

    /** The side of every conflict that the crowd needs a further cluster on most; see {@link Staff#side}. */
    public int side(int classes) {
        return staff.side(classes, most);
    }

    /** Where the crowd falls shortest of the document that needs most of each class. */
    public Staff.Shortage shortage() {
        return staff.shortage(most);
    }

    /** Whether a cluster that may be shown these classes strands nobody by taking a turn of this class; see {@link Staff#spares}. */
    public boolean spares(int document, int classes, SensitivityClass taken, int deviations) {
        return staff.spares(documents[document], classes, taken, deviations);
    }

    /**
     * Whether a cluster that may be shown {@code before} and from now on only {@code after} strands nobody in the
     * documents that have not spent it.
     *
     * @param spent whether a document has spent the cluster
     */
    public boolean sparesShutting(int before, int after, IntPredicate spent, int deviations) {
        if (staff.exceeds(before & ~after, demandMax)) {
            return true;
        }
        for (int document = 0; document < documentCount; document++) {
            Demand of = documents[document];
            if (of != null && of.needed > 0 && !spent.test(document) && !staff.sparesShutting(of, before, after, deviations)) {
                return false;
            }
        }
        return true;
    }
}
