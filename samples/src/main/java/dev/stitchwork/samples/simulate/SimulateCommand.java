package dev.stitchwork.samples.simulate;

import dev.stitchwork.samples.simulate.SimulationSettings.Crowd;
import dev.stitchwork.ui.Command;
import dev.stitchwork.ui.cli.Exit;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import picocli.CommandLine;

/** Runs a virtual crowd over a virtual batch, under the engine's own exposure law. */
@CommandLine.Command(
        name = "simulate",
        description = "Runs a virtual crowd over a virtual batch under the engine's exposure law, and writes its exposure log."
                + " One seed gives the same log, byte for byte.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork simulate --log exposures.log",
            "  stitchwork simulate --documents 500 --workers 200 --seed 7 --log exposures.log",
            "  stitchwork simulate --sabotage conflict --log broken.log",
            "  stitchwork simulate --bar 3                  what a party with many accounts gets to know"
        })
public final class SimulateCommand implements Command {
    private static final int KILLS = 20;
    private static final int JOINS = 10;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--documents", defaultValue = "10000", paramLabel = "N",
            description = "documents of the batch (default: ${DEFAULT-VALUE})")
    private int documents;

    @CommandLine.Option(names = "--fields", defaultValue = "60", paramLabel = "N",
            description = "fields of the form; a document fills in a third of them or more (default: ${DEFAULT-VALUE})")
    private int fields;

    @CommandLine.Option(names = "--workers", defaultValue = "2000", paramLabel = "N",
            description = "people in the crowd (default: ${DEFAULT-VALUE})")
    private int workers;

    @CommandLine.Option(names = "--seed", defaultValue = "1", paramLabel = "N",
            description = "all that is left to chance (default: ${DEFAULT-VALUE})")
    private long seed;

    @CommandLine.Option(names = "--hours", defaultValue = "14", paramLabel = "N",
            description = "virtual hours until the deadline (default: ${DEFAULT-VALUE})")
    private int hours;

    @CommandLine.Option(names = "--drop-out", defaultValue = "0.1", paramLabel = "SHARE",
            description = "share of the crowd that leaves for good before the deadline (default: ${DEFAULT-VALUE})")
    private double dropOut;

    @CommandLine.Option(names = "--party", defaultValue = "0", paramLabel = "SHARE",
            description = "share of the work in the hands of one party with many accounts (default: ${DEFAULT-VALUE})")
    private double party;

    @CommandLine.Option(names = "--sabotage", defaultValue = "NONE", paramLabel = "CHECK",
            description = "a check to leave out: ${COMPLETION-CANDIDATES}")
    private Sabotage sabotage;

    @CommandLine.Option(names = "--log", paramLabel = "OUT", description = "write the exposure log here")
    private Path log;

    @CommandLine.Option(names = "--bar", paramLabel = "N",
            description = "instead of one run, measure: 1 and 2 violations and coalitions, 3 puppets, 5 tampering and pace,"
                    + " 6 planner, 7 small crowds")
    private Integer bar;

    @CommandLine.Option(names = "--cases", paramLabel = "N",
            description = "mutations of bar 5, batches of bar 6 (default: 10000 and 1000) and of each setting of bar 7 (default: 200)")
    private Integer cases;

    @Override
    public Integer call() throws IOException {
        int fieldsMin = Math.max(VirtualForm.SENSITIVE_FIELDS, fields / 3);
        if (documents < 1 || workers < 1 || fields < VirtualForm.SENSITIVE_FIELDS) {
            throw new CommandLine.ParameterException(spec.commandLine(),
                    "Expected at least 1 document, 1 worker and %d fields but was %d, %d and %d."
                            .formatted(VirtualForm.SENSITIVE_FIELDS, documents, workers, fields));
        }
        SimulationSettings settings = new SimulationSettings(
                documents,
                fieldsMin,
                fields,
                workers,
                seed,
                new Crowd(8, 0.04, dropOut, 0, party, JOINS),
                sabotage.rules(),
                hours,
                10 * hours,
                KILLS);
        return bar == null ? run(settings) : measure(settings);
    }

    private int run(SimulationSettings settings) throws IOException {
        Figures figures;
        try (OutputStream rows = log == null
                        ? OutputStream.nullOutputStream()
                        : new BufferedOutputStream(Files.newOutputStream(log), 1 << 20);
                ProgressBar progress = bar("Keying")) {
            Simulation simulation = new Simulation(settings, row -> Bars.line(rows, row));
            progress.maxHint(simulation.fragments());
            figures = simulation.run(progress::stepTo);
        }
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%s after %.1f virtual hours: %,d fragments, %,d exposures, %.2f answers a fragment, %.3f %% agreed on something wrong%n",
                figures.finished() ? "Finished" : "Unfinished", figures.seconds() / 3600.0, figures.fragments(),
                figures.exposures(), figures.answersPerFragment(), 100 * figures.wrongShare());
        out.printf("%,d reloads after %d kills, %d accounts joined, %,d fragments for the trusted tier, %,d disputes%n",
                figures.reloads(), KILLS, figures.joins(), figures.trusted(), figures.disputes());
        if (party > 0) {
            out.printf("The party held %.1f %% of the work and saw name and identifier of %.4f %% of the documents%n",
                    100 * figures.partyWorkShare(), 100 * figures.partySees());
        }
        if (log != null) {
            out.printf("Now verify it: stitchwork verify privacy %s%n", log);
        }
        return Exit.DONE;
    }

    private int measure(SimulationSettings settings) throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        try (ProgressBar progress = bar("Measuring")) {
            LongConsumer step = progress::stepTo;
            Bars bars = new Bars(out, step);
            switch (bar) {
                case 1, 2 -> bars.violations(settings);
                case 3 -> bars.puppets(documents, workers);
                case 5 -> {
                    bars.tampering(orElse(10_000));
                    bars.pace(settings);
                }
                case 6 -> bars.planner(orElse(1_000), seed);
                case 7 -> bars.smallCrowd(orElse(200));
                default -> throw new CommandLine.ParameterException(spec.commandLine(),
                        "Expected one of the bars 1, 2, 3, 5, 6, 7 but was %d.".formatted(bar));
            }
            return bars.reached() ? Exit.DONE : Exit.REFUSED;
        }
    }

    private int orElse(int usual) {
        return cases == null ? usual : Math.max(4, cases);
    }

    private static ProgressBar bar(String task) {
        // Without a terminal a bar is noise in somebody's log.
        PrintStream to = System.console() == null ? new PrintStream(PrintStream.nullOutputStream()) : System.err;
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(0)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(500)
                .setConsumer(new ConsoleProgressBarConsumer(to))
                .build();
    }
}
