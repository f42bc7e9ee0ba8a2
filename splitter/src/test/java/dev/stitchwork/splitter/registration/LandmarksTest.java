package dev.stitchwork.splitter.registration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.Corpus;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Measures registration on points that were found in real scans by other means, and holds it to what was reached. */
class LandmarksTest {
    private final Intake intake = new Intake(IntakeLimits.DEFAULT);
    private final Map<Path, List<Registration.Laid>> laid = new HashMap<>();

    @Test
    void aHandFilledQuestionnaireLiesOnItsBlankScanWithinAPixel() throws Exception {
        Path folder = Corpus.folder("forms-quexf");
        List<Double> errors = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.resolve("landmarks.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            int page = Integer.parseInt(cells[1]);
            Registration.Laid on = laid(folder.resolve("template/test_blank.pdf"), folder.resolve(cells[0])).get(page - 1);
            add(errors, on, cells, 2, 1);
        }
        report("forms-quexf", errors, 1, 2.5);
    }

    @Test
    void aScannedAnswerSheetLiesOnItsPdfWithinTwoPixels() throws Exception {
        Path folder = Corpus.folder("reg-formscanner");
        List<Double> errors = new ArrayList<>();
        List<String> lines = Files.readAllLines(folder.resolve("landmarks.csv"));
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            String form = cells[0].substring(0, cells[0].indexOf('/'));
            Registration.Laid on =
                    laid(folder.resolve(form).resolve(form + ".pdf"), folder.resolve(cells[0])).get(0);
            add(errors, on, cells, 1, 300 / 72.0);
        }
        report("reg-formscanner", errors, 2, 3);
    }

    private static void add(List<Double> errors, Registration.Laid on, String[] cells, int at, double scale) {
        double[] point = on.placement().map(
                Double.parseDouble(cells[at]) * scale, Double.parseDouble(cells[at + 1]) * scale);
        double ex = point[0] - Double.parseDouble(cells[at + 2]);
        double ey = point[1] - Double.parseDouble(cells[at + 3]);
        System.out.printf("%s off %.2f %.2f%n", Arrays.toString(cells), ex, ey);
        errors.add(Math.hypot(ex, ey));
    }

    private static void report(String name, List<Double> errors, double median, double most) {
        double[] sorted = errors.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        double half = sorted[sorted.length / 2];
        double nearly = sorted[sorted.length * 95 / 100];
        System.out.printf("%s: %d landmarks, error median %.2f px, 95%% %.2f px, worst %.2f px%n",
                name, sorted.length, half, nearly, sorted[sorted.length - 1]);
        assertTrue(half < median && nearly < most, "median %.2f, 95%% %.2f".formatted(half, nearly));
    }

    private List<Registration.Laid> laid(Path blank, Path scan) throws Exception {
        List<Registration.Laid> known = laid.get(scan);
        if (known == null) {
            known = new ArrayList<>();
            try (Pages references = open(blank); Pages pages = open(scan)) {
                for (int page = 1; page <= pages.count(); page++) {
                    var reference = references.page(page).picture();
                    Sheet sheet = Sheet.printed(reference.width() / Sheet.PX_PER_MM, reference.height() / Sheet.PX_PER_MM,
                            reference);
                    var picture = pages.page(page).picture();
                    long start = System.nanoTime();
                    Registration.Laid on = new Registration(sheet).lay(picture, false).orElseThrow();
                    System.out.printf("%s page %d: turn %d, match %.2f, estimated error %.2f px, %d ms%n", scan.getFileName(),
                            page, on.turn(), on.match(), on.errorPx(), (System.nanoTime() - start) / 1_000_000);
                    known.add(on);
                }
            }
            laid.put(scan, known);
        }
        return known;
    }

    private Pages open(Path file) throws Exception {
        return intake.open(file.getFileName().toString(), () -> Files.newByteChannel(file), Optional.empty());
    }
}
