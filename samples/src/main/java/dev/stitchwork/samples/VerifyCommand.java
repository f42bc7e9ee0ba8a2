package dev.stitchwork.samples;

import dev.stitchwork.samples.verify.PrivacyVerifier;
import dev.stitchwork.ui.Command;
import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** Proves things about what was delivered, with programs that share nothing with the engine. */
@CommandLine.Command(
        name = "verify",
        description = "Checks what the engine says of itself.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "WHAT",
        subcommands = VerifyCommand.Privacy.class)
public final class VerifyCommand implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return Exit.USAGE;
    }

    /** Recomputes the privacy guarantee from a batch's exposure log. */
    @CommandLine.Command(
            name = "privacy",
            description = "Recomputes the privacy guarantee from a batch's exposure log, and writes the privacy report.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  stitchwork verify privacy exposures.log",
                "  stitchwork verify privacy --html report.html --json report.json exposures.log",
                "  stitchwork verify privacy --open --key 3d28...5d1d exposures.log"
            })
    static final class Privacy implements Command {
        @CommandLine.Parameters(paramLabel = "LOG", description = "the exposure log")
        private Path log;

        @CommandLine.Option(names = "--key", paramLabel = "HEX", description = "public key that must have signed it")
        private String key;

        @CommandLine.Option(names = "--head", paramLabel = "HEX", description = "state that its chain must end in")
        private String head;

        @CommandLine.Option(names = "--open", description = "take a log that is not ended, of a batch that goes on")
        private boolean open;

        @CommandLine.Option(names = "--json", paramLabel = "FILE", description = "write the report for programs")
        private Path json;

        @CommandLine.Option(names = "--html", paramLabel = "FILE", description = "write the report for people, one page")
        private Path html;

        @Override
        public Integer call() throws IOException {
            if (!Files.isReadable(log)) {
                throw new CommandFailure(Exit.REFUSED, "Expected an exposure log but '%s' cannot be read.".formatted(log));
            }
            PrintStream out = System.out;
            PrivacyVerifier.Request request = new PrivacyVerifier.Request(
                    log,
                    Optional.ofNullable(key),
                    Optional.ofNullable(head),
                    open,
                    Optional.ofNullable(json),
                    Optional.ofNullable(html));
            return PrivacyVerifier.run(request, out) == PrivacyVerifier.HELD ? Exit.DONE : Exit.REFUSED;
        }
    }
}
