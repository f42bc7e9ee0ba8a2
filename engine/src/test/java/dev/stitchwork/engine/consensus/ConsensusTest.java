package dev.stitchwork.engine.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** In the drawings a letter is a person's answer, one after "m:" a machine's. */
class ConsensusTest {
    private static final Field NAME = Fields.of(FieldKind.PERSON_NAME);
    private static final VotePolicy TWO_OF_FIVE = VotePolicy.DEFAULT;

    @Test
    void withoutAnyAnswerAsManyAreAskedAsMustAgree() {
        assertEquals(new Verdict.Open(2), of(""));
        assertEquals(new Verdict.Open(3), of("", new VotePolicy(3, 5, 0.8)));
    }

    @Test
    void oneAnswerAsksForOneMore() {
        assertEquals(new Verdict.Open(1), of("A"));
    }

    @Test
    void twoPeopleWhoAgreeSettle() {
        assertEquals(agreed("A", 1), of("A A"));
        assertEquals(agreed("B", 2 / 3.0), of("A B B"));
    }

    @Test
    void twoPeopleWhoDisagreeAskForOneMore() {
        assertEquals(new Verdict.Open(1), of("A B"));
        assertEquals(new Verdict.Open(1), of("A B C"));
    }

    @Test
    void aTieOfEnoughVoicesAsksForOneMore() {
        assertEquals(new Verdict.Open(1), of("A A B B"));
        assertEquals(agreed("B", 3 / 5.0), of("A A B B B"));
    }

    @Test
    void spentWithoutAgreementIsADispute() {
        assertEquals(new Verdict.Open(1), of("A B C D"));
        assertEquals(new Verdict.Disputed(), of("A B C D E"));
        assertEquals(new Verdict.Disputed(), of("A A B B", new VotePolicy(2, 4, 0.8)));
    }

    @Test
    void nobodyIsAskedInVain() {
        assertEquals(new Verdict.Disputed(), of("A B", new VotePolicy(3, 3, 0.8)));
        assertEquals(new Verdict.Open(2), of("A", new VotePolicy(3, 3, 0.8)));
    }

    @Test
    void atTheCapThePluralityWinsWhereItIsStrictAndLargeEnough() {
        assertEquals(agreed("A", 2 / 5.0), of("A B C D A"));
    }

    @Test
    void aVoterCountsOnce() {
        List<Voice> voices = List.of(person("ann", "A"), person("ann", "A"), person("ann", "B"));
        assertEquals(new Verdict.Open(1), Consensus.of(voices, NAME, Locale.UK, TWO_OF_FIVE));
    }

    @Test
    void aMachineIsAVoiceButNeverTheOnlyKindOfVoice() {
        assertEquals(new Verdict.Open(1), of("m:A"));
        assertEquals(agreed("A", 1), of("m:A A"));
        assertEquals(new Verdict.Open(1), of("m:A B"));
        assertEquals(agreed("B", 2 / 3.0), of("m:A B B"));
    }

    @Test
    void machinesThatAgreeAreOneVoiceBetweenThem() {
        assertEquals(new Verdict.Open(1), of("m:A m:A"));
        assertEquals(agreed("B", 2 / 3.0), of("m:A m:A B B"));
        assertEquals(new Verdict.Open(1), of("m:A m:A A", new VotePolicy(3, 5, 0.8)));
        assertEquals(new Verdict.Open(1), of("m:A", new VotePolicy(1, 5, 0.8)));
    }

    @Test
    void aMachineThatIsUnsureOrMayNotVoteIsNotHeard() {
        Voice unsure = new Voice("ocr", true, 0.79, Reading.of("A"));
        assertEquals(new Verdict.Open(2), Consensus.of(List.of(unsure), NAME, Locale.UK, TWO_OF_FIVE));
        Field unread = Fields.unread(FieldKind.PERSON_NAME);
        Voice sure = new Voice("ocr", true, 1, Reading.of("A"));
        assertEquals(new Verdict.Open(2), Consensus.of(List.of(sure), unread, Locale.UK, TWO_OF_FIVE));
    }

    @Test
    void aMachineDecidesAloneFromTheFieldsConfidenceUnlessContradicted() {
        Field field = Fields.decidedAt(FieldKind.PERSON_NAME, 0.99);
        Voice sure = new Voice("ocr", true, 0.99, Reading.of("A"));
        Voice less = new Voice("ocr", true, 0.98, Reading.of("A"));
        Voice other = new Voice("ink", true, 0.9, Reading.BLANK);
        assertEquals(agreed("A", 1), Consensus.of(List.of(sure), field, Locale.UK, TWO_OF_FIVE));
        assertEquals(new Verdict.Open(1), Consensus.of(List.of(less), field, Locale.UK, TWO_OF_FIVE));
        assertEquals(new Verdict.Open(1), Consensus.of(List.of(sure, other), field, Locale.UK, TWO_OF_FIVE));
        assertEquals(
                new Verdict.Open(1), Consensus.of(List.of(sure, person("ann", "B")), field, Locale.UK, TWO_OF_FIVE));
    }

    @Test
    void agreeingThatThereIsNothingToReadSettlesToo() {
        for (Reading reading : List.of(Reading.BLANK, Reading.ILLEGIBLE, Reading.WRONG_CROP)) {
            List<Voice> voices = List.of(new Voice("ann", false, 1, reading), new Voice("bob", false, 1, reading));
            assertEquals(
                    new Verdict.Agreed(reading, 1), Consensus.of(voices, NAME, Locale.UK, TWO_OF_FIVE));
        }
    }

    @Test
    void theSpellingOfMostWins() {
        assertEquals(agreed("O'Neill", 1), ofTexts("oneill", "O’Neill", "O'Neill"));
        assertEquals(agreed("Smith", 1), ofTexts("smith", "Smith"));
        assertEquals(agreed("St. Mary", 1), ofTexts("St. Mary", "St Mary"));
    }

    @Test
    void aPersonsSpellingGoesBeforeAMachines() {
        List<Voice> voices = List.of(new Voice("ocr", true, 0.9, Reading.of("St Mary")), person("ann", "St. Mary"));
        assertEquals(agreed("St. Mary", 1), Consensus.of(voices, NAME, Locale.UK, TWO_OF_FIVE));
    }

    private static Verdict of(String answers) {
        return of(answers, TWO_OF_FIVE);
    }

    private static Verdict of(String answers, VotePolicy policy) {
        List<Voice> voices = new ArrayList<>();
        for (String answer : answers.isEmpty() ? new String[0] : answers.split(" ")) {
            boolean machine = answer.startsWith("m:");
            String text = machine ? answer.substring(2) : answer;
            voices.add(new Voice("v" + voices.size(), machine, machine ? 0.9 : 1, Reading.of(text)));
        }
        return Consensus.of(voices, NAME, Locale.UK, policy);
    }

    private static Verdict ofTexts(String... texts) {
        List<Voice> voices = new ArrayList<>();
        for (String text : texts) {
            voices.add(person("v" + voices.size(), text));
        }
        return Consensus.of(voices, NAME, Locale.UK, TWO_OF_FIVE);
    }

    private static Voice person(String name, String text) {
        return new Voice(name, false, 1, Reading.of(text));
    }

    private static Verdict agreed(String text, double agreement) {
        return new Verdict.Agreed(Reading.of(text), agreement);
    }
}
