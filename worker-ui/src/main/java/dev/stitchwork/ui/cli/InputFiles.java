package dev.stitchwork.ui.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Files named on the command line, looked at before anything is done with the first of them. */
final class InputFiles {
    private InputFiles() {}

    static void check(List<Path> files) {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new CommandFailure(Exit.USAGE, "Expected a readable file but '%s' is %s.".formatted(
                        file, Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "not readable" : "not there"));
            }
        }
    }
}
