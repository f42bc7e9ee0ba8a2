package dev.stitchwork.engine.consensus.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** How often somebody meets a task whose answer is known. */
class GoldPlanTest {
    @Test
    void theFirstTasksOfANewcomerAreGold() {
        assertEquals(1, new GoldPlan(2, 0).chance());
        assertEquals(1, GoldPlan.of(1.2, 0.1).chance());
    }

    @Test
    void goldThinsWithTrustAndNeverEnds() {
        assertTrue(new GoldPlan(9, 1).chance() > new GoldPlan(90, 10).chance());
        assertTrue(new GoldPlan(50, 50).chance() > new GoldPlan(95, 5).chance(), "the doubtful see more of it");
        assertEquals(GoldPlan.FLOOR, new GoldPlan(100_000, 10).chance());
    }

    @Test
    void somebodyRightNineTimesInTenMeetsSevenAmongTheFirstHundred() {
        double met = 0;
        for (int judged = 0; judged < 100; judged++) {
            met += GoldPlan.of(judged, 0.1 * judged).chance();
        }
        assertEquals(7, met, 0.5);
    }
}
