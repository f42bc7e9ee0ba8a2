package dev.stitchwork.samples.bench.marks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Where OMRChecker's template says that the bubbles of a sheet are.
 *
 * @param width and height of its page, in its pixels
 * @param fields each with its bubbles
 * @param joined which fields are written side by side in one column of the expected answers
 */
record BubbleMap(int width, int height, List<Question> fields, Map<String, List<String>> joined) {
    private static final Pattern RANGE = Pattern.compile("(.*?)(\\d+)\\.\\.(\\d+)");
    private static final Map<String, Type> TYPES = new TreeMap<>(Map.of(
            "QTYPE_INT", new Type(IntStream.range(0, 10).mapToObj(String::valueOf).toList(), true),
            "QTYPE_MCQ4", new Type(List.of("A", "B", "C", "D"), false),
            "QTYPE_MCQ5", new Type(List.of("A", "B", "C", "D", "E"), false)));

    private record Type(List<String> values, boolean isVertical) {}

    /** One bubble, in pixels of the template's page. */
    record Bubble(String value, double x, double y, double width, double height) {
        /** The same on a sheet that is drawn larger and has a margin, given in the template's pixels. */
        Bubble drawn(double scale, double marginX, double marginY) {
            return new Bubble(value, (x + marginX) * scale, (y + marginY) * scale, width * scale, height * scale);
        }
    }

    /** @param block those printed together have the same */
    record Question(String name, int block, List<Bubble> bubbles) {}

    static BubbleMap read(Path template) throws IOException {
        JsonNode root = new ObjectMapper().readTree(template.toFile());
        JsonNode size = root.get("bubbleDimensions");
        List<Question> fields = new ArrayList<>();
        int blocks = 0;
        for (JsonNode block : root.get("fieldBlocks")) {
            blocks++;
            List<String> labels = labels(block.get("fieldLabels"));
            Type type = block.has("fieldType") ? TYPES.get(block.get("fieldType").asText())
                    : new Type(labels(block.get("bubbleValues")), "vertical".equals(block.get("direction").asText()));
            for (int i = 0; i < labels.size(); i++) {
                List<Bubble> bubbles = new ArrayList<>();
                for (int j = 0; j < type.values().size(); j++) {
                    double along = j * block.get("bubblesGap").asDouble();
                    double across = i * block.get("labelsGap").asDouble();
                    bubbles.add(new Bubble(type.values().get(j),
                            block.get("origin").get(0).asDouble() + (type.isVertical() ? across : along),
                            block.get("origin").get(1).asDouble() + (type.isVertical() ? along : across),
                            size.get(0).asDouble(), size.get(1).asDouble()));
                }
                fields.add(new Question(labels.get(i), blocks, bubbles));
            }
        }
        Map<String, List<String>> joined = new LinkedHashMap<>();
        root.path("customLabels").fields().forEachRemaining(entry -> joined.put(entry.getKey(), labels(entry.getValue())));
        return new BubbleMap(root.get("pageDimensions").get(0).asInt(), root.get("pageDimensions").get(1).asInt(), fields, joined);
    }

    private static List<String> labels(JsonNode names) {
        List<String> labels = new ArrayList<>();
        for (JsonNode name : names) {
            Matcher range = RANGE.matcher(name.asText());
            if (range.matches()) {
                IntStream.rangeClosed(Integer.parseInt(range.group(2)), Integer.parseInt(range.group(3)))
                        .forEach(number -> labels.add(range.group(1) + number));
            } else {
                labels.add(name.asText());
            }
        }
        return labels;
    }
}
