package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.InvalidTemplateException;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.splitter.TemplateFromPdf;
import dev.stitchwork.ui.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;

/** Form templates: check one, make one from a blank PDF, send one in, list them. */
@CommandLine.Command(
        name = "template",
        description = "Form templates: what an empty form looks like.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork template from-pdf blank.pdf --out claim.json",
            "  stitchwork template check claim.json",
            "  stitchwork template add claim.json blank.pdf",
            "  stitchwork template list"
        })
public final class Template implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Expected one of check, add, list, from-pdf after 'template'.");
    }

    @CommandLine.Command(
            name = "check",
            description = "Checks a template file, without a server, and names every problem with its place.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  stitchwork template check claim.json")
    int check(@CommandLine.Parameters(paramLabel = "FILE", description = "the template file") Path file) {
        try {
            FormTemplate template = TemplateJson.read(bytes(file));
            out().printf("%s: '%s' has %s on %s and makes %s a document.%n",
                    file, template.name(), many(template.fields().size(), "field"), many(template.pages().size(), "page"),
                    many(template.fields().stream().mapToInt(Field::parts).sum(), "fragment"));
            return Exit.DONE;
        } catch (InvalidTemplateException e) {
            e.problems().forEach(problem -> spec.commandLine().getErr().println(file + ": " + problem));
            return Exit.REFUSED;
        }
    }

    @CommandLine.Command(
            name = "add",
            description = "Saves a template on the server, with the files that show the empty form.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  stitchwork template add claim.json blank.pdf")
    int add(
            @CommandLine.Parameters(index = "0", paramLabel = "FILE", description = "the template file") Path file,
            @CommandLine.Parameters(index = "1..*", arity = "0..*", paramLabel = "REFERENCE",
                    description = "files that show the empty form, named as in the template") List<Path> references,
            @CommandLine.Mixin ServerOptions server) throws IOException {
        List<Path> shown = references == null ? List.of() : references;
        InputFiles.check(List.of(file));
        InputFiles.check(shown);
        JsonNode saved = server.connect().saveTemplate(file, shown);
        out().printf("Saved template '%s' with %s on %s.%n",
                saved.path("name").asText(), many(saved.path("fields").asInt(), "field"), many(saved.path("pages").asInt(), "page"));
        return Exit.DONE;
    }

    @CommandLine.Command(
            name = "list",
            description = "Lists the templates on the server.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  stitchwork template list")
    int list(@CommandLine.Mixin ServerOptions server) {
        JsonNode templates = server.connect().get("/api/templates");
        if (templates.isEmpty()) {
            out().println("No template yet. Add one with: stitchwork template add FILE");
            return Exit.DONE;
        }
        Columns table = new Columns("NAME", "PAGES", "FIELDS", "TITLE");
        templates.forEach(template -> table.add(
                template.path("name").asText(), template.path("pages").asInt(), template.path("fields").asInt(),
                template.path("title").asText()));
        out().println(table);
        return Exit.DONE;
    }

    @CommandLine.Command(
            name = "from-pdf",
            description = "Drafts a template from a blank PDF: its pages and its electronic form fields.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExample:%n",
            footer = "  stitchwork template from-pdf blank.pdf --out claim.json")
    int fromPdf(
            @CommandLine.Parameters(paramLabel = "BLANK", description = "the empty form, a PDF") Path blank,
            @CommandLine.Option(names = "--out", paramLabel = "FILE",
                    description = "where the draft goes; standard output unless given") Path to,
            @CommandLine.Option(names = "--password-file", paramLabel = "FILE",
                    description = "holds the PDF's password, where it has one") Path passwordFile) {
        InputFiles.check(List.of(blank));
        TemplateFromPdf.Draft draft;
        try {
            draft = TemplateFromPdf.read(blank, InputFiles.secret(passwordFile));
        } catch (IOException unreadable) {
            throw new CommandFailure(Exit.REFUSED, unreadable.getMessage());
        }
        byte[] json = TemplateJson.write(draft.template());
        if (to == null) {
            out().println(new String(json, StandardCharsets.UTF_8));
        } else {
            write(to, json);
        }
        PrintWriter notes = spec.commandLine().getErr();
        notes.printf("Drafted %s on %s from %s.%n", many(draft.template().fields().size(), "field"),
                many(draft.template().pages().size(), "page"), blank);
        draft.notes().forEach(notes::println);
        return Exit.DONE;
    }

    private static void write(Path to, byte[] json) {
        try {
            Files.write(to, json);
        } catch (IOException refused) {
            throw new CommandFailure(Exit.USAGE, "Expected a place to write '%s' but it cannot be written.".formatted(to));
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    static String many(int count, String what) {
        return count == 1 ? "1 " + what : "%,d %ss".formatted(count, what);
    }

    private static byte[] bytes(Path file) {
        InputFiles.check(List.of(file));
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new CommandFailure(Exit.REFUSED, "Expected to read '%s' but it failed: %s.".formatted(file, e.getMessage()));
        }
    }
}
