package dev.stitchwork.ui.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WholeFilesTest {
    @TempDir
    private Path folder;

    @Test
    void aFileThatBreaksOffLeavesWhatWasThereBefore() throws Exception {
        Path file = Files.writeString(folder.resolve("records.csv"), "before");
        assertThrows(IOException.class, () -> WholeFiles.write(file, out -> {
            out.write(text("half"));
            out.flush();
            assertEquals("before", Files.readString(file));
            throw new IOException("the disk is full");
        }));
        assertEquals("before", Files.readString(file));
        assertEquals(List.of(file), all());
        WholeFiles.write(file, out -> out.write(text("after")));
        assertEquals("after", Files.readString(file));
        assertEquals(List.of(file), all());
    }

    @Test
    void aLinkIsFollowedAndStaysOne() throws Exception {
        Path file = Files.writeString(Files.createDirectory(folder.resolve("elsewhere")).resolve("records.csv"), "before");
        Path link = Files.createSymbolicLink(folder.resolve("link.csv"), file);
        WholeFiles.write(link, out -> out.write(text("after")));
        assertTrue(Files.isSymbolicLink(link));
        assertEquals("after", Files.readString(file));
    }

    @Test
    void whatIsNoFileIsWrittenToAsItIs() throws Exception {
        Path pipe = folder.resolve("pipe");
        assertEquals(0, new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor());
        Process reader = new ProcessBuilder("cat", pipe.toString()).start();
        WholeFiles.write(pipe, out -> out.write(text("through")));
        assertEquals("through", new String(reader.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        assertEquals(List.of(pipe), all());
    }

    @Test
    void anErrorNamesTheFileAndNotWhereItIsMade() throws Exception {
        Path taken = Files.createDirectory(folder.resolve("records.csv"));
        try (WholeFiles files = WholeFiles.in(folder)) {
            assertEquals(taken + ": Is a directory",
                    assertThrows(FileSystemException.class, () -> files.put(taken, text("after"))).getMessage());
        }
        Path nowhere = folder.resolve("nowhere/records.csv");
        assertEquals(nowhere.getParent().toString(),
                assertThrows(FileSystemException.class, () -> WholeFiles.write(nowhere, out -> {})).getMessage());
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<Path> all() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList();
        }
    }
}
