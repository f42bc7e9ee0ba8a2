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

/** What is said of small crowds by counting, against what matchings of people to turns say. */
final class StaffTest {
    private static final SensitivityClass[] CLASSES = {
        SensitivityClass.PLAIN, SensitivityClass.NAME, SensitivityClass.BIRTH, SensitivityClass.CONTACT
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void aTurnIsSparedExactlyWhereTheRestCanStillBeStaffed(long seed) {
        int compared = 0;
        for (Case each : cases(seed)) {
            if (matching(each.crowd, each.turns) == each.turns.size()) {
                for (int cluster = 0; cluster < each.crowd.size(); cluster++) {
                    for (SensitivityClass turn : each.turnsOf(cluster)) {
                        assertEquals(
                                each.matchingWithout(cluster, turn) == each.turns.size() - 1,
                                each.staff.spares(each.document, each.crowd.get(cluster), turn, Staff.UNINSURED));
                        compared++;
                    }
                }
            }
        }
        assertTrue(compared > 300, "Expected many edges to compare but was %d.".formatted(compared));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void whereSomeWillBeStrandedATurnMakesThemNoMoreAndEverybodyHasSuchATurn(long seed) {
        int tooSmall = 0;
        for (Case each : cases(seed)) {
            int most = matching(each.crowd, each.turns);
            tooSmall += most < each.turns.size() ? 1 : 0;
            assertEquals(each.turns.size() - most, each.staff.shortage(each.document).turns());
            for (int cluster = 0; cluster < each.crowd.size(); cluster++) {
                int had = 0;
                for (SensitivityClass turn : each.turnsOf(cluster)) {
                    boolean spared = each.staff.sparesFurther(each.document, each.crowd.get(cluster), turn);
                    assertEquals(each.matchingWithout(cluster, turn) + 1 == most, spared);
                    had += spared ? 1 : 0;
                }
                assertTrue(had > 0 || each.turnsOf(cluster).isEmpty(), "nobody is left with nothing");
            }
        }
        assertTrue(tooSmall > 50, "Expected many crowds that are too small but was %d.".formatted(tooSmall));
    }

    @Test
    void aCrowdIsAmpleWhereEveryClassCouldTakeTheWholeDocumentTwice() {
        Staff staff = new Staff(1);
        int both = ClassSet.of(SensitivityClass.NAME, SensitivityClass.PLAIN);
        // Four turns, and three further ones with insurance: more than fourteen people.
        for (int i = 0; i < 14; i++) {
            staff.join(both);
        }
        assertFalse(staff.isAmple(both, 4));
        staff.join(ClassSet.of(SensitivityClass.PLAIN));
        assertFalse(staff.isAmple(both, 4), "too few for names");
        staff.join(ClassSet.of(SensitivityClass.NAME));
        assertTrue(staff.isAmple(both, 4));
    }

    private static List<Case> cases(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Case> cases = new ArrayList<>();
        for (int round = 0; round < 200; round++) {
            Case drawn = new Case();
            for (int i = 0; i < 2 + random.nextInt(6); i++) {
                int mask = ClassSet.NONE;
                for (SensitivityClass each : CLASSES) {
                    mask |= random.nextBoolean() ? ClassSet.of(each) : 0;
                }
                drawn.crowd.add(mask);
                drawn.staff.join(mask);
            }
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                SensitivityClass turn = CLASSES[random.nextInt(CLASSES.length)];
                drawn.turns.add(turn);
                drawn.document.need(turn, 1);
            }
            cases.add(drawn);
        }
        return cases;
    }

    /** A crowd and what one document needs. */
    private static final class Case {
        final Staff staff = new Staff(1);
        final Demand document = new Demand();
        final List<Integer> crowd = new ArrayList<>();
        final List<SensitivityClass> turns = new ArrayList<>();

        List<SensitivityClass> turnsOf(int cluster) {
            return turns.stream().filter(turn -> ClassSet.has(crowd.get(cluster), turn)).toList();
        }

        int matchingWithout(int cluster, SensitivityClass turn) {
            List<Integer> others = new ArrayList<>(crowd);
            others.remove(cluster);
            List<SensitivityClass> rest = new ArrayList<>(turns);
            rest.remove(turn);
            return matching(others, rest);
        }
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
