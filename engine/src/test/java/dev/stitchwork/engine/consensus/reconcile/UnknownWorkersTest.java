package dev.stitchwork.engine.consensus.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.consensus.closed.Tuning;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnknownWorkersTest {
    @Test
    void namesThatCountEachItemsAnswersMeanNobody() {
        AnswerSet numbered = set("k1 a x", "k2 a x", "k3 a y", "k1 b x", "k2 b x");
        assertTrue(numbered.namesOnlyNumber());
    }

    @Test
    void aCrowdOfWhomEverybodyAnswersEverythingIsKnownByName() {
        assertFalse(set("k1 a x", "k2 a x", "k1 b x", "k2 b y").namesOnlyNumber());
        assertFalse(set("ann a x", "bob a x", "eve a x", "bob b x", "ann b y").namesOnlyNumber());
        assertFalse(set("ann a x", "bob a x", "eve a x", "ann b x", "bob b y").namesOnlyNumber());
    }

    @Test
    void threeNumbersThatAllDifferAreReadDigitByDigit() {
        AnswerSet set = set("k1 a 4926", "k2 a 4936", "k3 a 4928", "k1 b 5", "k2 b 5");
        Poll poll = new Poll(set, AnswerKind.of("number", Optional.empty(), Locale.UK), Map.of());
        BitSet all = new BitSet();
        all.set(0, set.size());
        List<Judgement.Outcome> outcomes = new ModelMethod(poll, 0.1, false, Tuning.USUAL).judge(all).outcomes();
        assertEquals("4926", outcomes.get(0).value());
        assertEquals(Judgement.State.PROPOSED, outcomes.get(0).state());
        assertEquals("5", outcomes.get(1).value());
        assertEquals(Judgement.State.AGREED, outcomes.get(1).state());
    }

    private static AnswerSet set(String... rows) {
        AnswerSet set = new AnswerSet();
        for (String row : rows) {
            String[] cells = row.split(" ");
            set.add(cells[0], cells[1], cells[2]);
        }
        return set;
    }
}
