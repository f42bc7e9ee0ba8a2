package dev.stitchwork.samples.simulate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

final class SimulationTest {
    @Test
    void oneSeedWritesTheSameLogByteForByte() {
        SimulatedLog first = SimulatedLog.small(5);

        assertArrayEquals(first.bytes(), SimulatedLog.small(5).bytes());
        assertEquals(first.figures(), SimulatedLog.small(5).figures());
        assertFalse(java.util.Arrays.equals(first.bytes(), SimulatedLog.small(6).bytes()));
    }

    @Test
    void theShortLogHasARowOfEveryKind() {
        String log = String.join("\n", SimulatedLog.small(1).rows());

        for (String word : new String[] {
            " open ", " field ", " relax ", " cluster ", " doc ", " release ", " show ", " settle ", " join ", " mark ", " end "
        }) {
            assertTrue(log.contains(word), word + " in " + log.lines().count() + " rows");
        }
        assertTrue(log.contains(" reload "));
    }

    @Test
    void twoEqualAnswersAgreeAndATieAsksForOneMore() {
        Votes votes = new Votes(1);
        assertEquals(2, votes.wanted(0));
        votes.add(0, 0);
        assertEquals(1, votes.wanted(0));
        votes.add(0, 7);
        assertEquals(1, votes.wanted(0));
        votes.add(0, 0);
        assertEquals(0, votes.wanted(0));
        assertEquals(0, votes.outcome(0));
        assertFalse(votes.isDisputed(0));
    }

    @Test
    void fiveDifferentAnswersAreADispute() {
        Votes votes = new Votes(1);
        for (int value = 1; value <= 5; value++) {
            assertTrue(votes.isOpen(0));
            votes.add(0, value);
        }
        assertFalse(votes.isOpen(0));
        assertTrue(votes.isDisputed(0));
    }

    @Test
    void drawingAndClosingFragmentsLeavesTheOthersInThePool() {
        OpenFragments open = new OpenFragments(OpenFragments.places(10));
        for (int fragment = 0; fragment < 10; fragment++) {
            open.set(fragment, true);
        }
        open.set(3, false);
        open.set(3, false);
        open.set(9, false);
        open.set(9, true);

        assertEquals(9, open.count());
        assertEquals(
                java.util.Set.of(0, 1, 2, 4, 5, 6, 7, 8, 9),
                java.util.stream.IntStream.range(0, open.count())
                        .mapToObj(open::at)
                        .collect(java.util.stream.Collectors.toSet()));
    }

    @Test
    void thingsHappenInTheOrderOfTheirTime() {
        Agenda agenda = new Agenda();
        StringBuilder happened = new StringBuilder();
        agenda.at(20, () -> happened.append('c'));
        agenda.at(10, () -> {
            happened.append('a');
            agenda.in(5, () -> happened.append('b'));
        });
        agenda.at(20, () -> happened.append('d'));
        agenda.at(30, () -> happened.append('e'));
        while (agenda.step(20)) {
            assertTrue(agenda.now() <= 20);
        }
        assertEquals("abcd", happened.toString());
    }
}
