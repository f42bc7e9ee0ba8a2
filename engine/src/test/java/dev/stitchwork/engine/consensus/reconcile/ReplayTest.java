package dev.stitchwork.engine.consensus.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReplayTest {
    /** item 1: agree at once; item 2: agree on the third; item 3: never agree. */
    private static final String[][] ANSWERS = {
        {"ann", "1", "7"}, {"bob", "1", "07"}, {"cy", "1", "8"}, {"dee", "1", "8"},
        {"ann", "2", "3"}, {"bob", "2", "4"}, {"cy", "2", "3"}, {"dee", "2", "3"},
        {"ann", "3", "5"}, {"bob", "3", "6"}, {"cy", "3", "7"}, {"dee", "3", "8"}
    };

    @Test
    void twoWhoAgreeEndAnItem() {
        Replay.Bought bought = replay("k-agree:2", 1_000);
        assertEquals(2 + 3 + 4, bought.answers().cardinality());
        assertEquals("7", bought.judgement().outcomes().get(0).value());
        assertEquals(Judgement.State.AGREED, bought.judgement().outcomes().get(1).state());
        assertEquals(Judgement.State.DISPUTED, bought.judgement().outcomes().get(2).state());
    }

    @Test
    void aLeadOfTwoIsHarderToGetThanTwoWhoAgree() {
        assertEquals(2 + 4 + 4, replay("lead:2", 1_000).answers().cardinality());
    }

    @Test
    void theMajorityOfThreeTakesThreeOfEach() {
        assertEquals(9, replay("majority:3", 1_000).answers().cardinality());
    }

    @Test
    void noItemTakesMoreThanTheCap() {
        assertEquals(2 + 3 + 3, replay("k-agree:2", 3).answers().cardinality());
        assertEquals(6, replay("posterior:0.999999", 2).answers().cardinality());
    }

    @Test
    void aPosteriorBuysTwoOfEachAndThenOnlyWhereItIsUnsure() {
        Replay.Bought bought = replay("posterior:0.8", 1_000);
        assertEquals(2, bought.judgement().outcomes().get(0).answers());
        assertTrue(bought.judgement().outcomes().get(2).answers() > 2);
    }

    @Test
    void nothingIsLearnedFromAnswersNotBought() {
        AnswerSet set = set();
        Poll poll = poll(set);
        BitSet first = new BitSet();
        first.set(0, 2);
        Judgement judgement = new ModelMethod(poll, 0.1).judge(first);
        assertEquals(Judgement.State.OPEN, judgement.outcomes().get(1).state());
        assertEquals(0, judgement.reliability()[2]);
    }

    @Test
    void aScoreComparesByBallot() {
        Score score = Score.of(poll(set()), replay("all", 1_000).judgement(), Map.of("1", "0008", "2", "3.0", "9", "1"));
        assertEquals(2, score.items());
        assertEquals(4.0, score.answersPerItem());
    }

    @Test
    void outcomesAreAlikeByBallotHoweverTheValueIsWritten() {
        AnswerSet set = new AnswerSet();
        set.add("ann", "1", "1,234");
        set.add("bob", "1", "1,234");
        Poll poll = new Poll(set, AnswerKind.of("number", Optional.empty(), Locale.GERMANY), Map.of());
        BitSet both = new BitSet();
        both.set(0, 2);
        Judgement judgement = new ModelMethod(poll, 0.1).judge(both);
        assertEquals("1.234", judgement.outcomes().get(0).value());
        assertEquals(1, Score.like(judgement, judgement).accuracy());
        assertEquals(2, Score.like(judgement, judgement).answersPerItem());
    }

    private static Replay.Bought replay(String policy, int cap) {
        Poll poll = poll(set());
        int[] order = IntStream.range(0, ANSWERS.length).toArray();
        return new Replay(poll, StopPolicy.parse(policy), cap, new ModelMethod(poll, 0.1)).run(order);
    }

    private static Poll poll(AnswerSet set) {
        return new Poll(set, AnswerKind.of("number", Optional.empty(), Locale.UK), Map.of());
    }

    private static AnswerSet set() {
        AnswerSet set = new AnswerSet();
        for (String[] answer : ANSWERS) {
            assertTrue(set.add(answer[0], answer[1], answer[2]));
        }
        return set;
    }
}
