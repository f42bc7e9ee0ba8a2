package dev.stitchwork.engine.consensus.closed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClosedModelTest {
    @Test
    void twoWhoAreKnownToBeRightOutweighThreeWhoGuess() {
        Ballots ballots = new Ballots(2);
        for (int item = 0; item < 40; item++) {
            for (int worker = 0; worker < 5; worker++) {
                ballots.add(worker, item, worker < 2 ? item % 2 : item / (worker + 1) % 2);
            }
        }
        for (int worker = 0; worker < 5; worker++) {
            ballots.add(worker, 40, worker < 2 ? 1 : 0);
        }
        ClosedModel model = fitted(ballots);
        assertEquals(1, model.best(40));
        assertTrue(model.reliability(0) > 0.9 && model.reliability(3) < 0.7, model.reliability(0) + " " + model.reliability(3));
    }

    @Test
    void whoAlwaysSaysTheOppositeIsReadBackwardsOnceGoldShowsIt() {
        Ballots ballots = new Ballots(2);
        for (int item = 0; item < 30; item++) {
            ballots.add(0, item, 1 - item % 2);
        }
        ballots.add(0, 30, 0);
        ClosedModel model = new ClosedModel(ballots);
        for (int item = 0; item < 30; item++) {
            model.know(item, item % 2);
        }
        model.fit();
        assertEquals(1, model.best(30));
    }

    @Test
    void whatIsKnownStaysSoWhateverPeopleSay() {
        Ballots ballots = new Ballots(3);
        for (int worker = 0; worker < 6; worker++) {
            ballots.add(worker, 0, 1);
        }
        ClosedModel model = new ClosedModel(ballots);
        model.know(0, 2);
        model.fit();
        assertEquals(2, model.best(0));
        assertEquals(1, model.confidence(0, 0.1));
        assertEquals(
                "Expected an item below 1 and a label below 3 but was 0, 3.",
                assertThrows(IllegalArgumentException.class, () -> model.know(0, 3)).getMessage());
    }

    /** With even class shares a fifth of such items would be called the rare class. */
    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5})
    void aRareClassIsNotInvented(int answersPerItem) {
        for (double rare : new double[] {0.01, 0.05, 0.2}) {
            SimulatedCrowd crowd = new SimulatedCrowd(
                    new double[] {1 - rare, rare}, 1_000, answersPerItem, SimulatedCrowd.accuracies(40, 0.75, 0.98), 1);
            double right = crowd.right(fitted(crowd.ballots));
            assertTrue(right >= crowd.rightByVote() - 0.002, rare + ": " + right + " below " + crowd.rightByVote());
        }
    }

    /** With free class shares one of two classes that are equally common would swallow the other. */
    @Test
    void equalClassesDoNotDriftApartOnTwoAnswersAnItem() {
        double gained = 0;
        for (int seed = 1; seed <= 10; seed++) {
            SimulatedCrowd crowd = new SimulatedCrowd(
                    new double[] {0.5, 0.5}, 800, 2, SimulatedCrowd.accuracies(100, 0.5, 0.95), seed);
            double right = crowd.right(fitted(crowd.ballots));
            assertTrue(right >= crowd.rightByVote() - 0.01, seed + ": " + right + " below " + crowd.rightByVote());
            gained += right - crowd.rightByVote();
        }
        assertTrue(gained > 0, "gained in all " + gained);
    }

    @Test
    void weighingNeverEndsBelowThePlainVote() {
        for (int labels = 2; labels <= 6; labels++) {
            double[] shares = new double[labels];
            Arrays.fill(shares, 1.0 / labels);
            SimulatedCrowd crowd = new SimulatedCrowd(shares, 600, 5, SimulatedCrowd.accuracies(50, 0.3, 0.95), labels);
            double right = crowd.right(fitted(crowd.ballots));
            assertTrue(right >= crowd.rightByVote() + 0.02, labels + ": " + right + ", vote " + crowd.rightByVote());
        }
    }

    @Test
    void answersThatMayErrTogetherMakeLessSureAndDecideTheSame() {
        SimulatedCrowd crowd = new SimulatedCrowd(
                new double[] {0.5, 0.3, 0.2}, 300, 4, SimulatedCrowd.accuracies(20, 0.6, 0.9), 3);
        ClosedModel model = fitted(crowd.ballots);
        for (int item = 0; item < 300; item++) {
            assertEquals(model.posterior(item, model.best(item)), model.confidence(item, 0), 1e-9);
            assertTrue(model.confidence(item, 0.2) <= model.confidence(item, 0) + 1e-9);
            assertTrue(model.confidence(item, 0.2) >= 1.0 / 3);
        }
    }

    @Test
    void aTieHasARivalAndAgreementHasNone() {
        Ballots ballots = new Ballots(2);
        ballots.add(0, 0, 0);
        ballots.add(1, 0, 1);
        for (int worker = 0; worker < 4; worker++) {
            ballots.add(worker, 1, 1);
            ballots.add(worker, 2, 0);
        }
        ClosedModel model = fitted(ballots);
        assertTrue(model.rival(0) > 0.5, "" + model.rival(0));
        assertTrue(model.rival(1) < 0.1, "" + model.rival(1));
    }

    @Test
    void anAnswerThatArrivesIsWeighedAtOnceAndInMicroseconds() {
        SimulatedCrowd crowd = new SimulatedCrowd(
                new double[] {0.4, 0.6}, 2_000, 5, SimulatedCrowd.accuracies(50, 0.6, 0.95), 5);
        ClosedModel model = fitted(crowd.ballots);
        long before = cpu();
        for (int item = 2_000; item < 4_000; item++) {
            for (int worker = 40; worker < 45; worker++) {
                model.arrive(worker, item, item % 2);
            }
        }
        double eachMs = (cpu() - before) / 1e6 / 10_000;
        assertTrue(eachMs < 1, "ms for each: " + eachMs);
        for (int item = 2_000; item < 4_000; item++) {
            assertEquals(item % 2, model.best(item));
        }
        double arrived = model.posterior(3_999, 1);
        model.fit();
        assertEquals(arrived, model.posterior(3_999, 1), 0.02);
    }

    @Test
    void aHundredThousandAnswersAreFittedWithinASecond() {
        SimulatedCrowd crowd = new SimulatedCrowd(
                new double[] {0.3, 0.2, 0.2, 0.2, 0.1}, 20_000, 5, SimulatedCrowd.accuracies(300, 0.4, 0.95), 8);
        long before = cpu();
        fitted(crowd.ballots);
        double ms = (cpu() - before) / 1e6;
        assertTrue(ms < 1_000, "ms: " + ms);
    }

    private static ClosedModel fitted(Ballots ballots) {
        ClosedModel model = new ClosedModel(ballots);
        model.fit();
        return model;
    }

    private static long cpu() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }
}
