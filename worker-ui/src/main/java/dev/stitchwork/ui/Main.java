package dev.stitchwork.ui;

import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Download;
import dev.stitchwork.ui.cli.Exit;
import dev.stitchwork.ui.cli.Inspect;
import dev.stitchwork.ui.cli.Locate;
import dev.stitchwork.ui.cli.ObjectTo;
import dev.stitchwork.ui.cli.Serve;
import dev.stitchwork.ui.cli.Split;
import dev.stitchwork.ui.cli.Status;
import dev.stitchwork.ui.cli.Submit;
import dev.stitchwork.ui.cli.Template;
import dev.stitchwork.ui.cli.reconcile.Reconcile;
import java.io.PrintWriter;
import java.util.List;
import java.util.ServiceLoader;
import picocli.CommandLine;

/** The command line: finds its sub-commands, runs one, and ends with its exit code. */
@CommandLine.Command(
        name = "stitchwork",
        description = "Has confidential forms keyed by many people, none of whom sees a form.",
        versionProvider = Main.Version.class,
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nTo begin:%n",
        footer = {
            "  stitchwork demo              see all of it work, with a simulated crowd",
            "  stitchwork serve             run a server on this machine",
            "  stitchwork COMMAND --help    what a command takes, with examples"
        })
public final class Main implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"stitchwork " + (version == null ? "(from its classes)" : version)};
        }
    }

    public static void main(String[] args) {
        System.exit(run(new PrintWriter(System.out, true), new PrintWriter(System.err, true), args));
    }

    /** Runs one command line; its output and its one sentence of error go where they are told. */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Main());
        List.of(new Serve(), new Template(), new Split(), new Submit(), new Status(), new Download(), new ObjectTo(), new Reconcile(), new Inspect(), new Locate()).forEach(line::addSubcommand);
        ServiceLoader.load(Command.class).forEach(line::addSubcommand);
        line.setOut(out).setErr(err);
        shareVersion(line, line.getCommandSpec().versionProvider());
        line.setUsageHelpAutoWidth(true);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        Exit.documentIn(line);
        line.setExecutionExceptionHandler((broken, command, parsed) -> tell(command, broken));
        line.setParameterExceptionHandler((wrong, given) -> {
            CommandLine command = wrong.getCommandLine();
            command.getErr().println("stitchwork: " + wrong.getMessage());
            CommandLine.UnmatchedArgumentException.printSuggestions(wrong, command.getErr());
            command.getErr().println("Try: " + command.getCommandSpec().qualifiedName() + " --help");
            return Exit.USAGE;
        });
        return line.execute(args);
    }

    /** Each command answers --version, and with the version of the whole. */
    private static void shareVersion(CommandLine line, CommandLine.IVersionProvider version) {
        line.getCommandSpec().versionProvider(version);
        line.getSubcommands().values().forEach(command -> shareVersion(command, version));
    }

    private static int tell(CommandLine command, Exception broken) {
        if (broken instanceof CommandFailure failure) {
            command.getErr().println("stitchwork: " + failure.getMessage());
            return failure.exitCode();
        }
        command.getErr().println("stitchwork: Something broke that should not: " + broken + ". Please report it with the lines below.");
        broken.printStackTrace(command.getErr());
        return Exit.BROKEN;
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }
}
