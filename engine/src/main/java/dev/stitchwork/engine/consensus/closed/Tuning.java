package dev.stitchwork.engine.consensus.closed;

/**
 * How the model for closed answers holds back from believing itself; {@link #USUAL} wherever nothing is being measured.
 *
 * @param rowShrinkage how many answers' worth the expected row weighs against a worker's own
 * @param accuracyShrinkage how many answers' worth the crowd's accuracy weighs against a worker's own
 * @param coinSweeps sweeps of the coarser model that the fit starts from, in which a worker has one accuracy
 * @param sweepsPerSquare sweeps of the fit for the square of the answers per item
 * @param anchored whether shares of the classes are held near those of the coarser model
 * @param ownRows whether a worker's confusions are learned, and not one accuracy alone
 */
public record Tuning(
        double rowShrinkage, double accuracyShrinkage, int coinSweeps, double sweepsPerSquare, boolean anchored, boolean ownRows) {
    public static final Tuning USUAL = new Tuning(3, 8, 3, 0.1, true, true);

    public Tuning {
        if (!(rowShrinkage > 0 && accuracyShrinkage > 0 && coinSweeps >= 0 && sweepsPerSquare > 0)) {
            throw new IllegalArgumentException("Expected shrinkages and sweeps above 0 but was %s, %s, %d, %s."
                    .formatted(rowShrinkage, accuracyShrinkage, coinSweeps, sweepsPerSquare));
        }
    }
}
