package dev.stitchwork.engine.exposure;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.SensitivityClass;
import org.junit.jupiter.api.Test;

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

        assertFalse(reserve.spares(0, ANY, PLAIN, Staff.UNINSURED));
        assertTrue(reserve.spares(0, ANY, NAME, Staff.UNINSURED));
        assertTrue(reserve.spares(0, ClassSet.of(PLAIN), PLAIN, Staff.UNINSURED));
    }

    @Test
    void whereThereAreEnoughForTheNamesAnybodyTakesAnything() {
        reserve.join(ANY);
        reserve.join(ANY);
        reserve.need(0, PLAIN, 1);
        reserve.need(0, NAME, 1);

        assertTrue(reserve.spares(0, ANY, PLAIN, Staff.UNINSURED));
        reserve.spend(0, ANY, 1);
        reserve.need(0, PLAIN, -1);
        assertTrue(reserve.spares(0, ANY, NAME, Staff.UNINSURED));
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

        assertTrue(reserve.sparesShutting(both, after, document -> false, Staff.UNINSURED), "the other can still take identifiers");
        reserve.leave(both);
        assertFalse(reserve.sparesShutting(both, after, document -> false, Staff.UNINSURED), "nobody else can take identifiers");
        assertTrue(reserve.sparesShutting(both, after, document -> true, Staff.UNINSURED), "no document could have used it");
    }

    @Test
    void whoLeavesIsNotCountedOn() {
        reserve.join(ANY);
        reserve.join(ANY);
        reserve.need(0, PLAIN, 1);
        reserve.need(0, NAME, 1);
        reserve.leave(ANY);

        assertFalse(reserve.spares(0, ANY, PLAIN, Staff.UNINSURED));
    }

    @Test
    void theMoreDisagreementIsInsuredTheMorePeopleAreKept() {
        // Nine turns of names: 0.9 more are to be expected, and a deviation of that is 0.95.
        for (int i = 0; i < 13; i++) {
            reserve.join(ANY);
        }
        reserve.need(0, NAME, 9);
        reserve.need(0, PLAIN, 1);

        assertTrue(reserve.spares(0, ANY, PLAIN, Staff.UNINSURED));
        assertTrue(reserve.spares(0, ANY, PLAIN, 1));
        assertFalse(reserve.spares(0, ANY, PLAIN, 3));
    }
}
