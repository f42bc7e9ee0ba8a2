package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.ui.cli.Exit;
import java.io.PrintWriter;
import java.util.EnumSet;
import java.util.Set;
import picocli.CommandLine;

/** Reprints everything that is claimed about reconciling answers, each line beside its bound. */
@CommandLine.Command(
        name = "reconcile",
        description = "How right, at how few answers, and how fast answers are reconciled; recorded crowds and simulated ones.",
        mixinStandardHelpOptions = true)
public final class ReconcileBench implements Bench {
    /** What can be measured by itself. */
    enum Part {
        /** Recorded crowds, all answers. */
        SETS,
        /** Recorded crowds, as few answers as will do. */
        REPLAY,
        /** Handwritten registers keyed by volunteers. */
        REGISTERS,
        /** What each step of the models adds. */
        ABLATION,
        /** Simulated forms that err like the registers. */
        FORMS,
        /** What known tasks cost and buy. */
        GOLD,
        /** What showing a value to say yes or no to saves. */
        VERIFICATION,
        /** Whether certificates are right about themselves. */
        CERTIFICATE,
        /** Copiers among the crowd. */
        RINGS,
        /** Time on one core. */
        SPEED
    }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    @CommandLine.Option(names = "--only", split = ",", paramLabel = "PART",
            description = "of ${COMPLETION-CANDIDATES} (default: all)")
    private Set<Part> only = EnumSet.allOf(Part.class);

    @CommandLine.Option(names = "--orders", defaultValue = "20",
            description = "random orders of a replay (default: ${DEFAULT-VALUE})")
    private int orders;

    @CommandLine.Option(names = "--seeds", defaultValue = "100",
            description = "seeds of the simulated forms and rings (default: ${DEFAULT-VALUE})")
    private int seeds;

    @CommandLine.Option(names = "--deliveries", defaultValue = "1000",
            description = "simulated deliveries with a certificate (default: ${DEFAULT-VALUE})")
    private int deliveries;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        boolean met = true;
        for (Part part : Part.values()) {
            met &= !only.contains(part) || print(part, out);
        }
        return met ? Exit.DONE : Exit.REFUSED;
    }

    private boolean print(Part part, PrintWriter out) {
        return switch (part) {
            case SETS -> new SetsTable(corpus).print(out);
            case REPLAY -> new ReplayTable(corpus, orders).print(out);
            case REGISTERS -> new RegistersTable(corpus, orders).print(out);
            case ABLATION -> new AblationTable(corpus).print(out);
            case FORMS -> new FormsTable(seeds).print(out);
            case GOLD -> new GoldTable(seeds).print(out);
            case VERIFICATION -> new VerificationTable(seeds).print(out);
            case CERTIFICATE -> new CertificateTable(deliveries).print(out);
            case RINGS -> new RingsTable(seeds).print(out);
            case SPEED -> new SpeedTable(corpus).print(out);
        };
    }
}
