package dev.stitchwork.samples.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The verifier shares no code with what it verifies: nothing of ours, nothing of anybody's but the JDK. */
final class IndependenceTest {
    private static final Path SOURCES = Path.of("src/main/java/dev/stitchwork/samples/verify");

    @Test
    void theVerifierNamesNothingButItselfAndTheJdk() throws IOException {
        List<Path> files;
        try (Stream<Path> listed = Files.list(SOURCES)) {
            files = listed.toList();
        }
        assertTrue(files.size() > 10, "Expected the verifier's sources at " + SOURCES.toAbsolutePath());
        for (Path file : files) {
            for (String line : Files.readAllLines(file)) {
                String foreign = line.replace("dev.stitchwork.samples.verify", "");
                assertEquals(false, foreign.contains("dev.stitchwork"), file + ": " + line);
                boolean jdk = !line.startsWith("import ")
                        || line.matches("import (static )?java\\..*|import (static )?dev\\.stitchwork\\.samples\\.verify\\..*");
                assertTrue(jdk, file + ": " + line);
            }
        }
    }
}
