package dev.stitchwork.samples.bench.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ReplayCurveTest {
    private static final ReplayCurve CURVE = new ReplayCurve(List.of(
            new CrowdSet.Point(5, 0.84, 0.003), new CrowdSet.Point(3, 0.80, 0.002), new CrowdSet.Point(4, 0.82, 0.001)));

    @Test
    void betweenTwoPointsItIsTheStraightLineAndNamesBoth() {
        ReplayCurve.Found found = CURVE.at(4.5);
        assertEquals(4.5, found.point().answers());
        assertEquals(0.83, found.point().right(), 1e-12);
        assertEquals(0.002, found.point().error(), 1e-12);
        assertEquals("between 4.00 and 5.00", found.from());
        assertTrue(found.reaches(0.83 - 1e-9, 4.5));
        assertFalse(found.reaches(0.831, 4.5));
    }

    @Test
    void aPointIsItself() {
        assertEquals(0.80, CURVE.at(3).point().right(), 1e-12);
        assertEquals(0.82, CURVE.at(4).point().right(), 1e-12);
        assertEquals(0.84, CURVE.at(5).point().right(), 1e-12);
    }

    /** Being right at 3 answers does not tell that 2.9 would have done. */
    @Test
    void whereNothingWasBoughtAsCheaplyItSaysSoAndReachesNothing() {
        ReplayCurve.Found found = CURVE.at(2.9);
        assertEquals(new CrowdSet.Point(3, 0.80, 0.002), found.point());
        assertEquals("nearest, all above 2.90", found.from());
        assertFalse(found.reaches(0.5, 2.9));
    }

    /** Being right at 5 answers is being right at no more than 6. */
    @Test
    void whereAllIsCheaperItSaysSoAndCountsAsItStands() {
        ReplayCurve.Found found = CURVE.at(6);
        assertEquals(new CrowdSet.Point(5, 0.84, 0.003), found.point());
        assertEquals("nearest, all below 6.00", found.from());
        assertTrue(found.reaches(0.84, 6));
        assertFalse(found.reaches(0.85, 6));
    }

    @Test
    void noPointsMakeNoCurve() {
        assertEquals(
                "Expected a point of a replay but there is none.",
                assertThrows(IllegalArgumentException.class, () -> new ReplayCurve(List.of())).getMessage());
    }
}
