package dev.stitchwork.engine.consensus.typed;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class OutlookTest {
    private static final Outlook HOPELESS = new Outlook(2, 9);
    private static final Outlook HOPEFUL = new Outlook(1, 1.5);

    @Test
    void whatAnAdjudicatorCostsIsSpentOnTheCrowdFirst() {
        assertTrue(HOPELESS.worthAsking(2, 4, 3));
        assertFalse(HOPELESS.worthAsking(3, 4, 3));
        assertTrue(HOPELESS.worthAsking(4, 3, 5));
    }

    @Test
    void beyondThatOnlyWhatIsExpectedToCostLessIsAsked() {
        assertTrue(HOPEFUL.worthAsking(5, 2, 3));
        assertFalse(new Outlook(3, 3.5).worthAsking(3, 4, 3));
    }

    @Test
    void anAdjudicatorAsCheapAsAnybodyIsAskedAtOnce() {
        assertFalse(HOPEFUL.worthAsking(1, 6, 1));
        assertTrue(HOPEFUL.worthAsking(1, 6, 1.5));
    }

    @Test
    void nobodyIsAskedInVain() {
        assertFalse(HOPELESS.worthAsking(1, 1, 100));
    }
}
