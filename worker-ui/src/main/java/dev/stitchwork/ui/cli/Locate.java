package dev.stitchwork.ui.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stitchwork.splitter.FormLocator;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.child.Children;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.ui.Command;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine;

/** Says where points of a blank form lie in a scan; without a server and without a template. */
@CommandLine.Command(
        name = "locate",
        description = "Says where points of a blank form lie in the stored pixels of a scan.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nWhat is read and written:%n",
        footer = {
            "  POINTS has columns page, x, y: page of the blank from 1, and a place from its top left corner.",
            "  Out come page, x, y, scan_page, scan_x, scan_y, turn, match, error_px: a row a point and a page of the",
            "  scan that shows it. Places are continuous, the corner of the first pixel is 0, 0; scan_x and scan_y count",
            "  pixels as the file stores them, before it is turned as its EXIF or page says; turn is in degrees clockwise,",
            "  after that; match is the share of the form's landmarks found; error_px is what nine points in ten are nearer",
            "  than, at 300 dpi. A point whose page is not in the scan has no place.",
            "",
            "Example:",
            "  stitchwork locate march.pdf --reference blank.pdf --points points.csv"
        })
public final class Locate implements Command {
    /** How places are written. */
    enum Format { CSV, JSON }

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Parameters(paramLabel = "FILE", description = "the scan: PDF, TIFF, PNG or JPEG")
    private Path file;

    @CommandLine.Option(names = "--reference", paramLabel = "BLANK", required = true, description = "the empty form, in any of these")
    private Path blank;

    @CommandLine.Option(names = "--points", paramLabel = "POINTS", required = true, description = "CSV file of the points")
    private Path points;

    @CommandLine.Option(names = "--unit", paramLabel = "px|pt",
            description = "what points are in: pixels of the blank, or 1/72 inch (default: pt for a PDF that is drawn, px for a picture or a scanned PDF)")
    private FormLocator.Unit unit;

    @CommandLine.Option(names = "--format", paramLabel = "csv|json", defaultValue = "csv", description = "csv (default) or json")
    private Format format;

    private record Point(int page, double x, double y) {}

    @Override
    public Integer call() throws JsonProcessingException {
        InputFiles.check(List.of(file, blank, points));
        List<Point> wanted = points();
        List<Map<String, Object>> rows = new ArrayList<>();
        boolean[] placed = new boolean[wanted.size()];
        try (Children children = Children.decoding(ChildLimits.DEFAULT, 1);
                ChildSession session = children.session();
                Pages reference = open(blank, session);
                Pages scan = open(file, session)) {
            FormLocator locator = new FormLocator(reference, Optional.ofNullable(unit));
            for (int number = 1; number <= scan.count(); number++) {
                FormLocator.Shown shown = locator.find(scan, number);
                if (!shown.found()) {
                    spec.commandLine().getErr().printf(Locale.ROOT,
                            "Expected page %d of '%s' to show a page of '%s' but it shows none; the nearest is page %d, with %.0f %% of its landmarks.%n",
                            number, file.getFileName(), blank.getFileName(), shown.page(), 100 * shown.match());
                    continue;
                }
                for (int i = 0; i < wanted.size(); i++) {
                    Point point = wanted.get(i);
                    if (point.page() == shown.page()) {
                        placed[i] = true;
                        FormLocator.Place place = locator.place(shown, point.x(), point.y());
                        rows.add(row(point, number, place.x(), place.y(), shown.turn(), shown.match(), place.errorPx()));
                    }
                }
            }
        } catch (RefusedException refused) {
            throw new CommandFailure(Exit.REFUSED, refused.getMessage());
        }
        boolean any = !rows.isEmpty();
        boolean all = true;
        for (int i = 0; i < placed.length; i++) {
            if (!placed[i]) {
                all = false;
                rows.add(row(wanted.get(i), "", "", "", "", "", ""));
            }
        }
        print(rows);
        return all ? Exit.DONE : any ? Exit.PARTLY : Exit.REFUSED;
    }

    private static Pages open(Path path, ChildSession session) throws RefusedException {
        return session.open(path.getFileName().toString(), () -> Files.newByteChannel(path), Optional.empty());
    }

    private static Map<String, Object> row(Point point, Object... cells) {
        String[] names = {"scan_page", "scan_x", "scan_y", "turn", "match", "error_px"};
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("page", point.page());
        row.put("x", point.x());
        row.put("y", point.y());
        for (int i = 0; i < names.length; i++) {
            row.put(names[i], cells[i] instanceof Double value ? Math.round(value * 1000) / 1000.0 : cells[i].equals("") ? null : cells[i]);
        }
        return row;
    }

    private void print(List<Map<String, Object>> rows) throws JsonProcessingException {
        if (format == Format.JSON) {
            spec.commandLine().getOut().println(new ObjectMapper().writeValueAsString(rows));
            return;
        }
        spec.commandLine().getOut().println("page,x,y,scan_page,scan_x,scan_y,turn,match,error_px");
        rows.forEach(row -> spec.commandLine().getOut().println(
                String.join(",", row.values().stream().map(cell -> cell == null ? "" : cell.toString()).toList())));
    }

    private List<Point> points() {
        List<Point> found = new ArrayList<>();
        CSVFormat csv = CSVFormat.DEFAULT.builder().setHeader().setSkipHeaderRecord(true).setTrim(true)
                .setIgnoreEmptyLines(true).get();
        try (CSVParser parser = CSVParser.parse(points, java.nio.charset.StandardCharsets.UTF_8, csv)) {
            for (CSVRecord record : parser) {
                found.add(new Point(Integer.parseInt(record.get("page")), Double.parseDouble(record.get("x")),
                        Double.parseDouble(record.get("y"))));
            }
        } catch (IOException | IllegalArgumentException | java.io.UncheckedIOException wrong) {
            throw new CommandFailure(Exit.REFUSED, "Expected columns page, x, y of numbers in '%s' but row %d is otherwise."
                    .formatted(points, found.size() + 1));
        }
        return found;
    }
}
