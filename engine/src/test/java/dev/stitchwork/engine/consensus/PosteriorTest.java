package dev.stitchwork.engine.consensus;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.typed.CrowdErrors;
import dev.stitchwork.engine.consensus.typed.Outlook;
import dev.stitchwork.engine.consensus.typed.Skill;
import dev.stitchwork.engine.form.FieldKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class PosteriorTest {
    private static final double USUAL = 0.85;
    private static final double EXPERT = 0.998;

    @Test
    void oneWhoIsKnownToBeRightIsEnoughExceptWhereTwoMustSayIt() {
        Posterior expert = of("Leeds", EXPERT);
        assertInstanceOf(Verdict.Agreed.class, expert.verdict(0.01, 1, 5, Outlook.ADJUDICATION));
        assertEquals(new Verdict.Open(1), expert.verdict(0.01, 2, 5, Outlook.ADJUDICATION));
        assertEquals(new Verdict.Open(1), of("Leeds", USUAL).verdict(0.02, 1, 5, Outlook.ADJUDICATION));
    }

    @Test
    void aTieAsksOneMoreHoweverLooseTheTarget() {
        assertEquals(new Verdict.Open(1), of("Leeds Lewes", USUAL, USUAL).verdict(0.6, 1, 5, Outlook.ADJUDICATION));
    }

    @Test
    void whatThreeReadInThreeWaysGoesToTheAdjudicator() {
        assertEquals(new Verdict.Disputed(), of("Leeds Lewes Luton", USUAL, USUAL, USUAL).verdict(0.02, 1, 7, Outlook.ADJUDICATION));
        assertInstanceOf(Verdict.Open.class, of("Leeds Leeds Luton", USUAL, USUAL, USUAL).verdict(0.02, 1, 7, Outlook.ADJUDICATION));
    }

    @Test
    void whomAnAdjudicatorWouldCostLessThanIsNotAsked() {
        Posterior two = of("Leeds Lewes", USUAL, USUAL);
        assertEquals(new Verdict.Disputed(), two.verdict(0.02, 1, 7, 1));
        assertInstanceOf(Verdict.Open.class, two.verdict(0.02, 1, 7, 3));
        Posterior three = of("Leeds Lewes Luton", USUAL, USUAL, USUAL);
        assertInstanceOf(Verdict.Open.class, three.verdict(0.02, 1, 7, 20));
    }

    @Test
    void nobodyIsAskedBeyondTheCap() {
        assertEquals(new Verdict.Disputed(), of("Leeds Lewes", USUAL, USUAL).verdict(0.02, 1, 2, Outlook.ADJUDICATION));
    }

    @Test
    void aMachineThatIsOftenWrongTellsLittle() {
        double withGood = of("m:Leeds Leeds", 0.99, USUAL).doubt();
        double withBad = of("m:Leeds Leeds", 0.2, USUAL).doubt();
        assertTrue(withGood < 0.01 && withBad > withGood, withGood + " " + withBad);
    }

    @Test
    void aMachineAloneNeverSettles() {
        assertInstanceOf(Verdict.Open.class, of("m:Leeds", EXPERT).verdict(0.01, 1, 5, Outlook.ADJUDICATION));
    }

    @Test
    void anAgreedValueIsWrittenAsMostOfThemWroteIt() {
        Verdict.Agreed agreed = (Verdict.Agreed) of("leeds Leeds LEEDS Leeds", USUAL, USUAL, USUAL, USUAL).verdict(0.01, 1, 5, Outlook.ADJUDICATION);
        assertEquals("Leeds", agreed.reading().text());
        assertTrue(agreed.agreement() > 0.99);
    }

    @Test
    void theTruthOnceKnownIsAllThatCounts() {
        Skill[] skills = of("Leeds Lewes Leeds", USUAL, USUAL, USUAL)
                .skills(Normaliser.ballot(Reading.of("lewes"), Fields.of(FieldKind.TEXT), Locale.UK));
        assertEquals(List.of(1.0, 0.0, 1.0), Arrays.stream(skills).map(Skill::missed).toList());
    }

    /** Answers in words, a machine's after {@code m:}. */
    private static Posterior of(String answers, double... accuracies) {
        List<Voice> voices = new ArrayList<>();
        for (String answer : answers.split(" ")) {
            boolean machine = answer.startsWith("m:");
            voices.add(new Voice("voter " + voices.size(), machine, machine ? 0.9 : 1, Reading.of(answer.replace("m:", ""))));
        }
        return new Posterior(voices, accuracies, Fields.of(FieldKind.TEXT), Locale.UK, CrowdErrors.USUAL);
    }
}
