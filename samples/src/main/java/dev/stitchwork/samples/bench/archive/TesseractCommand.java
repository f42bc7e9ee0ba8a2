package dev.stitchwork.samples.bench.archive;

import dev.stitchwork.splitter.raster.Span;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The peer: the {@code tesseract} command on the same file, its words and its own confidence. */
final class TesseractCommand {
    private static final int COLUMNS = 12;
    private static final String WORD = "5";

    private TesseractCommand() {}

    /** @return empty where the command is not there or cannot read the file */
    static Optional<List<SeenLine>> read(Path file, List<String> languages) throws IOException {
        ProcessBuilder builder = new ProcessBuilder("tesseract", file.toString(), "stdout", "-l", String.join("+", languages), "tsv")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("OMP_THREAD_LIMIT", "1");
        String table;
        try {
            Process process = builder.start();
            table = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                return Optional.empty();
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (IOException absent) {
            return Optional.empty();
        }
        Map<String, SeenLine> lines = new LinkedHashMap<>();
        for (String row : table.split("\n")) {
            String[] cells = row.split("\t", COLUMNS);
            if (cells.length == COLUMNS && cells[0].equals(WORD) && !cells[11].isBlank()) {
                add(lines, cells);
            }
        }
        return Optional.of(List.copyOf(lines.values()));
    }

    private static void add(Map<String, SeenLine> lines, String[] cells) {
        int left = Integer.parseInt(cells[6]);
        int top = Integer.parseInt(cells[7]);
        Span box = new Span(left, top, left + Integer.parseInt(cells[8]), top + Integer.parseInt(cells[9]));
        SeenLine.SeenWord word = new SeenLine.SeenWord(cells[11].strip(), Double.parseDouble(cells[10]) / 100);
        lines.merge(String.join("-", cells[1], cells[2], cells[3], cells[4]), new SeenLine(box, List.of(word)), (line, more) -> {
            List<SeenLine.SeenWord> words = new ArrayList<>(line.words());
            words.add(word);
            return new SeenLine(line.box().union(box), words);
        });
    }
}
