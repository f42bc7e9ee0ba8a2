package dev.stitchwork.samples.bench.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A second opinion: the program {@code exiftool} on a folder of fragments, where it is installed. */
final class ExifTool {
    /** What it says of any picture: of the file as such, and what a header of PNG holds. */
    private static final Set<String> OF_ANY_PICTURE = Set.of("ImageWidth", "ImageHeight", "BitDepth", "ColorType", "Compression",
            "Filter", "Interlace", "ImageSize", "Megapixels");
    private static final Set<String> OF_THE_FILE = Set.of("System", "File");

    private final Canaries canaries;

    ExifTool(Canaries canaries) {
        this.canaries = canaries;
    }

    static boolean isInstalled() {
        try {
            return run("exiftool", "-ver").length() > 0;
        } catch (IOException absent) {
            return false;
        }
    }

    /** What it finds in each picture besides the picture, a sentence each. */
    List<String> leaks(Path folder) throws IOException {
        String said = run("exiftool", "-j", "-a", "-u", "-U", "-g1", "-q", "-ext", "png", folder.toString());
        List<String> leaks = new ArrayList<>();
        for (JsonNode file : new ObjectMapper().readTree(said.isEmpty() ? "[]" : said)) {
            String name = Path.of(file.path("SourceFile").asText()).getFileName().toString();
            canaries.in(file.toString()).ifPresent(place -> leaks.add("%s: exiftool finds the word of %s.".formatted(name, place)));
            for (Iterator<Map.Entry<String, JsonNode>> groups = file.fields(); groups.hasNext();) {
                Map.Entry<String, JsonNode> group = groups.next();
                if (group.getValue().isObject() && !OF_THE_FILE.contains(group.getKey())) {
                    group.getValue().fieldNames().forEachRemaining(tag -> {
                        if (!OF_ANY_PICTURE.contains(tag) && !tag.equals("ExifToolVersion")) {
                            leaks.add("%s: exiftool finds %s %s.".formatted(name, group.getKey(), tag));
                        }
                    });
                }
            }
        }
        return leaks;
    }

    /** How many of the planted words it sees in a folder of files as they came: what it cannot see, nobody's tool may. */
    int seen(Path folder) throws IOException {
        return canaries.count(run("exiftool", "-j", "-a", "-u", "-U", "-g1", "-ee", "-q", folder.toString()));
    }

    private static String run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            process.waitFor();
        } catch (InterruptedException stopped) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        return said;
    }
}
