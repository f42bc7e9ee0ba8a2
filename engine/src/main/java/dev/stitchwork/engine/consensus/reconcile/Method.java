package dev.stitchwork.engine.consensus.reconcile;

import java.util.BitSet;

/** A way to bring the answers of a set to one value an item. */
public interface Method {
    /**
     * What these answers add up to.
     *
     * @param taken numbers of the answers that count; what is learned of workers is learned from these alone
     */
    Judgement judge(BitSet taken);
}
