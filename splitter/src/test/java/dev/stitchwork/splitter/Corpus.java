package dev.stitchwork.splitter;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** The open test documents, which live beside the repository; tests that need them skip where they are not. */
public final class Corpus {
    private Corpus() {}

    public static Path folder(String name) {
        String set = System.getProperty("stitchwork.corpus", System.getenv("STITCHWORK_CORPUS"));
        Path root = set != null ? Path.of(set) : repository().resolveSibling("shared").resolve("corpus");
        Path folder = root.resolve(name);
        Assumptions.assumeTrue(Files.isDirectory(folder),
                () -> "Skipped: expected the test documents in " + folder + "; set STITCHWORK_CORPUS to their folder.");
        return folder;
    }

    private static Path repository() {
        Path here = Path.of("").toAbsolutePath();
        return Files.exists(here.resolve("engine")) ? here : here.getParent();
    }
}
