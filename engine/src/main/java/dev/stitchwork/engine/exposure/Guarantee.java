package dev.stitchwork.engine.exposure;

import java.util.ArrayList;
import java.util.List;

/**
 * The bounds that one batch is worked under; what is weaker than {@link #STANDARD} exists only by a signed
 * {@link Relaxation}.
 *
 * @param cap fragments of one document that one cluster may be shown (G1, m)
 * @param inkMaxPpm filled-in ink of one document that one cluster may be shown, parts per million (G1, f)
 * @param coalition clusters that together must not complete a sensitive group (G2, c); 0 for no such bound
 * @param classesApart whether a cluster is shown one sensitivity class at a time and never both of a conflicting pair
 *     (G3)
 * @param poolMin documents that a pool holds at least when a fragment is released into it (G5, L)
 * @param batchShareMaxPpm released fragments of the batch that one cluster may be shown, parts per million
 */
public record Guarantee(
        ExposureCap cap, int inkMaxPpm, int coalition, boolean classesApart, int poolMin, int batchShareMaxPpm) {
    public static final Guarantee STANDARD = new Guarantee(ExposureCap.DEFAULT, 100_000, 3, true, 50, 100_000);

    /** What a whole is, in parts per million. */
    public static final int WHOLE_PPM = 1_000_000;

    /** How long a cluster is shown nothing before it may turn to another sensitivity class of the batch, seconds. */
    public static final int SITTING_SECONDS = 600;

    public Guarantee {
        if (inkMaxPpm < 1 || inkMaxPpm > WHOLE_PPM || batchShareMaxPpm < 1 || batchShareMaxPpm > WHOLE_PPM) {
            throw new IllegalArgumentException(
                    "Expected shares from 1 to 1000000 parts per million but was %d of the ink and %d of the batch."
                            .formatted(inkMaxPpm, batchShareMaxPpm));
        }
        if (coalition < 0 || poolMin < 1) {
            throw new IllegalArgumentException(
                    "Expected a coalition of at least 0 and a pool of at least 1 but was %d and %d.".formatted(coalition, poolMin));
        }
    }

    /** This one, with the standard in the place of every bound that is looser: how a batch opens before anybody signs. */
    public Guarantee tightened() {
        return new Guarantee(
                new ExposureCap(Math.min(cap.fragmentsMax(), STANDARD.cap.fragmentsMax())),
                Math.min(inkMaxPpm, STANDARD.inkMaxPpm),
                Math.max(coalition, STANDARD.coalition),
                STANDARD.classesApart,
                Math.max(poolMin, STANDARD.poolMin),
                Math.min(batchShareMaxPpm, STANDARD.batchShareMaxPpm));
    }

    /** What a client has to sign for to have this one: a relaxation for every bound that is looser than the standard. */
    public List<Relaxation> relaxations() {
        Guarantee from = tightened();
        List<Relaxation> relaxations = new ArrayList<>();
        for (Relaxation.Bound bound : Relaxation.Bound.values()) {
            if (bound.of(this) != bound.of(from)) {
                relaxations.add(new Relaxation(bound, bound.of(this)));
            }
        }
        return List.copyOf(relaxations);
    }

    /** Pieces that a sensitive group needs so that a coalition cannot complete it, whatever it is shown. */
    public int piecesMin() {
        return coalition * cap.fragmentsMax() + 1;
    }

    /** Fragments of a batch that one cluster may be shown when this many are released; at least 1. */
    public int fragmentsOfBatchMax(long fragmentsReleased) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, fragmentsReleased * batchShareMaxPpm / WHOLE_PPM));
    }

    public Guarantee withFragmentsMax(int fragmentsMax) {
        return new Guarantee(
                new ExposureCap(fragmentsMax), inkMaxPpm, coalition, classesApart, poolMin, batchShareMaxPpm);
    }

    public Guarantee withInkMaxPpm(int ppm) {
        return new Guarantee(cap, ppm, coalition, classesApart, poolMin, batchShareMaxPpm);
    }

    public Guarantee withCoalition(int clusters) {
        return new Guarantee(cap, inkMaxPpm, clusters, classesApart, poolMin, batchShareMaxPpm);
    }

    public Guarantee withClassesApart(boolean apart) {
        return new Guarantee(cap, inkMaxPpm, coalition, apart, poolMin, batchShareMaxPpm);
    }

    public Guarantee withPoolMin(int documents) {
        return new Guarantee(cap, inkMaxPpm, coalition, classesApart, documents, batchShareMaxPpm);
    }

    public Guarantee withBatchShareMaxPpm(int ppm) {
        return new Guarantee(cap, inkMaxPpm, coalition, classesApart, poolMin, ppm);
    }
}
