package dev.stitchwork.samples.bench.archive;

import dev.stitchwork.splitter.raster.Span;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A printed or typed page of the corpus and what stands on it; lines by hand are left out, as are pages of them.
 *
 * @param set the folder it comes from
 * @param languages names of Tesseract's data
 */
record ArchivePage(String set, Path file, List<String> languages, List<TrueLine> lines) {
    private static final Map<String, List<String>> LANGUAGES = Map.of("mul", List.of("eng", "deu", "fra"));
    private static final List<String> FRAKTUR = List.of("frk", "deu");

    /**
     * A line as a person transcribed it.
     *
     * @param box where it stands in the file's picture; none where only the text is known
     */
    record TrueLine(String text, Optional<Span> box) {}

    /** @param archive the corpus's folder of archive pages */
    static List<ArchivePage> all(Path archive) throws IOException {
        Map<String, List<CSVRecord>> lines = rows(archive.resolve("lines.csv")).stream()
                .collect(Collectors.groupingBy(row -> row.get("file")));
        List<ArchivePage> pages = new ArrayList<>();
        for (CSVRecord page : rows(archive.resolve("pages.csv"))) {
            Path file = archive.resolve(page.get("file"));
            List<TrueLine> known = lines.containsKey(page.get("file"))
                    ? lines.get(page.get("file")).stream().filter(ArchivePage::isPrint).map(ArchivePage::line).toList()
                    : plain(file);
            if (!page.get("kind").startsWith("handwritten") && known.size() > 2) {
                String language = page.get("language");
                pages.add(new ArchivePage(file.getParent().getFileName().toString(), file,
                        page.get("kind").contains("Fraktur") ? FRAKTUR : LANGUAGES.getOrDefault(language, List.of(language)), known));
            }
        }
        return pages;
    }

    private static boolean isPrint(CSVRecord line) {
        return !line.get("tag").contains("Handwritten") && !line.get("tag").contains("Signature") && !line.get("text").isBlank();
    }

    private static TrueLine line(CSVRecord line) {
        int x = number(line, "x");
        int y = number(line, "y");
        return new TrueLine(line.get("text"), Optional.of(new Span(x, y, x + number(line, "width"), y + number(line, "height"))));
    }

    private static int number(CSVRecord line, String column) {
        return (int) Double.parseDouble(line.get(column));
    }

    private static List<TrueLine> plain(Path picture) throws IOException {
        Path text = Path.of(picture.toString().replaceFirst("\\.[^.]+$", ".txt"));
        return !Files.exists(text) ? List.of()
                : Files.readAllLines(text).stream()
                        .filter(line -> !line.isBlank())
                        .map(line -> new TrueLine(line, Optional.empty()))
                        .toList();
    }

    private static List<CSVRecord> rows(Path file) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = Files.newBufferedReader(file); var parser = format.parse(reader)) {
            return parser.getRecords();
        }
    }
}
