package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.samples.simulate.SimulationSettings.Crowd;
import dev.stitchwork.samples.simulate.SimulationSettings.Rules;
import dev.stitchwork.samples.verify.BrokenLogException;
import dev.stitchwork.samples.verify.Report;
import dev.stitchwork.samples.verify.Verifier;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.LongConsumer;

/** How many of many mutations of a log the verifier finds. */
public final class TamperBench {
    private TamperBench() {}

    /** @param found mutations that the verifier did not take for a complete log that holds */
    public record Result(long mutations, long found) {}

    /** A batch whose log is short and has rows of every kind but a purge. */
    public static SimulationSettings small(long seed) {
        Rules rules = Rules.STANDARD.with(new Relaxation(Relaxation.Bound.POOL, 20));
        return new SimulationSettings(50, 7, 9, 80, seed, new Crowd(8, 0.04, 0.1, 0, 0, 2), rules, 24, 72, 40);
    }

    /** @param done told of the mutations tried so far, now and then */
    public static Result run(byte[] log, long mutations, long seed, LongConsumer done) {
        Chance chance = new Chance(seed);
        long found = 0;
        for (long i = 0; i < mutations; i++) {
            Mutation mutation = Mutation.values()[(int) (i % Mutation.values().length)];
            found += isTaken(mutation.of(log, chance)) ? 0 : 1;
            if (i % 100 == 99) {
                done.accept(i + 1);
            }
        }
        return new Result(mutations, found);
    }

    private static boolean isTaken(byte[] log) {
        try {
            Report report = Verifier.verify(new ByteArrayInputStream(log));
            return report.held() && report.complete();
        } catch (BrokenLogException e) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException("Bytes in memory are always read.", e);
        }
    }
}
