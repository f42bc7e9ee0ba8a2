package dev.stitchwork.samples.bench.intake;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * One row of a manifest: a file and what is known of it.
 *
 * @param expect {@code decode}, {@code password}, {@code optional}, {@code refuse} or {@code survive}
 * @param pages its pages, 0 where that is not known
 * @param width of its first page, as stored: points of a PDF, pixels of a picture; 0 where that is not known
 */
record FormatCase(Path file, String format, String features, String expect, Optional<String> password, int pages,
        double width, double height) {
    static List<FormatCase> all(Path set) throws IOException {
        List<FormatCase> cases = new ArrayList<>();
        try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(set.resolve("manifest.csv")),
                CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).get())) {
            for (CSVRecord row : rows) {
                cases.add(new FormatCase(set.resolve(row.get("file")), row.get("format"), row.get("features"),
                        row.get("expect"), Optional.of(row.get("password")).filter(word -> !word.isEmpty()),
                        (int) number(row.get("pages")), number(row.get("width")), number(row.get("height"))));
            }
        }
        return cases;
    }

    private static double number(String cell) {
        return cell.isEmpty() ? 0 : Double.parseDouble(cell);
    }

    /** Whether it must open and give every page. */
    boolean mustDecode() {
        return expect.equals("decode") || expect.equals("password");
    }

    String name() {
        return file.getFileName().toString();
    }
}
