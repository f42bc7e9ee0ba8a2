package dev.stitchwork.ui.cli;

import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.ui.Command;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine;

/** Fetches a batch's records. */
@CommandLine.Command(
        name = "download",
        description = {
            "Fetches the records of a batch: one row or object a document.",
            "Before the batch is finished, what is not settled is marked as such.",
            "The privacy report goes with them: in the JSON, in every ZIP, and beside a CSV file as FILE.privacy.json."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork download 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80 --out march.csv",
            "  stitchwork download 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80 --template claim --out claims.csv",
            "  stitchwork download 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80 --format json | jq '.documents[0]'",
            "  stitchwork download 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80 --format alto --out letters.alto.zip"
        })
public final class Download implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private ServerOptions server;

    @CommandLine.Option(names = "--format", paramLabel = "FORMAT", defaultValue = "csv",
            description = "csv, json, or zip with both and the exposure log; of pages of running text also alto or hocr, a ZIP with a file a page;"
                    + " default: ${DEFAULT-VALUE}")
    private DeliveryFormat format;

    @CommandLine.Option(names = "--template", paramLabel = "NAME",
            description = "the documents of this template only; a table of a batch of several templates needs one")
    private String template;

    @CommandLine.Option(names = "--certificate",
            description = "instead of the records what they state of themselves, as JSON: estimated share of wrong values, answers,"
                    + " disputes, and what was put right since an earlier delivery")
    private boolean certificate;

    @CommandLine.Option(names = "--out", paramLabel = "FILE", description = "where to write; default: standard output")
    private Path out;

    @CommandLine.Parameters(paramLabel = "BATCH", description = "id of the batch")
    private String batch;

    @Override
    public Integer call() throws IOException {
        Remote remote = server.connect();
        String folder = "/api/batches/%s/".formatted(Remote.encoded(batch));
        try (InputStream records = remote.open(folder + (certificate ? "certificate.json" : records()))) {
            if (out == null) {
                records.transferTo(System.out);
                System.out.flush();
                return Exit.DONE;
            }
            write(records, out);
        }
        if (format == DeliveryFormat.CSV && !certificate) {
            Optional<InputStream> found = remote.find(folder + "privacy.json");
            if (found.isEmpty()) {
                spec.commandLine().getErr().println(
                        "No privacy report comes with it: the batch is older than exposure logs, or the server has no verifier.");
                return Exit.DONE;
            }
            try (InputStream report = found.get()) {
                write(report, out.resolveSibling(out.getFileName() + ".privacy.json"));
            }
        }
        return Exit.DONE;
    }

    private String records() {
        return "delivery." + format.ending() + (template == null ? "" : "?template=" + Remote.encoded(template));
    }

    private void write(InputStream records, Path to) throws IOException {
        Path folder = to.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new CommandFailure(Exit.USAGE, "Expected a folder to write '%s' in but there is none.".formatted(to));
        }
        try (WholeFiles files = WholeFiles.in(folder)) {
            files.put(to, records::transferTo);
            spec.commandLine().getErr().printf("Wrote %s (%s).%n", to, ByteCount.inWords(Files.size(to)));
        } catch (IOException e) {
            throw new CommandFailure(Exit.UNREACHABLE, "Expected the whole delivery but it broke off; nothing is written. Try again.");
        }
    }
}
