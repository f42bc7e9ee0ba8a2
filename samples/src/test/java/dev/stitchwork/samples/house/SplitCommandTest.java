package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Exit;
import dev.stitchwork.ui.cli.Split;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class SplitCommandTest {
    private static final int FORMS = 2;

    @TempDir
    Path folder;

    private Path template = Corpus.repository().resolve("samples/forms/benefit-application.json");

    @BeforeEach
    void print() throws IOException {
        new FormPrinter(BenefitForm.template(), SampleFormFiles.blankPdf()).print(FORMS, 3, "march", file -> {
            try {
                Files.write(folder.resolve(file.name()), file.bytes());
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        });
    }

    @Test
    void aFolderShowsEveryFragmentAndWhereTheFormLies() throws Exception {
        Run run = split("march-001.pdf");
        assertEquals(Exit.DONE, run.exit, run.err);
        assertEquals(FORMS, run.out.lines().filter(line -> line.startsWith("march-001.pdf page ")).count(), run.out);
        Path out = folder.resolve("out/march-001");
        JsonNode json = new ObjectMapper().readTree(out.resolve("split.json").toFile());
        Set<String> named = new TreeSet<>();
        for (JsonNode page : json.get("pages")) {
            assertTrue(page.get("errorPx").asDouble() < 2, page.toString());
            assertEquals(4, page.get("corners").size());
            assertTrue(Files.size(out.resolve(page.get("contactSheet").asText())) > 10_000);
            page.get("fragments").forEach(fragment -> named.add(fragment.get("file").asText()));
        }
        FormTemplate template = BenefitForm.template();
        assertEquals(FORMS * template.fields().stream().mapToInt(Field::parts).sum(), named.size());
        try (Stream<Path> written = Files.list(out.resolve("fragments"))) {
            assertEquals(named, written.map(file -> "fragments/" + file.getFileName()).collect(Collectors.toCollection(TreeSet::new)));
        }
    }

    @Test
    void aFileThatIsNoScanIsRefusedInOneSentenceAndTheOthersAreSplit() throws Exception {
        Files.writeString(folder.resolve("note.txt"), "Dear all\n");
        Run run = split("note.txt", "march-001.pdf");
        assertEquals(Exit.PARTLY, run.exit);
        assertEquals("stitchwork: Expected a PDF, TIFF, PNG or JPEG file but scan 'note.txt' holds plain text.\n", run.err);
        assertTrue(Files.exists(folder.resolve("out/march-001/page-1.png")));
    }

    @Test
    void pagesAreToldInTheirOrder() throws Exception {
        Run run = split("march-001.pdf");
        JsonNode json = new ObjectMapper().readTree(folder.resolve("out/march-001/split.json").toFile());
        List<Integer> pages = new ArrayList<>();
        json.get("pages").forEach(page -> pages.add(page.get("page").asInt()));
        assertEquals(List.of(1, 2), pages);
        assertEquals(List.of("1", "2"), run.out.lines().map(line -> line.replaceFirst("march-001.pdf page (\\d+):.*", "$1")).toList());
    }

    @Test
    void aSheetThatCannotBeWrittenEndsTheCommandWithOneSentence() throws Exception {
        Path taken = Files.createDirectories(folder.resolve("out/march-001/page-1.png"));
        Run run = split("march-001.pdf");
        assertEquals(Exit.USAGE, run.exit);
        assertEquals("stitchwork: Expected to write what was cut to '%s' but that failed (%s: Is a directory): free space there or name another folder with --out.\n"
                .formatted(taken.getParent(), taken), run.err);
        assertFalse(Files.exists(folder.resolve("out/march-001/split.json")));
    }

    @Test
    void aFolderThatCannotBeMadeIsToldInOneSentence() throws Exception {
        Path file = Files.writeString(folder.resolve("out"), "a file of that name\n");
        Run run = split("march-001.pdf");
        assertEquals(Exit.USAGE, run.exit);
        assertTrue(run.err.startsWith("stitchwork: Expected to write what was cut to '%s' but that failed (".formatted(file.resolve("march-001"))), run.err);
        assertEquals(1, run.err.lines().count());
    }

    @Test
    void aTemplateThatIsNoneIsRefusedAndNothingBreaks() throws Exception {
        template = Files.writeString(folder.resolve("none.json"), "{}");
        Run run = split("march-001.pdf");
        assertEquals(Exit.REFUSED, run.exit);
        assertTrue(run.err.startsWith("stitchwork: "), run.err);
        assertFalse(run.err.contains("Something broke"), run.err);
    }

    private record Run(int exit, String out, String err) {}

    private Run split(String... files) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = new CommandLine(new Split()).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler((broken, command, parsed) -> {
            err.write("stitchwork: " + broken.getMessage() + "\n");
            return broken instanceof CommandFailure failure ? failure.exitCode() : Exit.BROKEN;
        });
        Stream<String> options = Stream.of("--template", template.toString(), "--out", folder.resolve("out").toString());
        List<String> arguments = Stream.concat(options, Stream.of(files).map(file -> folder.resolve(file).toString())).toList();
        return new Run(line.execute(arguments.toArray(String[]::new)), out.toString(), err.toString());
    }
}
