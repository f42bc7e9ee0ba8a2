package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Consensus;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.consensus.Verdict;
import dev.stitchwork.engine.consensus.Voice;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.jupiter.api.Test;

/**
 * The vote on real keyings of handwritten hospital registers of 1826: cells that at least three volunteers keyed, with
 * the transcription of experts as the truth.
 */
class RegistersTest {
    private static final Rules DAY_FIRST = new Rules(
            Optional.empty(), Optional.empty(), Optional.empty(), List.of(), Optional.of("dd-MM-yyyy"), OptionalInt.empty());

    private record Cell(Field field, String truth, List<String> keyings) {
        String ballot(String text) {
            return Normaliser.ballot(reading(text), field, Locale.UK);
        }
    }

    @Test
    void normalisedKeyingsVoteBetterThanRawOnes() throws IOException {
        List<Cell> cells = cells();
        double raw = share(cells, cell -> plurality(cell, UnaryOperator.identity()).equals(cell.truth()));
        double normalised = share(cells, cell -> plurality(cell, cell::ballot).equals(cell.ballot(cell.truth())));
        System.out.printf("registers: %d cells, plurality %.1f %% raw, %.1f %% normalised%n", cells.size(), raw, normalised);
        assertTrue(normalised >= raw + 3, "Expected at least 3 points more than %.1f but was %.1f.".formatted(raw, normalised));
    }

    @Test
    void twoWhoAgreeAreAlmostAsGoodAsEverybodyAndCheaper() throws IOException {
        List<Cell> cells = cells();
        int bought = 0;
        int settled = 0;
        int right = 0;
        for (Cell cell : cells) {
            List<Voice> voices = new ArrayList<>();
            Verdict verdict = Consensus.of(voices, cell.field(), Locale.UK, VotePolicy.DEFAULT);
            while (verdict instanceof Verdict.Open && voices.size() < cell.keyings().size()) {
                voices.add(new Voice("k" + voices.size(), false, 1, reading(cell.keyings().get(voices.size()))));
                verdict = Consensus.of(voices, cell.field(), Locale.UK, VotePolicy.DEFAULT);
            }
            bought += voices.size();
            if (verdict instanceof Verdict.Agreed agreed) {
                settled++;
                right += cell.ballot(agreed.reading().text()).equals(cell.ballot(cell.truth())) ? 1 : 0;
            }
        }
        double each = bought / (double) cells.size();
        double rightOfSettled = 100.0 * right / settled;
        System.out.printf("registers: until two agree %.2f keyings a cell, %.1f %% settled, %.1f %% of those right%n",
                each, 100.0 * settled / cells.size(), rightOfSettled);
        assertTrue(each <= 2.4, "Expected at most 2.4 keyings a cell but was %.2f.".formatted(each));
        assertTrue(rightOfSettled >= 90, "Expected at least 90 %% right but was %.1f.".formatted(rightOfSettled));
    }

    private static double share(List<Cell> cells, Predicate<Cell> right) {
        return 100.0 * cells.stream().filter(right).count() / cells.size();
    }

    /** The ballot that most gave, the earliest of several. */
    private static String plurality(Cell cell, UnaryOperator<String> ballot) {
        Map<String, Long> votes = cell.keyings().stream()
                .collect(Collectors.groupingBy(ballot, LinkedHashMap::new, Collectors.counting()));
        return votes.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder()))
                .findFirst()
                .orElseThrow()
                .getKey();
    }

    private static List<Cell> cells() throws IOException {
        Path folder = Corpus.folder("crowd/hospital_registers");
        assumeTrue(Files.isDirectory(folder), () -> Corpus.absent(folder));
        Map<String, List<String>> keyings = rows(folder.resolve("answers.csv")).stream()
                .collect(Collectors.groupingBy(
                        row -> row.get("item"), Collectors.mapping(row -> row.get("answer"), Collectors.toList())));
        return rows(folder.resolve("truth.csv")).stream()
                .filter(row -> keyings.get(row.get("item")).size() >= 3)
                .map(row -> new Cell(field(row.get("item")), row.get("truth"), keyings.get(row.get("item"))))
                .toList();
    }

    private static Field field(String item) {
        String column = item.substring(0, item.indexOf('/'));
        FieldKind kind = switch (column) {
            case "admission_number", "age", "days_victualled" -> FieldKind.INTEGER;
            case "date_of_entry", "date_of_discharge" -> FieldKind.DATE;
            case "name" -> FieldKind.PERSON_NAME;
            default -> FieldKind.TEXT;
        };
        return new Field(column, "", 1, new Box(0, 0, 40, 8), kind, false, kind == FieldKind.DATE ? DAY_FIRST : Rules.NONE,
                Sensitivity.NONE, 1, 0, List.of(), MachinePolicy.VOTER);
    }

    private static Reading reading(String text) {
        return text.isBlank() ? Reading.BLANK : Reading.of(text);
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        try (CSVParser parser = CSVParser.parse(
                file, StandardCharsets.UTF_8, CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get())) {
            return parser.getRecords();
        }
    }
}
