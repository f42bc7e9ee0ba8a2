package dev.stitchwork.engine.consensus.closed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BallotsTest {
    @Test
    void anItemsAnswersHangTogetherFromTheNewestToTheOldest() {
        Ballots ballots = new Ballots(3);
        for (int answer = 0; answer < 500; answer++) {
            ballots.add(answer, answer % 7 * 100, answer % 3);
        }
        int last = ballots.newest(300);
        assertEquals(500 - 500 % 7 + 3 - 7, last);
        assertEquals(last - 7, ballots.before(last));
        assertEquals(71, ballots.answers(300));
        assertEquals(0, ballots.answers(301));
        assertEquals(Ballots.NONE, ballots.newest(301));
        assertEquals(601, ballots.items());
        assertEquals(500, ballots.workers());
    }

    @Test
    void aLabelThatIsNotThereIsRefused() {
        Ballots ballots = new Ballots(2);
        assertEquals(
                "Expected a worker and an item from 0 and a label below 2 but was 0, 0, 2.",
                assertThrows(IllegalArgumentException.class, () -> ballots.add(0, 0, 2)).getMessage());
        assertEquals(
                "Expected at least 2 labels but was 1.",
                assertThrows(IllegalArgumentException.class, () -> new Ballots(1)).getMessage());
    }
}
