package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;

/**
 * What the law must know of a cluster's past in a batch to judge one candidate: a few numbers, however long the past.
 *
 * @param sameFragment whether the cluster has been shown this very fragment
 * @param sameField whether it has been shown another piece of the same field of the same document
 * @param fragmentsOfDocument different fragments of the candidate's document it has been shown
 * @param inkOfDocumentPpm their ink, parts per million of the document's
 * @param classes every class of the batch it has been shown, as a {@link ClassSet}
 * @param lastClass class of what it was shown last; null where it was shown nothing
 * @param lastSeconds when that was, seconds since the batch was opened
 * @param fragmentsOfBatch different fragments of the batch it has been shown
 */
public record Shown(
        boolean sameFragment,
        boolean sameField,
        int fragmentsOfDocument,
        int inkOfDocumentPpm,
        int classes,
        SensitivityClass lastClass,
        long lastSeconds,
        int fragmentsOfBatch) {
    public static final Shown NOTHING = new Shown(false, false, 0, 0, ClassSet.NONE, null, 0, 0);
}
