package dev.stitchwork.samples.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.samples.simulate.Sabotage;
import dev.stitchwork.samples.simulate.SimulatedLog;
import java.io.ByteArrayInputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An honest run holds every property; leave one check out, and the verifier names the property that this breaks. */
final class SabotageTest {
    private static Report verify(SimulatedLog log) throws Exception {
        return Verifier.verify(new ByteArrayInputStream(log.bytes()));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void anHonestRunHoldsEveryProperty(long seed) throws Exception {
        SimulatedLog log = SimulatedLog.of(seed, Sabotage.NONE);
        Report report = verify(log);

        assertEquals("[]", report.broken().toString());
        assertTrue(report.complete());
        assertTrue(log.figures().finished());
        assertEquals(log.figures().exposures(), report.counts().showings());
        assertTrue(log.figures().reloads() > 0, "Expected a kill to make somebody reload.");
    }

    @ParameterizedTest
    @EnumSource(value = Sabotage.class, mode = EnumSource.Mode.EXCLUDE, names = "NONE")
    void everyCheckLeftOutIsCaught(Sabotage sabotage) throws Exception {
        Report report = verify(SimulatedLog.of(1, sabotage));

        assertTrue(report.broken().contains(sabotage.breaks()),
                () -> "Expected %s to break %s but the verifier found %s."
                        .formatted(sabotage, sabotage.breaks(), report.broken()));
    }
}
