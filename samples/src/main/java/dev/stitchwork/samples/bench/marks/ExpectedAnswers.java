package dev.stitchwork.samples.bench.marks;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * What OMRChecker's own tests expect of a sheet, question by question. A column that joins several questions is taken apart
 * where there is only one way to; where an empty one leaves several, it is left out, and so is a column of which OMRChecker
 * made out nothing ("no") where its boxes lay beside the bubbles.
 */
final class ExpectedAnswers {
    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();

    /** Looked at: the table has the ninth row for a mark in the tenth, and the letter A is printed filled. */
    private static final Set<String> WRONG = Set.of("omr-1.png b6", "sample_roll_01.jpg stu", "sample_roll_02.jpg stu", "sample_roll_03.jpg stu");

    private ExpectedAnswers() {}

    /** @return each question with the bubbles expected in it, "AD" where two are; empty where the table has no such sheet */
    static Map<String, String> of(Path table, String sheet, BubbleMap map) throws IOException {
        try (Reader rows = Files.newBufferedReader(table)) {
            for (CSVRecord row : CSV.parse(rows)) {
                if (row.get("file_id").equals(sheet)) {
                    Map<String, String> answers = of(row, map);
                    answers.keySet().removeIf(question -> WRONG.contains(sheet + " " + question));
                    return answers;
                }
            }
        }
        return Map.of();
    }

    private static Map<String, String> of(CSVRecord row, BubbleMap map) {
        Map<String, BubbleMap.Question> questions = new HashMap<>();
        map.fields().forEach(question -> questions.put(question.name(), question));
        Map<String, String> answers = new LinkedHashMap<>();
        for (String column : row.toMap().keySet()) {
            if (map.joined().containsKey(column)) {
                List<BubbleMap.Question> parts = map.joined().get(column).stream().map(questions::get).toList();
                List<List<String>> ways = new ArrayList<>();
                takeApart(row.get(column), parts, new ArrayList<>(), ways);
                for (int i = 0; ways.size() == 1 && i < parts.size(); i++) {
                    answers.put(parts.get(i).name(), ways.get(0).get(i));
                }
            } else if (questions.containsKey(column)) {
                answers.put(column, row.get(column));
            }
        }
        return answers;
    }

    private static void takeApart(String rest, List<BubbleMap.Question> parts, List<String> taken, List<List<String>> ways) {
        if (taken.size() == parts.size()) {
            if (rest.isEmpty()) {
                ways.add(List.copyOf(taken));
            }
            return;
        }
        BubbleMap.Question part = parts.get(taken.size());
        List<String> tokens = new ArrayList<>(part.bubbles().stream().map(BubbleMap.Bubble::value).toList());
        tokens.add("");
        for (String token : tokens) {
            if (rest.startsWith(token)) {
                List<String> next = new ArrayList<>(taken);
                next.add(token);
                takeApart(rest.substring(token.length()), parts, next, ways);
            }
        }
    }
}
