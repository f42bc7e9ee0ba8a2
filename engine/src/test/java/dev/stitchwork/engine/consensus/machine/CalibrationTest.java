package dev.stitchwork.engine.consensus.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CalibrationTest {
    private static final double BOUND = 0.02;

    @Test
    void untilEnoughAnswersAreInPeopleCheckEvenAMachineThatWasNeverWrong() {
        int enough = Calibration.enough(BOUND);

        assertEquals(OptionalDouble.empty(), new Calibration(readings(0.999, enough - 1, 0)).decidesFrom(BOUND));
        assertEquals(OptionalDouble.of(0.995), new Calibration(readings(0.999, enough, 0)).decidesFrom(BOUND));
        assertEquals(290, enough, "the first n for which 1 - 0.98^(n+1) is at least 3 * 20 * 0.02 (n+1) 0.98^n");
    }

    @Test
    void aStricterBoundWantsMoreAnswers() {
        assertTrue(Calibration.enough(0.01) > Calibration.enough(0.02));
        assertTrue(Calibration.enough(0.02) > Calibration.enough(0.1));
    }

    @Test
    void theThresholdLiesWhereTheMachineBecomesTooBad() {
        List<Check> checks = readings(0.97, 1_000, 5);
        checks.addAll(readings(0.86, 1_000, 200));

        assertEquals(OptionalDouble.of(0.97), new Calibration(checks).decidesFrom(BOUND));
        assertEquals(OptionalDouble.of(0.85), new Calibration(checks).decidesFrom(0.2));
    }

    @Test
    void theSameConfidenceIsWorthWhatItsClassIsWorth() {
        assertTrue(new Calibration(readings(0.95, 1_000, 4)).decidesFrom(BOUND).isPresent());
        assertEquals(OptionalDouble.empty(), new Calibration(readings(0.95, 1_000, 270)).decidesFrom(BOUND));
    }

    @Test
    void aMachineThatIsTooBadIsSeldomEverAllowedHoweverOftenOneLooks() {
        SplittableRandom random = new SplittableRandom(42);
        int allowed = 0;
        int machines = 300;
        for (int machine = 0; machine < machines; machine++) {
            int wrong = 0;
            boolean ever = false;
            for (int checked = 1; checked <= 2_000 && !ever; checked++) {
                wrong += random.nextDouble() < BOUND * 1.05 ? 1 : 0;
                ever = checked % 10 == 0 && Evidence.log(checked, wrong, BOUND) >= -Math.log(0.05);
            }
            allowed += ever ? 1 : 0;
        }
        assertTrue(allowed <= machines * 0.05, allowed + " of " + machines + " machines that err too often were allowed");
    }

    @Test
    void aMachineThatIsGoodEnoughIsAllowedInTheEnd() {
        SplittableRandom random = new SplittableRandom(43);
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            checks.add(new Check(0.9 + random.nextDouble() / 10, random.nextDouble() >= BOUND / 4));
        }
        assertTrue(new Calibration(checks).decidesFrom(BOUND).orElse(1) <= 0.9);
    }

    /** An interval for a fixed number of answers would let far more through: what looking often costs is real. */
    @Test
    void lookingOftenAtAFixedIntervalWouldBeFooled() {
        SplittableRandom random = new SplittableRandom(42);
        int fooled = 0;
        for (int machine = 0; machine < 300; machine++) {
            int wrong = 0;
            boolean ever = false;
            for (int checked = 1; checked <= 2_000 && !ever; checked++) {
                wrong += random.nextDouble() < BOUND * 1.05 ? 1 : 0;
                double rate = (wrong + 1.35) / (checked + 2.7);
                ever = checked >= 149 && rate + 1.645 * Math.sqrt(rate * (1 - rate) / checked) < BOUND;
            }
            fooled += ever ? 1 : 0;
        }
        assertTrue(fooled > 300 * 0.1, fooled + " of 300");
    }

    private static List<Check> readings(double confidence, int count, int wrong) {
        List<Check> checks = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            checks.add(new Check(confidence, i >= wrong));
        }
        return checks;
    }
}
