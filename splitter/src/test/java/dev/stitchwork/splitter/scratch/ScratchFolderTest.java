package dev.stitchwork.splitter.scratch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However its process ends, nothing of it stays; and nobody takes it from a process that lives. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ScratchFolderTest {
    @TempDir
    private Path parent;

    @Test
    void itIsItsOwnersAndGoesWhenItIsClosed() throws Exception {
        try (ScratchFolder scratch = ScratchFolder.in(parent)) {
            assertEquals("rwx------", PosixFilePermissions.toString(Files.getPosixFilePermissions(scratch.path())));
            Files.writeString(ScratchFolder.ensure(scratch.path().resolve("natives")).resolve("library"), "library");
            assertEquals(1, left().size());
        }
        assertEquals(List.of(), left());
    }

    @Test
    void whatIsGoneIsNotBroughtBack() throws Exception {
        ScratchFolder scratch = ScratchFolder.in(parent);
        scratch.close();
        scratch.close();
        assertThrows(NoSuchFileException.class, () -> ScratchFolder.ensure(scratch.path().resolve("natives")));
        assertEquals(List.of(), left());
    }

    /** A thread goes on making files and folders meanwhile. */
    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "HUP"})
    void itGoesWhenItsProcessIsToldToEnd(String signal) throws Exception {
        Process process = holder();
        signal(process, signal);
        assertTrue(process.waitFor() > 128, "it ends as one that was told to");
        assertEquals(List.of(), left());
    }

    @Test
    void whatAKilledProcessLeftGoesWithTheNextAndWhatALivingOneHasStays() throws Exception {
        Process living = holder();
        List<Path> livings = left();
        Process killed = holder();
        killed.destroyForcibly().waitFor();
        assertEquals(2, left().size(), "the plant: a killed process leaves its folder");
        try (ScratchFolder own = ScratchFolder.in(parent); ScratchFolder second = ScratchFolder.in(parent)) {
            List<Path> expected = new ArrayList<>(livings);
            expected.add(own.path());
            expected.add(second.path());
            expected.sort(Comparator.naturalOrder());
            assertEquals(expected, left());
        }
        assertEquals(livings, left());
        assertTrue(living.isAlive());
        signal(living, "TERM");
        living.waitFor();
        assertEquals(List.of(), left());
    }

    @Test
    void whatIsNoneOfOursStays() throws Exception {
        Path full = Files.createDirectory(parent.resolve(".stitchwork-full"));
        Files.writeString(full.resolve("letter"), "Dear all");
        Path file = Files.writeString(parent.resolve(".stitchwork-file"), "Dear all");
        Path elsewhere = Files.createDirectory(parent.resolve("elsewhere"));
        Files.createFile(elsewhere.resolve("in-use"));
        Path link = Files.createSymbolicLink(parent.resolve(".stitchwork-link"), elsewhere);
        Files.createDirectory(parent.resolve(".stitchwork-empty"));
        ScratchFolder.in(parent).close();
        assertEquals(List.of(file, full, link), left());
        assertTrue(Files.exists(full.resolve("letter")) && Files.exists(elsewhere.resolve("in-use")));
    }

    /** Each opens and closes many at the same time, and finds in each what it put there. */
    @Test
    void processesThatOpenTheirsAtTheSameTimeTakeNoneFromEachOther() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(started(Opener.class));
        }
        for (Process process : processes) {
            assertEquals(0, process.waitFor());
        }
        assertEquals(List.of(), left());
    }

    /** Holds a scratch folder and goes on writing to it. */
    public static final class Holder {
        public static void main(String[] arguments) throws IOException {
            Path scratch = ScratchFolder.in(Path.of(arguments[0])).path();
            Thread writing = new Thread(() -> {
                for (int i = 0; true; i++) {
                    try {
                        Files.writeString(ScratchFolder.ensure(scratch.resolve("folder-" + i % 50)).resolve("file-" + i), "a client's words");
                    } catch (IOException gone) {
                        Thread.onSpinWait();
                    }
                    if (i == 100) {
                        System.out.println("writing");
                    }
                }
            });
            writing.setDaemon(true);
            writing.start();
            while (System.in.read() >= 0) {
                // Waits for its end.
            }
        }
    }

    /** Opens one after the other. */
    public static final class Opener {
        public static void main(String[] arguments) throws IOException {
            for (int i = 0; i < 150; i++) {
                try (ScratchFolder scratch = ScratchFolder.in(Path.of(arguments[0]))) {
                    Path file = Files.writeString(scratch.path().resolve("file"), "a client's words");
                    Thread.yield();
                    Files.delete(file);
                }
            }
        }
    }

    private Process holder() throws IOException {
        Process process = started(Holder.class);
        assertEquals("writing", process.inputReader().readLine());
        return process;
    }

    /** Whoever runs the tests in the background has them ignore Ctrl-C, and what they start with them. */
    private Process started(Class<?> program) throws IOException {
        return new ProcessBuilder("env", "--default-signal", Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx64m",
                "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"), program.getName(), parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
    }

    private static void signal(Process process, String name) throws IOException, InterruptedException {
        assertEquals(0, new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor());
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> all = Files.list(parent)) {
            return all.filter(each -> each.getFileName().toString().startsWith(".stitchwork-")).sorted().toList();
        }
    }
}
