package dev.stitchwork.engine.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ReserveTest {
    private static final SensitivityClass PLAIN = SensitivityClass.PLAIN;
    private static final SensitivityClass NAME = SensitivityClass.NAME;
    private static final SensitivityClass IDENTIFIER = SensitivityClass.IDENTIFIER;
    private static final int ANY = ClassSet.of(PLAIN, NAME);

    private final Reserve reserve = new Reserve(1);

    @Test
    void whoAloneMaySeeANameIsKeptForIt() {
        //   crowd:  one for plain, one for plain and name
        //   needed: one plain, one name
        reserve.join(ClassSet.of(PLAIN));
        reserve.join(ANY);
        reserve.need(0, PLAIN, 1);
        reserve.need(0, NAME, 1);

        assertFalse(reserve.spares(0, ANY, PLAIN, Reserve.UNINSURED));
        assertTrue(reserve.spares(0, ANY, NAME, Reserve.UNINSURED));
        assertTrue(reserve.spares(0, ClassSet.of(PLAIN), PLAIN, Reserve.UNINSURED));
    }

    @Test
    void whereThereAreEnoughForTheNamesAnybodyTakesAnything() {
        reserve.join(ANY);
        reserve.join(ANY);
        reserve.need(0, PLAIN, 1);
        reserve.need(0, NAME, 1);

        assertTrue(reserve.spares(0, ANY, PLAIN, Reserve.UNINSURED));
        reserve.spend(0, ANY, 1);
        reserve.need(0, PLAIN, -1);
        assertTrue(reserve.spares(0, ANY, NAME, Reserve.UNINSURED));
    }

    @Test
    void whoTakesANameIsShutOutOfIdentifiersInEveryDocument() {
        int both = ClassSet.of(NAME, IDENTIFIER);
        reserve.join(both);
        reserve.join(both);
        for (int document = 0; document < 3; document++) {
            reserve.need(document, NAME, 1);
            reserve.need(document, IDENTIFIER, 1);
        }
        int after = both & ~ClassSet.conflictsOf(NAME);

        assertTrue(reserve.sparesShutting(both, after, document -> false, Reserve.UNINSURED), "the other can still take identifiers");
        reserve.leave(both);
        assertFalse(reserve.sparesShutting(both, after, document -> false, Reserve.UNINSURED), "nobody else can take identifiers");
        assertTrue(reserve.sparesShutting(both, after, document -> true, Reserve.UNINSURED), "no document could have used it");
    }

    @Test
    void whoLeavesIsNotCountedOn() {
        reserve.join(ANY);
        reserve.join(ANY);
        reserve.need(0, PLAIN, 1);
        reserve.need(0, NAME, 1);
        reserve.leave(ANY);

        assertFalse(reserve.spares(0, ANY, PLAIN, Reserve.UNINSURED));
    }

    @Test
    void theMoreDisagreementIsInsuredTheMorePeopleAreKept() {
        // Nine turns of names: 0.9 more are to be expected, and a deviation of that is 0.95.
        for (int i = 0; i < 13; i++) {
            reserve.join(ANY);
        }
        reserve.need(0, NAME, 9);
        reserve.need(0, PLAIN, 1);

        assertTrue(reserve.spares(0, ANY, PLAIN, Reserve.UNINSURED));
        assertTrue(reserve.spares(0, ANY, PLAIN, 1));
        assertFalse(reserve.spares(0, ANY, PLAIN, 3));
    }

    /** What the reserve spares is exactly what leaves a complete matching of the rest. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aTurnIsSparedExactlyWhereTheRestCanStillBeStaffed(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        SensitivityClass[] classes = {PLAIN, NAME, SensitivityClass.BIRTH, SensitivityClass.CONTACT};
        int compared = 0;
        for (int round = 0; round < 200; round++) {
            Reserve small = new Reserve(1);
            List<Integer> crowd = new ArrayList<>();
            List<SensitivityClass> turns = new ArrayList<>();
            for (int i = 0; i < 2 + random.nextInt(6); i++) {
                int mask = ClassSet.NONE;
                for (SensitivityClass each : classes) {
                    mask |= random.nextBoolean() ? ClassSet.of(each) : 0;
                }
                crowd.add(mask);
                small.join(mask);
            }
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                SensitivityClass turn = classes[random.nextInt(classes.length)];
                turns.add(turn);
                small.need(0, turn, 1);
            }
            if (matching(crowd, turns) < turns.size()) {
                continue;
            }
            for (int i = 0; i < crowd.size(); i++) {
                for (SensitivityClass turn : turns) {
                    if (ClassSet.has(crowd.get(i), turn)) {
                        List<Integer> others = new ArrayList<>(crowd);
                        others.remove(i);
                        List<SensitivityClass> rest = new ArrayList<>(turns);
                        rest.remove(turn);
                        assertEquals(matching(others, rest) == rest.size(), small.spares(0, crowd.get(i), turn, Reserve.UNINSURED));
                        compared++;
                    }
                }
            }
        }
        assertTrue(compared > 300, "Expected many edges to compare but was %d.".formatted(compared));
    }

    /** Largest number of turns that different clusters can take, by augmenting paths. */
    private static int matching(List<Integer> crowd, List<SensitivityClass> turns) {
        int[] takenBy = new int[crowd.size()];
        java.util.Arrays.fill(takenBy, -1);
        int matched = 0;
        for (int turn = 0; turn < turns.size(); turn++) {
            matched += augment(turn, crowd, turns, takenBy, new boolean[crowd.size()]) ? 1 : 0;
        }
        return matched;
    }

    private static boolean augment(
            int turn, List<Integer> crowd, List<SensitivityClass> turns, int[] takenBy, boolean[] tried) {
        for (int cluster = 0; cluster < tried.length; cluster++) {
            if (!tried[cluster] && ClassSet.has(crowd.get(cluster), turns.get(turn))) {
                tried[cluster] = true;
                if (takenBy[cluster] < 0 || augment(takenBy[cluster], crowd, turns, takenBy, tried)) {
                    takenBy[cluster] = turn;
                    return true;
                }
            }
        }
        return false;
    }
}
