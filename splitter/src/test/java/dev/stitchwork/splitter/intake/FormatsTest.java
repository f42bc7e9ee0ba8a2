package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.Corpus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every file of the open corpus: as many pages, and as large, as others say. */
class FormatsTest {
    /** file, sha256, bytes, format, features (quoted where it has commas), expect, password, pages, width, height. */
    private static final Pattern ROW = Pattern.compile(
            "([^,]+),\\w+,\\d+,(\\w+),(?:\"[^\"]*\"|[^,]*),(\\w+),([^,]*),(\\d*),([\\d.]*),([\\d.]*),.*");
    /** Sizes in points are rounded by the one who printed them. */
    private static final double ROUNDING = 0.01;

    private final Intake intake = new Intake(IntakeLimits.DEFAULT);

    @Test
    void everyFileHasThePagesAndTheSizeThatItsManifestSays() throws Exception {
        Path set = Corpus.folder("formats");
        List<String> wrong = new ArrayList<>();
        int files = 0;
        for (String line : Files.readAllLines(set.resolve("manifest.csv"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches() && (row.group(3).equals("decode") || row.group(3).equals("password"))) {
                files++;
                String found = found(set.resolve(row.group(1)), Optional.of(row.group(4)).filter(word -> !word.isEmpty()));
                if (!isNear(found, row)) {
                    wrong.add(row.group(1) + ": " + found);
                }
            }
        }
        assertTrue(files > 100, "files found: " + files);
        assertEquals(List.of(), wrong);
    }

    private static boolean isNear(String found, Matcher row) {
        String[] parts = found.split(" ");
        return parts.length == 3 && parts[0].equals(row.group(5))
                && Math.abs(Double.parseDouble(parts[1]) - Double.parseDouble(row.group(6))) <= ROUNDING
                && Math.abs(Double.parseDouble(parts[2]) - Double.parseDouble(row.group(7))) <= ROUNDING;
    }

    private String found(Path file, Optional<String> password) {
        try (Pages pages = intake.open(file.getFileName().toString(), () -> Files.newByteChannel(file), password)) {
            PageFacts facts = pages.facts(1);
            return "%d %s %s".formatted(pages.count(), facts.width(), facts.height());
        } catch (RefusedException refused) {
            return refused.getMessage();
        }
    }
}
