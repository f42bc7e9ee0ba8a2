package dev.stitchwork.samples.house;

import java.nio.file.Files;
import java.nio.file.Path;

/** Real scans from public repositories, which are kept beside this repository and not in it. */
final class Corpus {
    private Corpus() {}

    static Path folder(String name) {
        String set = System.getProperty("STITCHWORK_CORPUS", System.getenv("STITCHWORK_CORPUS"));
        Path root = set != null ? Path.of(set) : repository().resolveSibling("shared").resolve("corpus");
        return root.resolve(name);
    }

    static String absent(Path folder) {
        return "the corpus of real scans is not here: set STITCHWORK_CORPUS to the folder that holds '%s'".formatted(folder.getFileName());
    }

    /** The nearest folder above that holds all modules. */
    static Path repository() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("samples/forms"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
