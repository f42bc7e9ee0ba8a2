package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.ui.Main;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** However {@code split} is ended, in the midst of its work: what it wrote is whole, and nothing else of it stays. */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SplitEndTest {
    /** So many that none is at its end when the first has been looked at, on whatever machine. */
    private static final int FILES = 200;

    @TempDir
    Path folder;

    private final List<String> scans = new ArrayList<>();

    @BeforeEach
    void print() throws IOException {
        Files.createDirectory(folder.resolve("tmp"));
        new FormPrinter(BenefitForm.template(), SampleFormFiles.blankPdf()).print(2, 3, "march", file -> {
            try {
                Path scan = Files.write(folder.resolve(file.name()), file.bytes());
                for (int number = 1; number <= FILES; number++) {
                    scans.add(Files.createLink(folder.resolve("march-%03d.pdf".formatted(100 + number)), scan).toString());
                }
            } catch (IOException full) {
                throw new UncheckedIOException(full);
            }
        });
    }

    @Test
    void whatIsToldToEndLeavesNothingAndWhatIsKilledIsTidiedByTheNext() throws Exception {
        Process killed = amidPages("out");
        killed.destroyForcibly().waitFor();
        assertEquals(2, scratch().size(), "the plant: one among the temporary files, one beside what was written");

        Process interrupted = amidPages("out");
        assertEquals(0, new ProcessBuilder("kill", "-INT", Long.toString(interrupted.pid())).start().waitFor());
        assertEquals(130, interrupted.waitFor());
        assertEquals(List.of(), scratch());

        Process ended = amidPages("other");
        ended.destroy();
        assertEquals(143, ended.waitFor());
        assertEquals(List.of(), scratch());

        for (Path picture : files(".png")) {
            byte[] bytes = Files.readAllBytes(picture);
            byte[] end = Arrays.copyOfRange(bytes, bytes.length - 8, bytes.length - 4);
            assertEquals("IEND", new String(end, StandardCharsets.US_ASCII), picture.toString());
        }
        assertFalse(Files.exists(folder.resolve("other/march-300/split.json")));
    }

    /** Starts the command, and returns when it has written a page and is at the next. */
    private Process amidPages(String out) throws IOException {
        Path page = folder.resolve(out).resolve("march-101/page-1.png");
        Files.deleteIfExists(page);
        Path said = folder.resolve("said");
        // Whoever runs the tests in the background has them ignore Ctrl-C, and what they start with them.
        List<String> command = new ArrayList<>(List.of("env", "--default-signal",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx512m", "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC", "-Djava.awt.headless=true", "-Djava.io.tmpdir=" + folder.resolve("tmp"),
                "-cp", System.getProperty("java.class.path"), Main.class.getName(), "split", "--out", folder.resolve(out).toString(),
                "--template", Corpus.repository().resolve("samples/forms/benefit-application.json").toString()));
        command.addAll(scans);
        Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> Files.exists(page) || !process.isAlive());
        assertTrue(process.isAlive(), () -> "it ended by itself, saying: " + said(said));
        return process;
    }

    private static String said(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unread) {
            throw new UncheckedIOException(unread);
        }
    }

    private List<Path> scratch() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(each -> each.getFileName().toString().startsWith(".stitchwork-")).toList();
        }
    }

    private List<Path> files(String ending) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> found = all.filter(each -> each.toString().endsWith(ending)).toList();
            assertFalse(found.isEmpty());
            return found;
        }
    }
}
