package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.ui.Command;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;

/** Says how far batches are. */
@CommandLine.Command(
        name = "status",
        description = "Says how far your batches are, or one of them in full.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork status",
            "  stitchwork status 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80",
            "  stitchwork status --watch 5f0c9e7b2a614d8f9e3b7c1d2a4f6e80"
        })
public final class Status implements Command {
    private static final int WATCH_MS = 1_000;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private ServerOptions server;

    @CommandLine.Option(names = "--watch", description = "wait until the batch is finished, with a progress bar")
    private boolean watch;

    @CommandLine.Parameters(arity = "0..1", paramLabel = "BATCH", description = "id of one batch; default: all, newest first")
    private String batch;

    @Override
    public Integer call() throws InterruptedException {
        if (watch && batch == null) {
            throw new CommandLine.ParameterException(spec.commandLine(), "Expected the id of a batch with --watch.");
        }
        Remote remote = server.connect();
        PrintWriter out = spec.commandLine().getOut();
        if (batch == null) {
            list(out, remote.get("/api/batches"));
        } else {
            JsonNode progress = watch ? watch(remote) : one(remote);
            print(out, progress);
            boolean mixed = progress.path("forms").size() > 1;
            remote.get("/api/batches/" + Remote.encoded(batch) + "/machines").forEach(machine -> machine(out, machine, mixed));
        }
        return Exit.DONE;
    }

    private JsonNode one(Remote remote) {
        return remote.get("/api/batches/" + Remote.encoded(batch));
    }

    private JsonNode watch(Remote remote) throws InterruptedException {
        try (ProgressBar bar = Bars.ofFragments("Keying")) {
            for (;;) {
                JsonNode progress = one(remote);
                bar.maxHint(all(progress));
                bar.stepTo(settled(progress));
                if (progress.path("finished").asBoolean() || progress.path("purged").asBoolean()) {
                    return progress;
                }
                int missing = progress.path("workersMissing").asInt();
                bar.setExtraMessage(missing > 0 ? "needs " + Template.many(missing, "more worker") : "");
                Thread.sleep(WATCH_MS);
            }
        }
    }

    private static void list(PrintWriter out, JsonNode batches) {
        if (batches.isEmpty()) {
            out.println("No batch yet. Open one with: stitchwork submit");
            return;
        }
        Columns table = new Columns("BATCH", "STATE", "SETTLED", "DOCUMENTS", "TITLE");
        batches.forEach(batch -> table.add(
                batch.path("id").asText(), state(batch), settled(batch) + "/" + all(batch), batch.path("documents").asInt(),
                batch.path("title").asText()));
        out.println(table);
    }

    private static void print(PrintWriter out, JsonNode batch) {
        out.printf("%s  (%s)%n", batch.path("title").asText(), batch.path("id").asText());
        out.printf("State       %s%n", state(batch));
        out.printf("Template    %s%n", templates(batch));
        out.printf("Documents   %,d in %s%n", batch.path("documents").asInt(), Template.many(batch.path("files").size(), "file"));
        JsonNode tasks = batch.path("tasks");
        out.printf("Fragments   %,d settled, %,d open, %,d disputed%n",
                settled(batch), tasks.path("open").asInt(), tasks.path("disputed").asInt());
        int answered = batch.path("answered").asInt();
        int people = batch.path("humanAnswers").asInt() + tasks.path("adjudicated").asInt();
        out.printf(Locale.ROOT, "Answers     %,d of people%s, %,d of machines%n",
                people,
                answered == 0 || !batch.path("finished").asBoolean() ? "" : String.format(Locale.ROOT, " (%.1f a fragment that needed people)",
                        (double) people / answered),
                batch.path("machineAnswers").asInt());
        out.printf(Locale.ROOT, "Most seen   %d of a document's fragments by any one worker (%.0f %%)%n",
                batch.path("shownMost").asInt(), 100 * batch.path("shownMostShare").asDouble());
        int missing = batch.path("workersMissing").asInt();
        if (missing > 0) {
            out.printf("Waiting     for at least %s: nobody may see more of a document than its limit%n",
                    Template.many(missing, "more worker"));
        }
        outlook(out, batch.path("outlook"));
        batch.path("notes").forEach(note -> out.println("Note        " + note.asText()));
        batch.path("files").forEach(file -> problems(out, file));
    }

    private static void machine(PrintWriter out, JsonNode machine, boolean mixed) {
        String what = "Machine     %s%s, %s".formatted(mixed ? machine.path("template").asText() + ": " : "", machine.path("reader").asText(), machine.path("kind").asText());
        int enough = machine.path("enough").asInt();
        if (machine.path("decidesFrom").isNumber()) {
            out.printf(Locale.ROOT, "%s: decides alone from a confidence of %s; of %,d such readings that people checked %,d were wrong%n",
                    what, machine.path("decidesFrom").asText(), machine.path("checkedFrom").asInt(), machine.path("wrongFrom").asInt());
        } else {
            out.printf(Locale.ROOT, "%s: of %,d readings that people checked %,d were wrong%s%n",
                    what, machine.path("checkedFrom").asInt(), machine.path("wrongFrom").asInt(),
                    enough == 0 ? "" : String.format(Locale.ROOT, "; people check all, until at least %,d show that it may decide alone", enough));
        }
    }

    /** Its template; of several, each with its documents. */
    private static String templates(JsonNode batch) {
        List<String> forms = new ArrayList<>();
        batch.path("forms").forEach(form -> forms.add("%s (%s)".formatted(
                form.path("template").asText(), Template.many(form.path("documents").asInt(), "document"))));
        return forms.size() > 1 ? String.join(", ", forms) : batch.path("template").asText();
    }

    private static void outlook(PrintWriter out, JsonNode outlook) {
        if (outlook.isObject()) {
            out.printf("Outlook     finished by %s in half of the futures, by %s in nine of ten%n",
                    outlook.path("p50").asText("never"), outlook.path("p90").asText("never"));
            if (outlook.path("late").asBoolean()) {
                out.printf("Late        wanted by %s, which fewer than nine futures in ten reach%n", outlook.path("deadline").asText());
            }
        }
    }

    private static void problems(PrintWriter out, JsonNode file) {
        String name = file.path("name").asText();
        if (!file.path("reason").asText().isEmpty()) {
            out.printf("Refused     %s: %s%n", name, file.path("reason").asText());
        }
        file.path("refusals").forEach(refusal -> out.printf("Refused     in %s: %s%n", name, refusal.asText()));
    }

    private static String state(JsonNode batch) {
        if (batch.path("purged").asBoolean()) {
            return "purged";
        }
        if (batch.path("finished").asBoolean()) {
            return "finished";
        }
        if (batch.path("files").isEmpty()) {
            return "waiting for scans";
        }
        for (JsonNode file : batch.path("files")) {
            if (file.path("state").asText().equals("received")) {
                return "splitting";
            }
        }
        return "being keyed";
    }

    private static long settled(JsonNode batch) {
        return batch.path("tasks").path("agreed").asLong() + batch.path("tasks").path("adjudicated").asLong();
    }

    private static long all(JsonNode batch) {
        return settled(batch) + batch.path("tasks").path("open").asLong() + batch.path("tasks").path("disputed").asLong();
    }
}
