package dev.stitchwork.engine.consensus.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TargetErrorTest {
    private static final TargetError HALF = new TargetError(0.005);

    @Test
    void sureFieldsMakeRoomForDoubtfulOnes() {
        double[] doubts = new double[100_000];
        Arrays.fill(doubts, 0.001);
        Arrays.fill(doubts, 0, 2_000, 0.08);
        assertTrue(HALF.bound(doubts) >= 0.08, "" + HALF.bound(doubts));
        Arrays.fill(doubts, 0, 20_000, 0.08);
        assertTrue(HALF.bound(doubts) < 0.08, "" + HALF.bound(doubts));
    }

    @Test
    void theMeanOfWhatSettlesKeepsBelowTheTargetByItsScatter() {
        double[] doubts = new double[4_000];
        for (int field = 0; field < doubts.length; field++) {
            doubts[field] = 0.0001 * Math.exp(field / 600.0);
        }
        double bound = HALF.bound(doubts);
        double settled = Arrays.stream(doubts).filter(doubt -> doubt <= bound).sum();
        double asked = Arrays.stream(doubts).filter(doubt -> doubt > bound).count() * bound / 2;
        assertEquals(0.005 - 1.645 * Math.sqrt(0.005 / 4_000), (settled + asked) / 4_000, 0.0001);
    }

    @Test
    void withNothingKnownTheBoundIsTwiceTheMeanThatIsWanted() {
        assertEquals(0.005, HALF.bound(new double[0]));
        assertEquals(0.005, HALF.bound(new double[] {0.3}));
    }

    @Test
    void nothingSettlesThatIsLikelyWrong() {
        double[] doubts = new double[1_000_000];
        doubts[0] = 0.3;
        assertTrue(HALF.bound(doubts) < 0.3);
    }

    @Test
    void aTargetIsAShareBelowHalf() {
        assertEquals(
                "Expected a share of wrong fields above 0 and below 0.5 but was 0.5.",
                assertThrows(IllegalArgumentException.class, () -> new TargetError(0.5)).getMessage());
    }
}
