package dev.stitchwork.engine.consensus.reconcile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.BitSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MethodsTest {
    @Test
    void aWorkerAnswersAnItemOnce() {
        AnswerSet set = new AnswerSet();
        assertTrue(set.add("ann", "1", "a"));
        assertFalse(set.add("ann", "1", "b"));
        assertEquals(1, set.size());
        assertEquals(1, set.items());
    }

    @Test
    void thePlainVoteTakesWhatWasSaidMostAndTheFirstOfEquals() {
        AnswerSet set = new AnswerSet();
        String[] said = {"b", "a", "a", "c"};
        for (int worker = 0; worker < said.length; worker++) {
            set.add("w" + worker, "1", said[worker]);
        }
        set.add("w0", "2", "x");
        set.add("w1", "2", "y");
        Judgement judgement = new PluralityMethod(poll(set, "choice", Map.of())).judge(all(set));
        assertEquals("a", judgement.outcomes().get(0).value());
        assertEquals(0.5, judgement.outcomes().get(0).confidence());
        assertEquals("x", judgement.outcomes().get(1).value());
        assertEquals(Judgement.State.DISPUTED, judgement.outcomes().get(1).state());
        assertEquals(1, judgement.reliability()[2]);
    }

    @Test
    void valuesAreWrittenInTheKindsForm() {
        AnswerSet set = new AnswerSet();
        set.add("ann", "1", "3/4/1984");
        set.add("bob", "1", "03.04.84");
        Poll poll = new Poll(set, AnswerKind.of("date", Optional.of("dd/MM/yyyy"), Locale.UK), Map.of());
        Judgement.Outcome outcome = new ModelMethod(poll, 0.1).judge(all(set)).outcomes().get(0);
        assertEquals("1984-04-03", outcome.value());
        assertEquals(Judgement.State.AGREED, outcome.state());
    }

    @Test
    void goldStandsAndNobodyNeedAnswerIt() {
        AnswerSet set = new AnswerSet();
        set.add("ann", "1", "cat");
        set.add("ann", "2", "dog");
        for (String kind : new String[] {"choice", "text"}) {
            Poll poll = poll(set, kind, Map.of("1", "Dog", "7", "cow"));
            Method method = kind.equals("text") ? new TextMethod(poll, true, 0.1) : new ModelMethod(poll, 0.1);
            Judgement.Outcome outcome = method.judge(all(set)).outcomes().get(0);
            assertEquals("Dog", outcome.value());
            assertEquals(Judgement.State.KNOWN, outcome.state());
            assertEquals(Judgement.State.KNOWN, method.judge(new BitSet()).outcomes().get(0).state());
            assertEquals(Judgement.State.OPEN, method.judge(new BitSet()).outcomes().get(1).state());
        }
    }

    @Test
    void confusionsAreLearnedForFewLabelsAndAccuracyAloneForMany() {
        AnswerSet few = new AnswerSet();
        AnswerSet many = new AnswerSet();
        for (int item = 0; item < 20; item++) {
            few.add("ann", "" + item, "" + item % 2);
            many.add("ann", "" + item, "" + item);
        }
        assertTrue(new ModelMethod(poll(few, "choice", Map.of()), 0.1).learnsConfusions());
        assertFalse(new ModelMethod(poll(many, "choice", Map.of()), 0.1).learnsConfusions());
    }

    @Test
    void blankIsAnAnswerLikeAnyOther() {
        AnswerSet set = toOneItem(" ", "", "x");
        for (String kind : new String[] {"choice", "text", "number"}) {
            Judgement.Outcome outcome = new PluralityMethod(poll(set, kind, Map.of())).judge(all(set)).outcomes().get(0);
            assertEquals("", outcome.value());
            assertEquals(Judgement.State.AGREED, outcome.state());
        }
    }

    @Test
    void aBlankAmongAnswersThatAllDifferSpellsNothing() {
        AnswerSet set = toOneItem("", "4926", "4936", "4928");
        assertEquals("4926", new ModelMethod(poll(set, "number", Map.of()), 0.1).judge(all(set)).outcomes().get(0).value());
    }

    @Test
    void whatAnswersSpellHasTheBallotOfItsValue() {
        AnswerSet set = toOneItem("4,926", "4,936", "4,928");
        AnswerKind german = AnswerKind.of("number", Optional.empty(), Locale.GERMANY);
        Judgement.Outcome outcome = new ModelMethod(new Poll(set, german, Map.of()), 0.1).judge(all(set)).outcomes().get(0);
        assertEquals("4.926", outcome.value());
        assertEquals(german.ballot("4,926"), outcome.ballot());
    }

    @Test
    void aKindThatThereIsNotIsRefusedWithAllThereAre() {
        assertEquals(
                "Expected a kind of answer, one of choice, text, number, person-name, integer, decimal, money, date, phone, email,"
                        + " postcode, code, but was 'colour'.",
                assertThrows(IllegalArgumentException.class, () -> AnswerKind.of("colour", Optional.empty(), Locale.UK)).getMessage());
    }

    private static AnswerSet toOneItem(String... answers) {
        AnswerSet set = new AnswerSet();
        for (String answer : answers) {
            set.add("worker " + set.size(), "1", answer);
        }
        return set;
    }

    private static Poll poll(AnswerSet set, String kind, Map<String, String> gold) {
        return new Poll(set, AnswerKind.of(kind, Optional.empty(), Locale.UK), gold);
    }

    private static BitSet all(AnswerSet set) {
        BitSet all = new BitSet();
        all.set(0, set.size());
        return all;
    }
}
