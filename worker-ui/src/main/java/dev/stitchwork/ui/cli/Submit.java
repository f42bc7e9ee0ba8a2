package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.ui.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;

/** Opens a batch and sends its scans in. */
@CommandLine.Command(
        name = "submit",
        description = {
            "Opens a batch, sends its scans in and prints the batch's id.",
            "An option that is looser than its default loosens the privacy guarantee: it is signed for in your name and stands"
                    + " in the batch's exposure log."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork submit --template claim --title 'Claims, March' march/*.pdf",
            "  stitchwork submit --template claim --title March --documents 400 --deadline 2026-12-24T18:00:00Z march/*.pdf",
            "  stitchwork submit --template claim --template invoice --title 'The post of March' march/*.pdf",
            "  batch=$(stitchwork submit --template claim --title March march.tif)",
            "  stitchwork status --watch $batch"
        })
public final class Submit implements Command {
    private static final double HOUR = 3600;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private ServerOptions server;

    @CommandLine.Option(names = "--template", paramLabel = "NAME", required = true,
            description = "name of a saved template; several of them for a batch that mixes forms: each page is put to the form it shows")
    private List<String> templates;

    @CommandLine.Option(names = "--title", paramLabel = "TITLE", required = true,
            description = "what you call the batch; workers never see it")
    private String title;

    @CommandLine.Option(names = "--agree", paramLabel = "N", description = "equal answers that settle a field; default: 2")
    private Integer agree;

    @CommandLine.Option(names = "--answers-max", paramLabel = "N",
            description = "most people asked before a field is a dispute; default: 5")
    private Integer answersMax;

    @CommandLine.Option(names = "--machine-wrong-max", paramLabel = "PERCENT",
            description = "of what machines decide alone, the most that may be wrong, 0.1 to 25: from which confidence they may is"
                    + " learned from people's answers, and until enough are in people check all; default: as the template says")
    private Double machineWrongMaxPercent;

    @CommandLine.Option(names = "--checks",
            description = "show people what a machine reads and ask yes or no, where that is quicker at the same share of wrong"
                    + " fields; needs --target-error")
    private boolean checks;

    @CommandLine.Option(names = "--target-error", paramLabel = "[CLASS=]PERCENT", split = ",",
            description = "share of fields that may be wrong, such as 0.5, or by class, such as 0.5,identifier=0.1: asks for as many"
                    + " answers as that takes, instead of a number that agree")
    private List<String> targetError;

    @CommandLine.Option(names = "--fragments-per-worker-max", paramLabel = "N",
            description = "fragments of one document that one worker may see; default: 1")
    private Integer fragmentsPerWorkerMax;

    @CommandLine.Option(names = "--ink-per-worker-max", paramLabel = "PERCENT",
            description = "filled-in ink of one document that one worker may see; default: 10")
    private Integer inkPerWorkerMaxPercent;

    @CommandLine.Option(names = "--coalition", paramLabel = "N",
            description = "workers who together must not see all of a sensitive group, 0 for no such bound; default: 3")
    private Integer coalition;

    @CommandLine.Option(names = "--mix-classes",
            description = "show one worker several kinds of sensitive fields, such as name and number")
    private boolean mixClasses;

    @CommandLine.Option(names = "--pool-min", paramLabel = "N",
            description = "documents that a field is hidden among before anybody sees it; default: 50")
    private Integer poolMin;

    @CommandLine.Option(names = "--batch-per-worker-max", paramLabel = "PERCENT",
            description = "of the batch that one worker may see; default: 10")
    private Integer batchPerWorkerMaxPercent;

    @CommandLine.Option(names = "--deadline", paramLabel = "TIME", description = "by when it is wanted, such as 2026-12-24T18:00:00Z")
    private Instant deadline;

    @CommandLine.Option(names = "--priority", paramLabel = "N", description = "batches of a higher one come first; default: 0")
    private Integer priority;

    @CommandLine.Option(names = "--documents", paramLabel = "N",
            description = "filled-in forms in all; asks first whether so many can be done under the guarantee, and sends nothing"
                    + " where they cannot")
    private Integer documents;

    @CommandLine.Option(names = "--anyway", description = "send them in whatever the answer is; what cannot be shown to anybody waits")
    private boolean anyway;

    @CommandLine.Option(names = "--password-file", paramLabel = "FILE", description = "file with the password that opens the scans")
    private Path passwordFile;

    @CommandLine.Parameters(arity = "1..*", paramLabel = "FILE", description = "scans: PDF, TIFF, PNG or JPEG")
    private List<Path> files;

    @Override
    public Integer call() throws IOException {
        InputFiles.check(files);
        Optional<String> password = InputFiles.secret(passwordFile);
        Remote remote = server.connect();
        PrintWriter err = spec.commandLine().getErr();
        if (documents != null && !ask(remote, err) && !anyway) {
            err.println("Nothing was sent. To send it all the same, say --anyway.");
            return Exit.REFUSED;
        }
        String batch = remote.post("/api/batches", newBatch()).path("id").asText();
        List<String> refused = new ArrayList<>();
        long bytesMax = remote.get("/api/limits").path("uploadBytesMax").asLong(Long.MAX_VALUE);
        try (ProgressBar bar = Bars.ofBytes("Sending", totalBytes())) {
            for (Path file : files) {
                bar.setExtraMessage(file.getFileName().toString());
                try {
                    // Said here, since a server that stops reading looks like a broken line from this end.
                    if (Files.size(file) > bytesMax) {
                        throw new CommandFailure(Exit.REFUSED, "Expected a file of at most %s but it has %s; split it into several files."
                                .formatted(ByteCount.inWords(bytesMax), ByteCount.inWords(Files.size(file))));
                    }
                    remote.upload(batch, file, password, bar::stepBy);
                } catch (CommandFailure failure) {
                    if (failure.exitCode() != Exit.REFUSED) {
                        throw failure;
                    }
                    refused.add("%s: %s".formatted(file, failure.getMessage()));
                }
            }
            bar.setExtraMessage("");
        }
        remote.post("/api/batches/" + batch + "/closing", Map.of());
        refused.forEach(line -> err.println("stitchwork: " + line));
        err.printf("Sent %d of %s. Follow with: stitchwork status --watch %s%n",
                files.size() - refused.size(), Template.many(files.size(), "file"), batch);
        spec.commandLine().getOut().println(batch);
        return refused.isEmpty() ? Exit.DONE : refused.size() == files.size() ? Exit.REFUSED : Exit.PARTLY;
    }

    /** Prints what the planner says; false where something stands in the way. */
    private boolean ask(Remote remote, PrintWriter err) {
        Map<String, Object> asked = newBatch();
        asked.put("documents", documents);
        JsonNode quote = remote.post("/api/quotes", asked);
        if (quote.path("accepted").asBoolean()) {
            err.printf(Locale.ROOT, "Finished in %.1f hours in half of the futures, in %.1f in nine of ten; %.1f hours of work.%n",
                    quote.path("p50Seconds").asDouble() / HOUR, quote.path("p90Seconds").asDouble() / HOUR,
                    quote.path("effortSeconds").asDouble() / HOUR);
        }
        for (JsonNode shortfall : quote.path("shortfalls")) {
            err.println(shortfall.path("sentence").asText());
            shortfall.path("remedies").forEach(remedy -> err.println(
                    ("  - " + remedy.path("sentence").asText() + " " + remedy.path("worstCase").asText()).stripTrailing()));
        }
        return quote.path("accepted").asBoolean();
    }

    private Map<String, Object> newBatch() {
        Map<String, Object> batch = new LinkedHashMap<>();
        batch.put("title", title);
        batch.putAll(templates.size() == 1 ? Map.of("template", templates.get(0)) : Map.of("templates", templates));
        Optional.ofNullable(agree).ifPresent(value -> batch.put("agree", value));
        Optional.ofNullable(answersMax).ifPresent(value -> batch.put("answersMax", value));
        if (checks) {
            batch.put("checks", true);
        }
        Optional.ofNullable(machineWrongMaxPercent).ifPresent(value -> batch.put("machineWrongMaxPercent", value));
        Optional.ofNullable(targetError).ifPresent(values -> batch.put("targetErrorPercent", percents(values)));
        Optional.ofNullable(fragmentsPerWorkerMax).ifPresent(value -> batch.put("fragmentsPerWorkerMax", value));
        Optional.ofNullable(inkPerWorkerMaxPercent).ifPresent(value -> batch.put("inkPerWorkerMaxPercent", value));
        Optional.ofNullable(coalition).ifPresent(value -> batch.put("coalition", value));
        if (mixClasses) {
            batch.put("classesApart", false);
        }
        Optional.ofNullable(poolMin).ifPresent(value -> batch.put("poolMin", value));
        Optional.ofNullable(batchPerWorkerMaxPercent).ifPresent(value -> batch.put("batchPerWorkerMaxPercent", value));
        Optional.ofNullable(deadline).ifPresent(value -> batch.put("deadline", value.toString()));
        Optional.ofNullable(priority).ifPresent(value -> batch.put("priority", value));
        return batch;
    }

    private static Map<String, Double> percents(List<String> values) {
        Map<String, Double> percents = new LinkedHashMap<>();
        for (String value : values) {
            int equals = value.indexOf('=');
            try {
                percents.put(equals < 0 ? "all" : value.substring(0, equals), Double.parseDouble(value.substring(equals + 1)));
            } catch (NumberFormatException e) {
                throw new CommandFailure(Exit.USAGE, "Expected --target-error such as 0.5 or identifier=0.1 but was '%s'.".formatted(value));
            }
        }
        return percents;
    }

    private long totalBytes() throws IOException {
        long total = 0;
        for (Path file : files) {
            total += Files.size(file);
        }
        return total;
    }
}
