package dev.stitchwork.samples.simulate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.samples.simulate.SimulationSettings.Crowd;
import dev.stitchwork.samples.simulate.SimulationSettings.Rules;
import org.junit.jupiter.api.Test;

/** The measurements, on a small scale. */
final class BenchTest {
    @Test
    void theLargestFlowIsFoundThroughADetour() {
        //   0 -> 1 -> 3      the short way through 1 -> 2 blocks one unit
        //   0 -> 2 -> 3      until it is pushed back
        FlowNetwork network = new FlowNetwork(4);
        network.edge(0, 1, 2);
        network.edge(0, 2, 2);
        network.edge(1, 2, 1);
        network.edge(1, 3, 1);
        network.edge(2, 3, 3);

        assertEquals(4, network.largest(0, 3));
    }

    @Test
    void theFewestPeopleFinishEveryBatchWithTheReserveAndHardlyAnyAtRandom() {
        SmallCrowdBench.Result result = SmallCrowdBench.run(2, 11, 0, SmallCrowdBench.Bound.KNOWN, 0, done -> {});

        assertEquals(1, result.reserved());
        assertTrue(result.random() < 1, result.toString());
    }

    @Test
    void aPartyThatHoldsAThirdSeesHardlyAnybodysNameAndIdentifier() {
        Figures split = party(Rules.STANDARD);
        Figures whole = party(Rules.STANDARD.uncut());

        assertEquals(0.33, split.partyWorkShare(), 0.07);
        assertTrue(split.partySees() < 0.03, split.toString());
        assertTrue(whole.partySees() > 0.2, whole.toString());
    }

    private static Figures party(Rules rules) {
        return new Simulation(
                        new SimulationSettings(400, 20, 40, 400, 3, new Crowd(8, 0.04, 0.1, 0, 0.33, 0), rules, 24, 72, 1),
                        row -> {})
                .run(done -> {});
    }

    @Test
    void thirtyPeopleForFortyFieldsAreRefusedInUnderASecond() {
        PlannerBench.Quick quick = PlannerBench.thirtyPeopleAndFortyFields();

        assertFalse(quick.quote().accepted());
        assertTrue(quick.millis() < 1_000, quick.millis() + " ms");
    }

    @Test
    void acceptedBatchesAreOnTime() {
        PlannerBench.Result result = PlannerBench.run(8, 5, PlannerBench.AS_KNOWN, done -> {});

        assertEquals(result.accepted(), result.onTime());
        assertEquals(8, result.accepted() + result.refused());
        assertTrue(result.accepted() > 0 && result.refused() > 0, result.toString());
    }

    /** Its crowd is slow, and a fifth of it goes at 70 % of the time. */
    @Test
    void aBatchThatWillBeLateIsAnAlarmBeforeHalfOfItsTimeIsOver() {
        PlannerBench.Result result = PlannerBench.run(6, 21, 5, done -> {});

        assertEquals(1, result.late(), result.toString());
        assertEquals(1, result.alarmed(), result.toString());
        assertTrue(result.falseAlarms() < result.onTime(), result.toString());
    }

    @Test
    void noGuaranteeIsLoosenedSilently() {
        assertEquals(0, PlannerBench.silentRelaxations(20, 4).silent());
    }
}
