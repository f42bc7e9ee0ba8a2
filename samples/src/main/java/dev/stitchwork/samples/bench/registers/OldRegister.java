package dev.stitchwork.samples.bench.registers;

import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.splitter.ScanSplitter;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * Pages of a notary's register of 1850, in which a rule drawn by hand below each act parts the rows in one column alone: how many
 * of the lines that others marked on them come out in a piece of their own.
 */
final class OldRegister {
    private static final String SET = "lectaurep-fra";
    /** Below the heading, as a share of the page. */
    private static final double HEADING = 49.5 / 295;
    private static final double WIDE_MIN = 0.7;
    private static final double INK_MIN = 0.45;
    private static final int LINE_PX = 80;
    private static final double HIGH_MAX = 1.6;
    private static final Map<String, double[]> COLUMNS = Map.of("number", new double[] {36.6, 10.3}, "day", new double[] {47.6, 10},
            "brevet", new double[] {58.3, 20.3}, "minute", new double[] {79.3, 19.8}, "names", new double[] {99.9, 76.5},
            "registered", new double[] {177.3, 7.2}, "fee", new double[] {185.5, 14.2});

    private OldRegister() {}

    static void measure(ScanSplitter splitter, Path archive, PrintWriter out) throws IOException {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        Map<String, List<CSVRecord>> lines;
        try (Reader reader = Files.newBufferedReader(archive.resolve("lines.csv")); var parser = format.parse(reader)) {
            lines = parser.getRecords().stream()
                    .filter(line -> line.get("file").startsWith(SET))
                    .collect(Collectors.groupingBy(line -> line.get("file")));
        }
        for (String file : lines.keySet().stream().sorted().toList()) {
            BufferedImage picture = ImageIO.read(archive.resolve(file).toFile());
            RegisterPage page = RegisterPage.of(splitter, archive.resolve(file), template());
            List<Rectangle> pieces = page.rows().stream()
                    .flatMap(List::stream)
                    .map(shred -> box(shred, picture))
                    .toList();
            List<Rectangle> marked = lines.get(file).stream()
                    .map(OldRegister::box)
                    .filter(line -> line.y > HEADING * picture.getHeight())
                    .toList();
            long own = marked.stream().filter(line -> pieces.stream().anyMatch(piece -> isOf(piece, line))).count();
            out.printf(Locale.ROOT, "%-60s %d rows, %d of %d lines in a piece of their own%n",
                    file, page.rows().size(), own, marked.size());
            page.refusals().forEach(sentence -> out.println("  " + sentence));
        }
    }

    private static boolean isOf(Rectangle piece, Rectangle line) {
        double wide = Math.min(piece.getMaxX(), line.getMaxX()) - Math.max(piece.x, line.x);
        // Lines are marked generously: of a number of two digits the box may be twice as wide as its ink.
        return wide >= WIDE_MIN * Math.min(piece.width, line.width) && piece.width >= INK_MIN * line.width && piece.getCenterY() > line.y && piece.getCenterY() < line.getMaxY()
                && piece.height <= HIGH_MAX * Math.max(LINE_PX, line.height);
    }

    private static Rectangle box(Shred shred, BufferedImage page) {
        Spot spot = shred.spot().orElseThrow();
        return new Rectangle((int) (spot.x() * page.getWidth()), (int) (spot.y() * page.getHeight()),
                (int) (spot.width() * page.getWidth()), (int) (spot.height() * page.getHeight()));
    }

    private static Rectangle box(CSVRecord line) {
        return new Rectangle(number(line, "x"), number(line, "y"), number(line, "width"), number(line, "height"));
    }

    private static int number(CSVRecord line, String column) {
        return (int) Double.parseDouble(line.get(column));
    }

    private static FormTemplate template() {
        String fields = COLUMNS.entrySet().stream()
                .sorted((one, other) -> Double.compare(one.getValue()[0], other.getValue()[0]))
                .map(column -> """
                        {"name": "%s", "page": 1, "kind": "text", "box": {"x": %s, "y": 49.5, "width": %s, "height": 231.7}}"""
                        .formatted(column.getKey(), column.getValue()[0], column.getValue()[1]))
                .collect(Collectors.joining(","));
        return TemplateJson.read("""
                {"name": "acts", "title": "Acts", "locale": "fr-FR", "layout": {"kind": "register"},
                 "pages": [{"widthMm": 210, "heightMm": 295}], "fields": [%s]}""".formatted(fields).getBytes(StandardCharsets.UTF_8));
    }
}
