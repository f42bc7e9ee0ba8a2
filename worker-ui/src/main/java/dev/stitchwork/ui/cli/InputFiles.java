package dev.stitchwork.ui.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Files named on the command line, looked at before anything is done with the first of them. */
public final class InputFiles {
    private InputFiles() {}

    public static void check(List<Path> files) {
        for (Path file : files) {
            if (!Files.isRegularFile(file) || !Files.isReadable(file)) {
                throw new CommandFailure(Exit.USAGE, "Expected a readable file but '%s' is %s.".formatted(
                        file, Files.isDirectory(file) ? "a folder" : Files.exists(file) ? "not readable" : "not there"));
            }
        }
    }

    /** What a file with a password holds, without the line's end; empty where no file is named. */
    static Optional<String> secret(Path file) {
        if (file == null) {
            return Optional.empty();
        }
        check(List.of(file));
        try {
            return Optional.of(Files.readString(file).strip());
        } catch (IOException e) {
            throw new CommandFailure(Exit.USAGE, "Expected a readable file of text but '%s' is none.".formatted(file));
        }
    }
}
