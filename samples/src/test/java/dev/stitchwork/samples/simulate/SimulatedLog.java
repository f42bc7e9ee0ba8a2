package dev.stitchwork.samples.simulate;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A whole log of a simulated run, in memory. */
public record SimulatedLog(byte[] bytes, Figures figures) {
    /** The standard run of the tests: 300 documents, 300 workers, two kills, one join. */
    public static SimulatedLog of(long seed, Sabotage sabotage) {
        return of(settings(seed, sabotage));
    }

    static SimulationSettings settings(long seed, Sabotage sabotage) {
        SimulationSettings.Rules rules = sabotage.rules();
        return new SimulationSettings(
                300, 20, 60, 300, seed, new SimulationSettings.Crowd(8, 0.04, 0.1, 0, 0, 1), rules, 24, 48, 2);
    }

    /** A log of some three thousand rows with a row of every kind but a purge in it. */
    public static SimulatedLog small(long seed) {
        return of(TamperBench.small(seed));
    }

    public static SimulatedLog of(SimulationSettings settings) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        Figures figures = new Simulation(settings, row -> bytes.writeBytes((row + "\n").getBytes(StandardCharsets.US_ASCII)))
                .run(done -> {});
        return new SimulatedLog(bytes.toByteArray(), figures);
    }

    public List<String> rows() {
        return List.of(new String(bytes, StandardCharsets.US_ASCII).split("\n"));
    }
}
