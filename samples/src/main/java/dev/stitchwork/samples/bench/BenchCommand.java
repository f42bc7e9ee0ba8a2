package dev.stitchwork.samples.bench;

import dev.stitchwork.ui.Command;
import dev.stitchwork.ui.cli.Exit;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** The door to all measurements; knows none of them by name. */
@CommandLine.Command(
        name = "bench",
        description = "Measures, and prints the tables that the READMEs quote.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "MEASUREMENT")
public final class BenchCommand implements Command {
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Spec
    void spec(CommandLine.Model.CommandSpec spec) {
        this.spec = spec;
        for (Bench bench : ServiceLoader.load(Bench.class)) {
            CommandLine line = new CommandLine(bench);
            spec.addSubcommand(line.getCommandName(), line);
        }
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return Exit.DONE;
    }
}
