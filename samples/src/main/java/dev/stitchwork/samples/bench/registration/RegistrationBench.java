package dev.stitchwork.samples.bench.registration;

import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.splitter.FormLocator;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/**
 * How far off registration is on real scans and photographs, in pixels of the scan, and whether its own estimate covers it.
 *
 * <p>Landmarks come with two sets, found by correlation. For the others they are {@link Islands}: each of the blank's is
 * looked for among the scan's within half the way to the blank's nearest other one, and must be as large. Where a set has
 * no blank, another copy of the form stands in for it. Landmarks in a part of the form that was found to be of another
 * revision are left out: there is nothing of theirs on the paper.
 */
@CommandLine.Command(
        name = "registration",
        description = "How far off registration is at landmarks of real scans and photographs.",
        mixinStandardHelpOptions = true)
public final class RegistrationBench implements Bench {
    private static final double ALIKE = 0.35;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    @CommandLine.Option(names = "--only", paramLabel = "TEXT", defaultValue = "", description = "only scans whose path has this in it")
    private String only;

    @CommandLine.Option(names = "--overlays", paramLabel = "DIR", description = "write the blank's outlines on each scan here")
    private Path overlays;

    @CommandLine.Option(names = "--islands", description = "measure at islands of paper and ink too where a table of landmarks came along")
    private boolean again;

    private final Intake intake = new Intake(IntakeLimits.DEFAULT);
    private final Measured scans = new Measured();
    private final Measured photos = new Measured();
    private int registered;
    private int pagesAll;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (overlays != null) {
            Files.createDirectories(overlays);
        }
        out.println("scan                                      kind   points  median    95 %  worst  said  covered  match  ms");
        for (Paper paper : papers()) {
            if (paper.scan().toString().contains(only)) {
                try {
                    measure(paper, out);
                } catch (RefusedException refused) {
                    throw new IOException(refused.getMessage(), refused);
                }
            }
        }
        boolean held = registered == pagesAll && scans.at(0.5) < 0.8 && scans.at(0.95) < 2 && photos.at(0.5) < 1.5
                && photos.at(0.95) < 5;
        out.printf(Locale.ROOT, "registered %d of %d pages%n", registered, pagesAll);
        line(out, "all scans (0.8 and 2)", "scan", scans, "");
        line(out, "all photographs (1.5 and 5)", "photo", photos, "");
        out.println(held ? "all bounds held" : "NOT all bounds held");
        return held ? Exit.DONE : Exit.REFUSED;
    }

    private List<Paper> papers() throws IOException {
        List<Paper> papers = new ArrayList<>();
        Path quexf = corpus.set("forms-quexf");
        for (int i = 1; i <= 3; i++) {
            papers.add(Paper.tabled(quexf, "filled/test_filled_%d.pdf".formatted(i), "template/test_blank.pdf", true));
        }
        Path sheets = corpus.set("reg-formscanner");
        for (int i = 1; i <= 5; i++) {
            papers.add(Paper.tabled(sheets, "Questionnaire/Q0000%d.jpg".formatted(i), "Questionnaire/Questionnaire.pdf", false));
        }
        for (int i = 1; i <= 3; i++) {
            papers.add(Paper.tabled(sheets, "Test/T0000%d.jpg".formatted(i), "Test/Test.pdf", false));
        }
        Path phones = corpus.set("reg-odkscan");
        papers.add(Paper.photo(phones, "example/photos/image_0.jpg", "example/template/form.jpg"));
        papers.add(Paper.photo(phones, "example/photos/image_1.jpg", "example/template/form.jpg"));
        papers.add(Paper.photo(phones, "scanExample/photos/IMG_20130603_165806.jpg", "scanExample/template/form.jpg"));
        Path marks = corpus.set("reg-omrchecker");
        for (int i = 1; i <= 3; i++) {
            papers.add(Paper.scan(marks, "sample6/doc-scans/sample_roll_0%d.jpg".formatted(i), "sample6/reference.png"));
        }
        for (int i = 1; i <= 3; i++) {
            papers.add(Paper.photo(marks, "community_UPSC-mock/scan-angles/angle-%d.jpg".formatted(i), "sample3/colored-thick-sheet/rgb-100-gsm.jpg"));
        }
        papers.add(Paper.photo(marks, "sample3/xeroxed-thin-sheet/grayscale-80-gsm.jpg", "community_UPSC-mock/answer_key.jpg"));
        papers.add(Paper.photo(marks, "sample4/IMG_20201116_150717658.jpg", "sample4/IMG_20201116_143512.jpg"));
        papers.add(Paper.photo(marks, "sample4/IMG_20201116_150750830.jpg", "sample4/IMG_20201116_143512.jpg"));
        papers.add(Paper.photo(marks, "community_DomBrzezinski/photos/omr_survey_2.jpg", "community_DomBrzezinski/photos/omr_survey_1.jpg"));
        papers.add(Paper.photo(marks, "sample5/ScanBatch2/camscanner-2.jpg", "sample5/ScanBatch1/camscanner-1.jpg"));
        papers.add(Paper.photo(marks, "community_Sandeep-1507/omr-2.png", "community_Sandeep-1507/omr-1.png"));
        papers.add(Paper.photo(marks, "community_Sandeep-1507/omr-3.png", "community_Sandeep-1507/omr-1.png"));
        return papers;
    }

    private void measure(Paper paper, PrintWriter out) throws IOException, RefusedException {
        try (Pages blank = open(paper.blank()); Pages scan = open(paper.scan())) {
            FormLocator locator = new FormLocator(blank,
                    Optional.of(paper.pixels() ? FormLocator.Unit.PX : FormLocator.Unit.PT));
            for (int page = 1; page <= scan.count(); page++) {
                long start = System.nanoTime();
                FormLocator.Shown shown = locator.find(scan, page);
                long ms = (System.nanoTime() - start) / 1_000_000;
                Measured measured = new Measured();
                pagesAll++;
                if (shown.found()) {
                    registered++;
                    if (paper.landmarks() != null) {
                        tabled(paper, page, locator, shown, measured);
                    }
                    if (paper.landmarks() == null || again) {
                        islands(blank.page(shown.page()).picture(), scan.page(page).picture(), locator, shown, measured);
                    }
                    if (overlays != null) {
                        Gray under = blank.page(shown.page()).picture();
                        double unit = paper.pixels() ? 1 : 72 / 300.0;
                        Overlay.write(under, scan.page(page).picture(), locator, shown, unit, unit, overlays.resolve(
                                paper.name().replaceAll("[/.]", "-") + "-" + page + ".png"));
                    }
                }
                (paper.photo() ? photos : scans).addAll(measured);
                String name = paper.name().substring(paper.name().lastIndexOf('/') + 1) + (scan.count() > 1 ? " page " + page : "");
                line(out, name, paper.photo() ? "photo" : "scan", measured, "%5.2f  %d%s".formatted(shown.match(), ms,
                        shown.found() ? shown.revision().map(other -> "  other revision: " + other.words()).orElse("") : "  NOT FOUND"));
            }
        }
    }

    private static void line(PrintWriter out, String name, String kind, Measured measured, String rest) {
        out.printf(Locale.ROOT, "%-41s %-6s %6d  %6.2f  %6.2f %6.2f %5.2f  %5.0f %%  %s%n", name, kind, measured.count(),
                measured.at(0.5), measured.at(0.95), measured.at(1), measured.said(), measured.covered() * 100, rest);
        out.flush();
    }

    private static void tabled(Paper paper, int page, FormLocator locator, FormLocator.Shown shown, Measured measured)
            throws IOException {
        List<String> lines = Files.readAllLines(paper.landmarks());
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",");
            int at = paper.pixels() ? 2 : 1;
            if (cells[0].equals(paper.name()) && (!paper.pixels() || Integer.parseInt(cells[1]) == page)) {
                FormLocator.Place place = locator.place(shown, number(cells[at]), number(cells[at + 1]));
                measured.add(Math.hypot(place.x() - number(cells[at + 2]), place.y() - number(cells[at + 3])), place.errorPx() * place.scale());
            }
        }
    }

    private static double number(String cell) {
        return Double.parseDouble(cell);
    }

    private static void islands(Gray blank, Gray scan, FormLocator locator, FormLocator.Shown shown, Measured measured) {
        List<Islands.Island> there = Islands.of(scan);
        List<Islands.Island> here = Islands.of(blank);
        for (Islands.Island island : here) {
            if (locator.isMissing(shown, island.x(), island.y())) {
                continue;
            }
            double apart = here.stream().filter(other -> other != island && other.dark() == island.dark())
                    .mapToDouble(other -> Math.hypot(other.x() - island.x(), other.y() - island.y())).min().orElse(1e9);
            FormLocator.Place place = locator.place(shown, island.x(), island.y());
            FormLocator.Place right = locator.place(shown, island.x() + 10, island.y());
            FormLocator.Place below = locator.place(shown, island.x(), island.y() + 10);
            double growth = Math.abs((right.x() - place.x()) * (below.y() - place.y()) - (right.y() - place.y()) * (below.x() - place.x())) / 100;
            double reach = Math.min(apart / 2, Math.max(12, Math.sqrt(island.area()))) * Math.sqrt(growth);
            Islands.Island nearest = null;
            double least = reach;
            for (Islands.Island other : there) {
                double far = Math.hypot(other.x() - place.x(), other.y() - place.y());
                if (other.dark() == island.dark() && far < least && Math.abs(other.area() / (island.area() * growth) - 1) < ALIKE) {
                    least = far;
                    nearest = other;
                }
            }
            if (nearest != null) {
                measured.add(least, place.errorPx() * place.scale());
            }
        }
    }

    private Pages open(Path path) throws RefusedException {
        return intake.open(path.getFileName().toString(), () -> Files.newByteChannel(path), Optional.empty());
    }
}
