package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The walls of the house: what may be named where, read off the sources themselves. */
class BoundariesTest {
    private static final String PURE = "engine/(form|consensus|exposure)/";

    /** A measurement fills a database past the engine. */
    private static final String SQL_HOME = "(engine/store|samples/bench/(leasing|linking))/";

    private static final List<Wall> WALLS = List.of(
            only(SQL_HOME, "SQL and what speaks it",
                    "java\\.sql\\.|javax\\.sql\\.|org\\.jdbi\\.|org\\.h2\\.|org\\.postgresql\\.|com\\.zaxxer\\.|org\\.flywaydb\\.|com\\.github\\.kagkarlsson\\."),
            only("(splitter|samples)/", "pixels and OCR",
                    "java\\.awt\\.|javax\\.imageio\\.|org\\.apache\\.commons\\.imaging\\.|com\\.twelvemonkeys\\.|net\\.sourceforge\\.(tess4j|lept4j)\\.|com\\.sun\\.jna\\."),
            only("(splitter|stitcher|samples)/", "PDF", "org\\.apache\\.(pdfbox|fontbox)\\."),
            only("ui/", "Javalin", "io\\.javalin\\."),
            only(SQL_HOME, "SQL",
                    "(?i)\"\\s*(?:select\\s[^;]{1,400}?\\sfrom|insert\\s+into|update\\s+\\w+\\s+set|delete\\s+from|merge\\s+into|create\\s+table)\\s"),
            only("ui/", "HTTP server", "jakarta\\.servlet\\.|org\\.eclipse\\.jetty\\.|com\\.sun\\.net\\.httpserver\\."),
            never("ui/WorkRoutes", "other door than the worker's", "\\b(?:BatchDesk|Office|Engine|engine\\.(?:Batch|Scan|Shred|Transcript)\\w*|engine\\.form\\.(?!FieldKind\\b)\\w+)\\b"),
            never("engine/", "another module of the house", "dev\\.stitchwork\\.(splitter|stitcher|ui|samples)\\b"),
            never("splitter/", "another module than the engine", "dev\\.stitchwork\\.(stitcher|ui|samples)\\b"),
            never("stitcher/", "another module than the engine", "dev\\.stitchwork\\.(splitter|ui|samples)\\b"),
            never("ui/", "the samples", "dev\\.stitchwork\\.samples\\b"),
            never(PURE, "the time of day", "java\\.time\\.Clock|(Instant|LocalDate|LocalDateTime|ZonedDateTime)\\.now\\(|System\\.(currentTimeMillis|nanoTime)"),
            never(PURE, "luck", "java\\.util\\.(random\\.(?!RandomGenerator;)|Random\\b|SplittableRandom)|RandomGenerator\\.(of|getDefault)|SecureRandom|ThreadLocalRandom|Math\\.random"),
            never(PURE, "files and the network", "java\\.nio\\.file\\.|java\\.io\\.File\\b|java\\.net\\.(Socket|http|URL\\b)|java\\.nio\\.channels\\."));

    @Test
    void everyWallStands() {
        List<Path> sources = sources();
        assertTrue(sources.size() > 100, () -> "sources found: " + sources.size());
        List<String> breaches = sources.stream().flatMap(source -> breaches(path(source), text(source)).stream()).toList();
        assertEquals(List.of(), breaches);
    }

    @Test
    void aHoleInAWallIsNamed() {
        assertEquals(
                List.of("Expected no SQL and what speaks it outside (engine/store|samples/bench/(leasing|linking))/ but engine/WorkDesk.java names 'org.jdbi.'."),
                breaches("engine/WorkDesk.java", "import org.jdbi.v3.core.Handle;"));
        assertEquals(
                List.of("Expected no luck in engine/(form|consensus|exposure)/ but engine/consensus/Consensus.java names 'Math.random'."),
                breaches("engine/consensus/Consensus.java", "double d = Math.random();"));
        assertEquals(
                List.of("Expected no SQL outside (engine/store|samples/bench/(leasing|linking))/ but engine/WorkDesk.java names '\"select kept\n from '."),
                breaches("engine/WorkDesk.java", "String sql = \"\"\"select kept\n from task\"\"\";"));
        assertEquals(
                List.of("Expected no other door than the worker's in ui/WorkRoutes but ui/WorkRoutes.java names 'engine.form.Field'."),
                breaches("ui/WorkRoutes.java", "import dev.stitchwork.engine.form.Field;"));
        assertEquals(List.of(), breaches("ui/WorkRoutes.java", "import dev.stitchwork.engine.form.FieldKind;"));
        assertEquals(List.of(), breaches("engine/store/Leases.java", "import org.jdbi.v3.core.Handle;"));
        assertEquals(List.of(), breaches("engine/WorkDesk.java", "/** No org.jdbi.v3.core.Handle here. */\n// nor java.sql.Connection"));
    }

    /** @param home where it may (or may not) be named, as the beginning of a path below {@code dev/stitchwork} */
    private record Wall(String home, boolean inside, String what, Pattern named) {
        String sentence(String file, String name) {
            return "Expected no %s %s %s but %s names '%s'.".formatted(what, inside ? "in" : "outside", home, file, name);
        }
    }

    private static Wall only(String home, String what, String named) {
        return new Wall(home, false, what, Pattern.compile(named));
    }

    private static Wall never(String home, String what, String named) {
        return new Wall(home, true, what, Pattern.compile(named));
    }

    private static List<String> breaches(String file, String source) {
        String code = source.replaceAll("(?s)/\\*.*?\\*/", "").replaceAll("//[^\\n]*", "");
        List<String> breaches = new ArrayList<>();
        for (Wall wall : WALLS) {
            Matcher name = wall.named().matcher(code);
            if (Pattern.compile(wall.home()).matcher(file).lookingAt() == wall.inside() && name.find()) {
                breaches.add(wall.sentence(file, name.group()));
            }
        }
        return breaches;
    }

    private static List<Path> sources() {
        try (Stream<Path> files = Files.find(Corpus.repository(), 20,
                (path, about) -> path.toString().endsWith(".java") && path.toString().contains("/src/main/java/dev/stitchwork/"))) {
            return files.toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Below {@code dev/stitchwork}, where the first folder is the module. */
    private static String path(Path source) {
        String all = source.toString();
        return all.substring(all.lastIndexOf("/dev/stitchwork/") + "/dev/stitchwork/".length());
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
