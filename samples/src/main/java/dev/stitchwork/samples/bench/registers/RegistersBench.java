package dev.stitchwork.samples.bench.registers;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.scan.Ledger;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.ui.cli.Exit;
import java.awt.Rectangle;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/** How many cells of worn ledgers are cut right: their own ink to its last pixels, and no other's beside it. */
@CommandLine.Command(
        name = "registers",
        description = "Cells cut right on pages of an own ledger, turned, curled, with faint, broken and missing rules.",
        mixinStandardHelpOptions = true)
public final class RegistersBench implements Bench {
    private static final double RIGHT_MIN = 0.995;
    /** Ink's edge is not sharp: a cell is cut right where no edge of what is shown is farther than this from its ink's. */
    private static final int EDGE_PX = 8;
    private static final int ROWS = 26;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--pages", paramLabel = "N", defaultValue = "3", description = "of each kind; default: 3")
    private int pages;

    @CommandLine.Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the first page; default: 1")
    private long seed;

    @CommandLine.Option(names = "--keep", paramLabel = "DIR", description = "keep the pages here, to be looked at")
    private Path keep;

    @CommandLine.Option(names = "--corpus", paramLabel = "DIR", defaultValue = "${env:STITCHWORK_CORPUS}",
            description = "folder of the corpus, for pages of an old register (default: the variable STITCHWORK_CORPUS)")
    private Path archive;

    @CommandLine.Option(names = "--only", paramLabel = "KIND", description = "only kinds of ledger whose name has this word")
    private String only;

    private record Measured(int rows, int rowsWanted, int cells, int right, int blanks, int blanksRight, List<String> refusals) {}

    private static Map<String, Ledger.Wear> kinds() {
        Ledger.Wear none = Ledger.Wear.NONE;
        Map<String, Ledger.Wear> kinds = new LinkedHashMap<>();
        kinds.put("as printed", none);
        kinds.put("turned by 3 degrees", none.turned(3));
        kinds.put("turned by -3 degrees", none.turned(-3));
        kinds.put("curled by 25 pixels", none.curled(25).turned(0.7));
        kinds.put("faint rules", none.faint(205).turned(-1.1));
        kinds.put("broken rules, 3 in 10 missing", none.broken(0.3).turned(1.4));
        kinds.put("without outer rules", none.withoutOuterRules().turned(-0.6));
        kinds.put("a rule between rows missing", none.withoutRowRule(7).turned(0.9));
        kinds.put("rows not ruled", none.unruled().turned(-1.7));
        return kinds;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%-32s %12s %18s %18s%n", "ledger", "rows", "cells cut right", "blanks seen blank");
        boolean held = true;
        Path folder = keep == null ? Files.createTempDirectory("stitchwork-registers") : Files.createDirectories(keep);
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
            for (Map.Entry<String, Ledger.Wear> kind : kinds().entrySet()) {
                if (only != null && !kind.getKey().contains(only)) {
                    continue;
                }
                Measured all = measured(splitter, folder, kind.getKey(), kind.getValue());
                double share = all.right / (double) Math.max(1, all.cells);
                held &= share >= RIGHT_MIN && all.rows == all.rowsWanted && all.blanksRight == all.blanks;
                out.printf(Locale.ROOT, "%-32s %5d of %3d %6d of %4d %4.1f%% %8d of %4d%n", kind.getKey(), all.rows, all.rowsWanted,
                        all.right, all.cells, 100 * share, all.blanksRight, all.blanks);
                all.refusals.forEach(sentence -> out.println("  " + sentence));
                out.flush();
            }
            if (archive != null && Files.isDirectory(archive.resolve("archive"))) {
                OldRegister.measure(splitter, archive.resolve("archive"), out);
            }
        } finally {
            if (keep == null) {
                FileUtils.deleteDirectory(folder.toFile());
            }
        }
        out.println(held ? "all bounds held" : "NOT all bounds held");
        return held ? Exit.DONE : Exit.REFUSED;
    }

    private Measured measured(ScanSplitter splitter, Path folder, String name, Ledger.Wear wear) throws IOException {
        int[] sums = new int[6];
        List<String> refusals = new ArrayList<>();
        for (int page = 0; page < pages; page++) {
            Ledger.Page ledger = Ledger.page(seed + page, ROWS, wear);
            Path file = folder.resolve(name.replace(' ', '-').replace(",", "") + "-" + page + ".png");
            ImageIO.write(ledger.picture(), "png", file.toFile());
            FormTemplate template = Ledger.template(wear.rowsRuled());
            RegisterPage cut = RegisterPage.of(splitter, file, template);
            refusals.addAll(cut.refusals());
            count(ledger, cut.rows(), template, sums);
            if (keep == null) {
                Files.delete(file);
            }
        }
        return new Measured(sums[0], sums[1], sums[2], sums[3], sums[4], sums[5], refusals.stream().distinct().toList());
    }

    /** A row that was not found, or two found as one, costs the cells of all rows from there on. */
    private static void count(Ledger.Page ledger, List<List<Shred>> rows, FormTemplate template, int[] sums) {
        int found = 0;
        for (int row = 0; row < ledger.cells().size(); row++) {
            if (ledger.cells().get(row).stream().allMatch(String::isEmpty)) {
                continue;
            }
            sums[1]++;
            Map<String, List<Shred>> cells = found < rows.size()
                    ? rows.get(found).stream().collect(Collectors.groupingBy(Shred::field))
                    : Map.of();
            for (int column = 0; column < template.fields().size(); column++) {
                List<Shred> shown = cells.getOrDefault(template.fields().get(column).name(), List.of());
                Optional<Rectangle> ink = ledger.ink().get(row).get(column);
                boolean blank = shown.stream().allMatch(shred -> shred.machineReadings().stream()
                        .anyMatch(reading -> reading.reading().equals(Reading.BLANK)));
                if (ink.isEmpty()) {
                    sums[4]++;
                    sums[5] += !shown.isEmpty() && blank ? 1 : 0;
                } else {
                    sums[2]++;
                    sums[3] += !shown.isEmpty() && !blank && isSame(ink.get(), shown, ledger.picture()) ? 1 : 0;
                }
            }
            found++;
        }
        sums[0] += rows.size();
    }

    private static boolean isSame(Rectangle ink, List<Shred> shown, BufferedImage page) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = 0;
        double bottom = 0;
        for (Shred shred : shown) {
            Spot spot = shred.spot().orElseThrow();
            left = Math.min(left, spot.x() * page.getWidth());
            top = Math.min(top, spot.y() * page.getHeight());
            right = Math.max(right, (spot.x() + spot.width()) * page.getWidth());
            bottom = Math.max(bottom, (spot.y() + spot.height()) * page.getHeight());
        }
        return Math.abs(left - ink.x) <= EDGE_PX && Math.abs(top - ink.y) <= EDGE_PX
                && Math.abs(right - ink.getMaxX()) <= EDGE_PX && Math.abs(bottom - ink.getMaxY()) <= EDGE_PX;
    }
}
