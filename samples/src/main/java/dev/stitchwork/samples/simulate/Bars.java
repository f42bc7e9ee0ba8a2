package dev.stitchwork.samples.simulate;

import dev.stitchwork.samples.simulate.SmallCrowdBench.Bound;
import dev.stitchwork.samples.verify.Report;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** Measures what the privacy guarantee is held to, and says of each figure whether it is reached. */
final class Bars {
    private final PrintWriter out;
    private final LongConsumer progress;
    private boolean reached = true;

    /** @param progress told of what is done of the running measurement */
    Bars(PrintWriter out, LongConsumer progress) {
        this.out = out;
        this.progress = progress;
    }

    /** Whether every figure so far was reached. */
    boolean reached() {
        return reached;
    }

    private void say(boolean good, String sentence, Object... numbers) {
        reached &= good;
        out.printf("%s  %s%n", good ? "reached" : "MISSED ", sentence.formatted(numbers));
        out.flush();
    }

    /** A run with kills and drop-outs breaks nothing; the same run with any check left out is caught. */
    void violations(SimulationSettings settings) throws IOException {
        Path file = Files.createTempFile("stitchwork-exposures", ".log");
        try {
            for (Sabotage sabotage : Sabotage.values()) {
                SimulationSettings each = settings.with(sabotage.rules());
                Figures figures = write(each, file);
                VerifierPace pace = VerifierPace.of(file);
                Report report = pace.report();
                if (sabotage == Sabotage.NONE) {
                    say(report.held() && report.complete() && figures.exposures() >= 1_000_000,
                            "%,d exposures, %,d violations of G1 to G7 %s", figures.exposures(), violations(report),
                            report.broken());
                    say(report.completedByThree() == 0, "%,d sensitive groups completed by any three clusters, exactly",
                            report.completedByThree());
                    say(pace);
                } else {
                    say(report.broken().contains(sabotage.breaks()), "without %s: %,d violations of %s", sabotage,
                            report.count(sabotage.breaks()), sabotage.breaks());
                }
            }
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private static long violations(Report report) {
        return report.broken().stream().mapToLong(report::count).sum();
    }

    private Figures write(SimulationSettings settings, Path file) throws IOException {
        try (OutputStream log = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
            return new Simulation(settings, row -> line(log, row)).run(progress);
        }
    }

    /** Writes one row of a log. */
    static void line(OutputStream log, String row) {
        try {
            log.write(row.getBytes(StandardCharsets.US_ASCII));
            log.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException("The exposure log cannot be written.", e);
        }
    }

    void puppets(int documents, int workers) {
        PuppetBench.run(documents, workers, result -> {
            double most = result.asked() > 0.2 ? 0.01 : 0.0001;
            if (result.splitting()) {
                say(result.sees() <= most, "%s", result);
            } else {
                out.println("control  " + result);
                out.flush();
            }
        });
    }

    void tampering(long mutations) {
        ByteArrayOutputStream log = new ByteArrayOutputStream();
        new Simulation(TamperBench.small(1), row -> line(log, row)).run(done -> {});
        TamperBench.Result result = TamperBench.run(log.toByteArray(), mutations, 1, progress);
        say(result.found() == mutations, "%,d mutations of a log, %,d found", mutations, result.found());
    }

    void pace(SimulationSettings settings) throws IOException {
        Path file = Files.createTempFile("stitchwork-exposures", ".log");
        try {
            write(settings, file);
            say(VerifierPace.of(file));
        } finally {
            Files.deleteIfExists(file);
        }
    }

    private void say(VerifierPace pace) {
        say(pace.rowsASecond() >= 100_000,
                "%,.0f rows verified in a second of processor time, of a log of %,d; %.1f times what reading and hashing them takes",
                pace.rowsASecond(), pace.report().rows(), pace.timesRaw());
    }

    /** @param seed of the batches: other seeds, other batches, so that many may be run in pieces */
    void planner(int batches, long seed) {
        PlannerBench.Quick quick = PlannerBench.thirtyPeopleAndFortyFields();
        say(quick.millis() < 1_000 && !quick.quote().accepted(), "30 people and 40 fields refused in %.0f ms:", quick.millis());
        quick.quote().shortfalls().forEach(shortfall -> {
            out.println("           " + shortfall.sentence());
            shortfall.remedies().forEach(remedy -> out.println("           - " + remedy.sentence() + " " + remedy.worstCase()));
        });
        PlannerBench.Result known = PlannerBench.run(batches, 2 * seed - 1, PlannerBench.AS_KNOWN, progress);
        double onTime = (double) known.onTime() / known.accepted();
        double within = (double) known.withinP90() / known.forecast();
        say(onTime >= 0.999, "%d of %d accepted batches on time (%d of %d refused)", known.onTime(), known.accepted(),
                known.refused(), known.batches());
        say(within >= 0.85 && within <= 0.95, "P90 held in %.1f %%, P50 in %.1f %% of %d forecasts", 100 * within,
                100.0 * known.withinP50() / known.forecast(), known.forecast());
        alarms("a crowd as known", known);
        for (int slowness : new int[] {3, 5}) {
            alarms("a crowd %d times slower than known".formatted(slowness), PlannerBench.run(batches / 4, 2 * seed, slowness, progress));
        }
        PlannerBench.Silence silence = PlannerBench.silentRelaxations(10 * batches, 3 + seed);
        say(silence.silent() == 0, "%,d silent relaxations in %,d random cases, %,d of which were offered one", silence.silent(),
                silence.cases(), silence.offered());
    }

    private void alarms(String crowd, PlannerBench.Result result) {
        say(result.alarmed() == result.late(), "%s: %d of %d late batches alarmed by half of their time; at that moment the alarm was up for %d",
                crowd, result.alarmed(), result.late(), result.standing());
        out.printf("           %d of %d on-time batches alarmed in vain; P90 renewed at half of the time held for %d of %d%n",
                result.falseAlarms(), result.onTime(), result.halfwayWithinP90(), result.halfway());
    }

    void smallCrowd(int batches) {
        smallCrowd(batches, 0, Bound.KNOWN, 0);
        smallCrowd(batches, 0.1, Bound.FORESEEN, 0);
        for (double spare : new double[] {0, 0.1}) {
            smallCrowd(batches, 0.1, Bound.KNOWN, spare);
        }
    }

    private void smallCrowd(int batches, double further, Bound bound, double spare) {
        SmallCrowdBench.Result result = SmallCrowdBench.run(batches, 1, further, bound, spare, progress);
        String sentence = "%s, %.0f people on average, %s: %.1f %% of batches finished, %.1f %% at random, %.1f %% by a flow that"
                + " knows every turn; %.3f %% of turns, %.3f %% at random";
        String people = bound == Bound.KNOWN ? "the fewest by a flow that knows every turn" : "the fewest by a flow with what is to be expected";
        Object[] numbers = {
            further == 0 ? "Every fragment needs two turns" : "One in ten turns asks for another",
            result.people(),
            people + (spare == 0 ? "" : ", and %.0f %% more".formatted(100 * spare)),
            100 * result.reserved(),
            100 * result.random(),
            100 * result.possible(),
            100 * result.reservedTurns(),
            100 * result.randomTurns()
        };
        if (further == 0 || bound == Bound.FORESEEN) {
            say(result.reserved() >= 0.9 * result.possible(), sentence, numbers);
        } else {
            out.println("           " + sentence.formatted(numbers));
            out.flush();
        }
    }
}
