package dev.stitchwork.ui.cli.reconcile;

import dev.stitchwork.engine.consensus.reconcile.AnswerSet;
import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Exit;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;

/**
 * A CSV file of answers or of true answers: UTF-8, a head line that names the columns, in any order. Columns are parted by
 * commas, or by semicolons or tabs, as spreadsheets write them where the comma is the decimal sign.
 */
final class AnswerFile {
    private static final int ROWS_MAX = 5_000_000;
    private static final int HEAD_CHARACTERS_MAX = 4_000;
    private static final String SEPARATORS = ",;\t";
    private static final Pattern QUOTES = Pattern.compile("line (\\d+)\\) EOF reached|Invalid character .* at line: (\\d+)");
    private static final int CHARACTERS_MAX = 20_000;
    private static final int NONE = -1;
    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private AnswerFile() {}

    /**
     * Answers of a file with the columns worker, item and answer.
     *
     * @param named false where the file has no column of workers
     */
    record Answers(AnswerSet set, boolean named) {}

    static Answers answers(Path file, Consumer<String> warn) {
        AnswerSet set = new AnswerSet();
        Map<String, Integer> numbers = new HashMap<>();
        long[] again = {0};
        long[] nameless = {0};
        boolean named = read(file, List.of(List.of("item"), List.of("answer")), List.of("worker"), row -> {
            boolean somebody = row[2] == null || row[2].isBlank();
            nameless[0] += somebody ? 1 : 0;
            if (!set.add(somebody ? "#" + numbers.merge(row[0], 1, Integer::sum) : row[2], row[0], row[1])) {
                again[0]++;
            }
        });
        if (set.size() == 0) {
            throw new CommandFailure(Exit.REFUSED, "Expected answers in '%s' but it has a head line alone.".formatted(file));
        }
        if (again[0] > 0) {
            warn.accept("%s passed over: the worker had answered the item before.".formatted(
                    again[0] == 1 ? "1 answer was" : "%,d answers were".formatted(again[0])));
        }
        if (named && nameless[0] > 0) {
            warn.accept("%s no worker: they stand under #1, #2 and so on, by their place among an item's answers."
                    .formatted(nameless[0] == 1 ? "1 answer names" : "%,d answers name".formatted(nameless[0])));
        }
        return new Answers(set, named);
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

    /**
     * @param optional columns that may be missing; their cells are null then, behind the others
     * @return whether none is missing
     */
    private static boolean read(Path file, List<List<String>> columns, List<String> optional, Consumer<String[]> row) {
        try (BufferedReader reader = open(file); CSVParser parser = CSVParser.parse(reader, format(separator(reader)))) {
            List<String> heads = parser.getHeaderNames();
            int[] places = IntStream.concat(
                            columns.stream().mapToInt(names -> place(names, heads, file)),
                            optional.stream().mapToInt(name -> find(List.of(name), heads, file)))
                    .toArray();
            for (CSVRecord record : parser) {
                if (record.size() > 1 || heads.size() == 1 || !record.get(0).isBlank()) {
                    row.accept(cells(record, places, heads.size(), file));
                }
            }
            return Arrays.stream(places).noneMatch(place -> place == NONE);
        } catch (CharacterCodingException e) {
            throw new CommandFailure(Exit.REFUSED,
                    "Expected UTF-8 in '%s' but it is in another encoding: save it as CSV in UTF-8.".formatted(file));
        } catch (IOException | UncheckedIOException | IllegalArgumentException | IllegalStateException e) {
            throw new CommandFailure(Exit.REFUSED, unread(file, String.valueOf(e.getMessage())));
        }
    }

    private static String unread(Path file, String why) {
        Matcher quotes = QUOTES.matcher(why);
        return quotes.find()
                ? "Expected quotation marks to enclose whole cells but one in line %s of '%s' does not."
                        .formatted(quotes.group(1) == null ? quotes.group(2) : quotes.group(1), file)
                : "Expected a CSV file with a head line but '%s' cannot be read: %s".formatted(file, why);
    }

    private static CSVFormat format(char separator) {
        return CSVFormat.RFC4180.builder()
                .setDelimiter(separator)
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreEmptyLines(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_ALL)
                .get();
    }

    /** What parts the head line into the most columns; commas where it is one column alone. */
    private static char separator(BufferedReader reader) throws IOException {
        reader.mark(HEAD_CHARACTERS_MAX + 1);
        char[] head = new char[HEAD_CHARACTERS_MAX];
        int size = Math.max(0, reader.read(head));
        reader.reset();
        String line = new String(head, 0, size).lines().filter(text -> !text.isBlank()).findFirst().orElse("")
                .replaceAll("\"[^\"]*\"", "");
        return SEPARATORS.chars()
                .mapToObj(separator -> (char) separator)
                .max(Comparator.<Character>comparingLong(separator -> line.chars().filter(c -> c == separator).count())
                        .thenComparing(separator -> -SEPARATORS.indexOf(separator)))
                .orElseThrow();
    }

    private static BufferedReader open(Path file) throws IOException {
        BufferedReader reader = Files.newBufferedReader(file);
        reader.mark(1);
        if (reader.read() != BYTE_ORDER_MARK) {
            reader.reset();
        }
        return reader;
    }

    private static int place(List<String> names, List<String> heads, Path file) {
        int place = find(names, heads, file);
        if (place != NONE) {
            return place;
        }
        throw new CommandFailure(Exit.REFUSED, "Expected a column named %s in '%s' but its head line is '%s'."
                .formatted(String.join(" or ", names), file, String.join(",", heads)));
    }

    private static int find(List<String> names, List<String> heads, Path file) {
        for (String name : names) {
            int[] places = IntStream.range(0, heads.size())
                    .filter(place -> heads.get(place).strip().toLowerCase(Locale.ROOT).equals(name))
                    .toArray();
            if (places.length > 1) {
                throw new CommandFailure(Exit.REFUSED, "Expected one column named %s in '%s' but its head line has %d."
                        .formatted(name, file, places.length));
            }
            if (places.length == 1) {
                return places[0];
            }
        }
        return NONE;
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
