package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.Arrays;

/**
 * What a batch still asks of people; lists are by sensitivity class.
 *
 * @param turns turns needed in all documents together, as far as is known
 * @param turnsOfDocumentMax turns that the most demanding document needs
 * @param poolDocuments documents with a fragment of the class for the crowd, released or waiting, in the smallest
 *     pool of it where there are several forms; 0 where none waits to be released
 * @param trusted fragments that only the trusted tier may see
 * @param trustedMeanSeconds mean time until the trusted tier has done a fragment
 */
public record Workload(
        double[] turns, int[] turnsOfDocumentMax, int[] poolDocuments, int trusted, double trustedMeanSeconds) {
    /** Share of turns that disagreement, skipping and lost leases add. */
    public static final double FURTHER_TURNS = 0.08;

    public Workload {
        int classes = SensitivityClass.values().length;
        if (turns.length != classes || turnsOfDocumentMax.length != classes || poolDocuments.length != classes) {
            throw new IllegalArgumentException("Expected %d numbers, one a class, but was %d, %d and %d."
                    .formatted(classes, turns.length, turnsOfDocumentMax.length, poolDocuments.length));
        }
        turns = turns.clone();
        turnsOfDocumentMax = turnsOfDocumentMax.clone();
        poolDocuments = poolDocuments.clone();
    }

    /** People that the most demanding document needs, each for one turn. */
    public int turnsOfDocumentMaxInAll() {
        return Arrays.stream(turnsOfDocumentMax).sum();
    }

    /** Turns needed in all. */
    public double turnsInAll() {
        return Arrays.stream(turns).sum();
    }

    @Override
    public double[] turns() {
        return turns.clone();
    }

    @Override
    public int[] turnsOfDocumentMax() {
        return turnsOfDocumentMax.clone();
    }

    @Override
    public int[] poolDocuments() {
        return poolDocuments.clone();
    }
}
