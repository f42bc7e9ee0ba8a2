package dev.stitchwork.ui.cli.reconcile;

import dev.stitchwork.engine.consensus.reconcile.AnswerSet;
import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/** A CSV file of answers or of true answers: UTF-8, a head line that names the columns, in any order. */
final class AnswerFile {
    private static final int ROWS_MAX = 5_000_000;
    private static final int CHARACTERS_MAX = 20_000;
    private static final int NONE = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private AnswerFile() {}

    /** Answers of a file with the columns worker, item and answer; without a worker's column every answer is somebody's. */
    static AnswerSet answers(Path file, Consumer<String> warn) {
        AnswerSet set = new AnswerSet();
        Map<String, Integer> numbers = new HashMap<>();
        long[] again = {0};
        read(file, List.of(List.of("item"), List.of("answer")), List.of("worker"), row -> {
            String worker = row[2] == null || row[2].isBlank() ? "#" + numbers.merge(row[0], 1, Integer::sum) : row[2];
            if (!set.add(worker, row[0], row[1])) {
                again[0]++;
            }
        });
        if (set.size() == 0) {
            throw new CommandFailure(Exit.REFUSED, "Expected answers in '%s' but it has a head line alone.".formatted(file));
        }
        if (again[0] > 0) {
            warn.accept("%,d answers were passed over: their worker had answered the item before.".formatted(again[0]));
        }
        return set;
    }

    /** True answers by item, of a file with the columns item and truth (or answer). */
    static Map<String, String> truths(Path file) {
        Map<String, String> truths = new LinkedHashMap<>();
        read(file, List.of(List.of("item"), List.of("truth", "answer", "value")), List.of(), row -> {
            String had = truths.putIfAbsent(row[0], row[1]);
            if (had != null && !had.equals(row[1])) {
                throw new CommandFailure(Exit.REFUSED, "Expected one truth for item '%s' but was '%s' and '%s' in '%s'."
                        .formatted(row[0], had, row[1], file));
            }
        });
        return truths;
    }

    /** @param optional columns that may be missing; their cells are null then, behind the others */
    private static void read(Path file, List<List<String>> columns, List<String> optional, Consumer<String[]> row) {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).setIgnoreEmptyLines(true).get();
        try (Reader reader = open(file); CSVParser parser = CSVParser.parse(reader, format)) {
            List<String> heads = parser.getHeaderNames();
            int[] places = IntStream.concat(
                            columns.stream().mapToInt(names -> place(names, heads, file)),
                            optional.stream().mapToInt(name -> find(List.of(name), heads)))
                    .toArray();
            for (CSVRecord record : parser) {
                row.accept(cells(record, places, heads.size(), file));
            }
        } catch (CharacterCodingException e) {
            throw new CommandFailure(Exit.REFUSED, "Expected UTF-8 in '%s' but it is in another encoding.".formatted(file));
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailure(
                    Exit.REFUSED, "Expected a CSV file with a head line but '%s' cannot be read: %s".formatted(file, e.getMessage()));
        }
    }

    private static Reader open(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static int place(List<String> names, List<String> heads, Path file) {
        int place = find(names, heads);
        if (place != NONE) {
            return place;
        }
        throw new CommandFailure(Exit.REFUSED, "Expected a column named %s in '%s' but its head line is '%s'."
                .formatted(String.join(" or ", names), file, String.join(",", heads)));
    }

    private static int find(List<String> names, List<String> heads) {
        return IntStream.range(0, heads.size())
                .filter(place -> names.contains(heads.get(place).strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(NONE);
    }

    private static String[] cells(CSVRecord record, int[] places, int columns, Path file) {
        if (record.getRecordNumber() > ROWS_MAX) {
            throw new CommandFailure(Exit.REFUSED, "Expected at most %,d rows but '%s' has more.".formatted(ROWS_MAX, file));
        }
        String[] cells = new String[places.length];
        for (int i = 0; i < places.length; i++) {
            if (record.size() != columns) {
                throw new CommandFailure(Exit.REFUSED, "Expected %d columns but was %d in row %,d of '%s'."
                        .formatted(columns, record.size(), record.getRecordNumber() + 1, file));
            }
            cells[i] = places[i] == NONE ? null : record.get(places[i]);
            if (cells[i] != null && cells[i].length() > CHARACTERS_MAX) {
                throw new CommandFailure(Exit.REFUSED, "Expected at most %,d characters in a cell but was %,d in row %,d of '%s'."
                        .formatted(CHARACTERS_MAX, cells[i].length(), record.getRecordNumber() + 1, file));
            }
        }
        return cells;
    }
}
