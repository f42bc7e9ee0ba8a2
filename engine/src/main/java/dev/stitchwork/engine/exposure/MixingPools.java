package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;

/**
 * How many documents every pool of a batch holds (G5). A pool is one sensitivity class of one batch: workers in that
 * class draw from it, uniformly. Fragments wait in front of it until it holds, together with them, those of at least
 * {@link Guarantee#poolMin()} documents that still need people; then all that wait are released at once.
 */
public final class MixingPools {
    private static final int CLASSES = SensitivityClass.values().length;

    private final int[] waiting = new int[CLASSES];
    private final int[] open = new int[CLASSES];

    /** A document came in whose fragments of these classes need people. */
    public void arrive(int classes) {
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            waiting[Integer.numberOfTrailingZeros(rest)]++;
        }
    }

    /** Whether what waits in front of this pool may be released. */
    public boolean mayRelease(SensitivityClass pool, Guarantee guarantee) {
        return waiting[pool.ordinal()] > 0 && documents(pool) >= guarantee.poolMin();
    }

    /** Documents that this pool and what waits in front of it hold. */
    public int documents(SensitivityClass pool) {
        return waiting[pool.ordinal()] + open[pool.ordinal()];
    }

    /** Lets all that waits into the pool. */
    public void release(SensitivityClass pool) {
        open[pool.ordinal()] += waiting[pool.ordinal()];
        waiting[pool.ordinal()] = 0;
    }

    /** A released document's last fragment of this class is settled. */
    public void settle(SensitivityClass pool) {
        if (open[pool.ordinal()] == 0) {
            throw new IllegalStateException(
                    "Expected an open document in the pool %s but it holds none.".formatted(pool.json()));
        }
        open[pool.ordinal()]--;
    }
}
