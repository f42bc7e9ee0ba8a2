package dev.stitchwork.engine.consensus.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.trust.Verification.Costs;
import dev.stitchwork.engine.consensus.trust.Verification.Counts;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class VerificationTest {
    private static final Verification CAREFUL = new Verification(0.05, 0.02);
    private static final Verification NODDING = new Verification(0.9, 0.01);

    @Test
    void aYesOfSomebodyCarefulIsEnoughForALikelyValue() {
        assertEquals(Optional.of(1), CAREFUL.yes(0.95, 0.005));
        assertEquals(Optional.of(2), CAREFUL.yes(0.8, 0.005));
        assertEquals(Optional.empty(), CAREFUL.yes(0.3, 0.0001), "more than three are asked for nothing");
    }

    @Test
    void aYesOfWhoeverNodsTellsNothing() {
        assertEquals(0, NODDING.logOdds());
        assertEquals(Optional.empty(), NODDING.yes(0.99, 0.05));
        assertEquals(0, NODDING.cheapest(0.99, 0.05, Costs.USUAL, 2).yes());
    }

    @Test
    void checkingIsChosenOnlyWhereItIsCheaper() {
        assertEquals(1, CAREFUL.cheapest(0.97, 0.005, Costs.USUAL, 1.1).yes());
        assertEquals(0, CAREFUL.cheapest(0.97, 0.005, new Costs(1.1, 1), 1.1).yes(), "where it takes longer than typing");
        assertEquals(0, CAREFUL.cheapest(0.2, 0.005, Costs.USUAL, 1.1).yes(), "where most say no, and type");
    }

    @Test
    void theExpectedCostIsThatOfDrawingIt() {
        SplittableRandom luck = new SplittableRandom(1);
        Verification.Plan plan = CAREFUL.cheapest(0.8, 0.005, Costs.USUAL, 3);
        double cost = 0;
        int runs = 200_000;
        for (int run = 0; run < runs; run++) {
            boolean right = luck.nextDouble() < 0.8;
            for (int asked = 0; asked < plan.yes(); asked++) {
                cost += 0.5 * (1 + Verification.PLANTED);
                if (luck.nextDouble() >= (right ? 0.98 : 0.05)) {
                    cost += 3;
                    break;
                }
            }
        }
        assertEquals(cost / runs, plan.cost(), 0.01);
    }

    @Test
    void plantedValuesMoveWhatIsExpectedOfEverybodyAndOfOne() {
        Verification unknown = Verification.ofCrowd(Counts.NONE);
        Verification crowd = Verification.ofCrowd(new Counts(1_000, 50, 5_000, 100));
        assertEquals(0.052, crowd.waved(), 0.001);
        assertEquals(0.02, crowd.falseNo(), 0.001);
        assertTrue(unknown.waved() > crowd.waved());
        assertTrue(crowd.of(new Counts(10, 10, 0, 0)).waved() > 0.5);
        assertEquals(crowd.waved(), crowd.of(Counts.NONE).waved(), 1e-9);
    }

    @Test
    void furtherYesCountHalf() {
        assertEquals(3, Verification.logOdds(2, 2));
    }

    @Test
    void countsFitTheirWhole() {
        assertEquals("Expected counts whose parts fit their whole but was 2 of 1 waved, 0 of 0 refused.",
                assertThrows(IllegalArgumentException.class, () -> new Counts(1, 2, 0, 0)).getMessage());
    }

    @Test
    void whatIsMadeWrongLooksAsTheCrowdErrs() {
        Confusions confusions = new Confusions();
        for (int i = 0; i < 500; i++) {
            confusions.learn("Leeds", "Leods");
            confusions.learn("Leeds", "Lewes");
            confusions.learn("1984", "1934");
        }
        SplittableRandom luck = new SplittableRandom(2);
        Map<String, Integer> made = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            String wrong = confusions.changed("Leeds 8", luck);
            assertNotEquals("Leeds 8", wrong);
            made.merge(wrong, 1, Integer::sum);
        }
        assertTrue(made.getOrDefault("Loeds 8", 0) + made.getOrDefault("Leods 8", 0) > 600, "by far the most confused: " + made);
        assertTrue(made.getOrDefault("Leeds 3", 0) > 200, made.toString());
        assertEquals("§§", confusions.changed("§§", luck), "what nobody confuses stays");
    }
}
