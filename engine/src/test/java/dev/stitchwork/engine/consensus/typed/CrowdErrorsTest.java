package dev.stitchwork.engine.consensus.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CrowdErrorsTest {
    private static final double[] TWO = {0.85, 0.85};

    @Test
    void theSameOfTwoIsSurerThanOneOfTwoAndNeverAsSureAsIndependentErrorsHaveIt() {
        double alike = CrowdErrors.USUAL.chances(new int[] {7, 7}, TWO)[0];
        double independent = new CrowdErrors(0.15, 1e-9, 1e-9).chances(new int[] {7, 7}, TWO)[0];
        assertTrue(alike > 0.98 && alike < 0.995, "" + alike);
        assertTrue(independent > 0.99999, "" + independent);
        assertTrue(CrowdErrors.USUAL.chances(new int[] {7, 8}, TWO)[0] < 0.5);
    }

    @Test
    void aLoneAnswerIsAsSureAsWhoGaveIt() {
        assertEquals(0.6, CrowdErrors.USUAL.chances(new int[] {3}, new double[] {0.6})[0], 1e-9);
    }

    @Test
    void whatNobodyKeyedHasTheRestOfTheChance() {
        double[] chances = CrowdErrors.USUAL.chances(new int[] {1, 2, 1, 3}, new double[] {0.8, 0.8, 0.8, 0.8});
        assertEquals(chances[0], chances[2]);
        double keyed = chances[0] + chances[1] + chances[3];
        assertTrue(keyed < 1 && keyed > 0.9, "" + keyed);
    }

    @Test
    void hundredsOfAnswersToOneItemHaveChancesToo() {
        int[] values = new int[1_000];
        double[] accuracies = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = i % 10 == 0 ? 8 : 7;
            accuracies[i] = 0.85;
        }
        double[] chances = new CrowdErrors(0.15, 0.17, 0.001).chances(values, accuracies);
        assertEquals(1, chances[1], 1e-9);
        assertEquals(0, chances[0], 1e-9);
    }

    @Test
    void chancesAreChances() {
        assertEquals(
                "Expected chances above 0 and below 1 but was 0.0 wrong, 0.2 correlation, 0.1 repeats.",
                assertThrows(IllegalArgumentException.class, () -> new CrowdErrors(0, 0.2, 0.1)).getMessage());
    }
}
