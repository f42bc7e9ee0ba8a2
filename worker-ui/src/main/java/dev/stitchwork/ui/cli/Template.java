package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.InvalidTemplateException;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.splitter.FormLearner;
import dev.stitchwork.splitter.TemplateFromPdf;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.child.Children;
import dev.stitchwork.splitter.cutting.PictureEncoder;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.ui.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import picocli.CommandLine;

/** Form templates: check one, make one from a blank PDF, learn the blank from filled copies, send one in, list them. */
@CommandLine.Command(
        name = "template",
        description = "Form templates: what an empty form looks like.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  stitchwork template from-pdf blank.pdf --out claim.json",
            "  stitchwork template learn copy1.tif copy2.tif copy3.tif --out blank.png",
            "  stitchwork template check claim.json",
            "  stitchwork template add claim.json blank.pdf",
            "  stitchwork template list"
        })
public final class Template implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public Integer call() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Expected one of check, add, list, from-pdf, learn after 'template'.");
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

    @CommandLine.Command(
            name = "learn",
            description = "Draws the empty form from filled copies of it, where there is no blank: a template's reference.",
            mixinStandardHelpOptions = true,
            footerHeading = "%nExamples:%n",
            footer = {
                "  stitchwork template learn march/*.tif --out blank.png",
                "  stitchwork template learn march.pdf --of 2 --page 2 --out back.png"
            })
    int learn(
            @CommandLine.Parameters(arity = "1..*", paramLabel = "COPY",
                    description = "filled copies, the first one lying straight; three or more, best ten") List<Path> copies,
            @CommandLine.Option(names = "--of", paramLabel = "N", defaultValue = "1",
                    description = "how many pages the form has; default: ${DEFAULT-VALUE}") int of,
            @CommandLine.Option(names = "--page", paramLabel = "N", defaultValue = "1",
                    description = "which of them is learned; default: ${DEFAULT-VALUE}") int page,
            @CommandLine.Option(names = "--width-mm", paramLabel = "MM",
                    description = "width of the paper; needed where the first copy is not at 300 dpi and not A4") Double widthMm,
            @CommandLine.Option(names = "--out", paramLabel = "PNG", required = true,
                    description = "where the picture of the empty form goes") Path to) {
        if (widthMm != null && !(widthMm >= 20 && widthMm <= 2000)) {
            throw new CommandFailure(Exit.USAGE, "Expected --width-mm to be between 20 and 2000 but was %s.".formatted(widthMm));
        }
        if (page < 1 || page > of) {
            throw new CommandFailure(Exit.USAGE, "Expected --page to be between 1 and %d but was %d.".formatted(of, page));
        }
        InputFiles.check(copies);
        FormLearner learner = new FormLearner(widthMm == null ? OptionalDouble.empty() : OptionalDouble.of(widthMm));
        FormLearner.Learned learned;
        int count = 0;
        try (Children children = Children.decoding(ChildLimits.DEFAULT, 1); ChildSession session = children.session()) {
            for (Path copy : copies) {
                try (Pages pages = session.open(copy.getFileName().toString(), () -> Files.newByteChannel(copy), Optional.empty())) {
                    for (int number = page; number <= pages.count(); number += of) {
                        learner.add(pages, number);
                        count++;
                    }
                }
            }
            learned = learner.learn();
        } catch (RefusedException refused) {
            throw new CommandFailure(Exit.REFUSED, refused.getMessage());
        }
        write(to, PictureEncoder.png(learned.picture()));
        int shown = Math.min(count, FormLearner.COPIES_MAX);
        out().printf("%s: learned from %d of %d copies.%n", to, shown - learned.leftOut().size(), count);
        learned.leftOut().forEach(copy -> spec.commandLine().getErr().printf("Copy %d does not show the form of the first one.%n", copy));
        return Exit.DONE;
    }

    private static void write(Path to, byte[] json) {
        try {
            WholeFiles.write(to, out -> out.write(json));
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
