package dev.stitchwork.stitcher;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.TaskState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every column, property and word of a delivery is in the module's README, and nothing else is. */
class ReadmeTest {
    private static final Pattern ROW = Pattern.compile("^\\| `([^`]+)` \\|", Pattern.MULTILINE);

    @Test
    void everyColumnIsDocumented() throws IOException {
        assertEquals(CsvRecords.LEADING, rows("CSV").filter(name -> name.startsWith("_")).toList());
    }

    @Test
    void everyMarkIsDocumented() throws IOException {
        assertEquals(
                Arrays.stream(Mark.values()).map(Mark::cell).toList(),
                rows("CSV").filter(name -> name.startsWith("[")).toList());
        assertEquals(Arrays.stream(Mark.values()).map(Mark::word).toList(), words("documents[].fields.*.mark"));
    }

    @Test
    void everyBreachIsDocumented() throws IOException {
        assertEquals(Arrays.stream(Breach.values()).map(Breach::word).toList(), rows("Breaches").toList());
    }

    @Test
    void everyPropertyIsDocumented() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        addPaths(new ObjectMapper().readTree(Claims.resource("claim.json")), "", found);
        addPaths(new ObjectMapper().readTree(Claims.resource("letter.json")), "", found);
        assertEquals(new ArrayList<>(found), rows("JSON").toList());
    }

    @Test
    void everyStateAndVerdictIsDocumented() throws IOException {
        assertEquals(words(TaskState.values()), words("documents[].fields.*.state"));
        assertEquals(words(Reading.Verdict.values()), words("documents[].fields.*.parts[].verdict"));
    }

    private static void addPaths(JsonNode node, String path, Set<String> paths) {
        node.forEach(element -> {
            if (node.isArray()) {
                addPaths(element, path + "[]", paths);
            }
        });
        node.fields().forEachRemaining(property -> {
            String name = path.endsWith(".fields") ? "*" : property.getKey();
            String inner = path.isEmpty() ? name : path + "." + name;
            if (!name.equals("*")) {
                paths.add(inner);
            }
            addPaths(property.getValue(), inner, paths);
        });
    }

    private static List<String> words(Enum<?>[] constants) {
        return Stream.of(constants).map(each -> each.name().toLowerCase(Locale.ROOT).replace('_', '-')).toList();
    }

    /** The words in code type that a property's row lists. */
    private static List<String> words(String property) throws IOException {
        String row = section("JSON").lines()
                .filter(line -> line.startsWith("| `" + property + "` |"))
                .findFirst()
                .orElseThrow();
        return Pattern.compile("`([^`]+)`").matcher(row).results().map(word -> word.group(1)).skip(1).toList();
    }

    private static Stream<String> rows(String section) throws IOException {
        return ROW.matcher(section(section)).results().map((MatchResult row) -> row.group(1));
    }

    private static String section(String title) throws IOException {
        String readme = Files.readString(Path.of("README.md"));
        int from = readme.indexOf("\n## " + title + "\n");
        int to = readme.indexOf("\n## ", from + 1);
        return readme.substring(from, to < 0 ? readme.length() : to);
    }
}
