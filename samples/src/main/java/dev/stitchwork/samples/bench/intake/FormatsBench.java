package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.PageFacts;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.ui.cli.Columns;
import dev.stitchwork.ui.cli.Exit;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.imageio.ImageIO;
import picocli.CommandLine;

/** Every kind of file: pages, sizes and pixels against what is known and what poppler and ImageMagick make of it. */
@CommandLine.Command(
        name = "formats",
        description = "Decodes the corpus 'formats' and compares pages, sizes and pixels with poppler and ImageMagick.",
        mixinStandardHelpOptions = true)
public final class FormatsBench implements Bench {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    @CommandLine.Option(names = "--all", description = "a line for each file, not only for those that are not right")
    private boolean all;

    @CommandLine.Option(names = "--pictures", paramLabel = "DIR",
            description = "writes a picture for each file there: our first page left, the other program's right")
    private Path pictures;

    private static final int SIDE_MIN = 256;

    private final Intake intake = new Intake(IntakeLimits.DEFAULT);

    /** What became of one file. */
    private record Outcome(boolean opened, boolean count, boolean size, boolean pixels, String said) {
        String verdict(FormatCase file) {
            if (!opened) {
                return file.mustDecode() ? "WRONG" : "refused";
            }
            return count && size ? pixels ? "right" : "differs" : "WRONG";
        }
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        boolean withPeers = Peer.isInstalled();
        if (!withPeers) {
            out.println("Pixels are not compared: expected pdftoppm (poppler-utils) and convert (imagemagick) but one is not there.");
        }
        Map<String, int[]> table = new TreeMap<>();
        boolean allRight = true;
        List<String> lines = new ArrayList<>();
        for (FormatCase file : FormatCase.all(corpus.set("formats"))) {
            Outcome outcome = outcome(file, withPeers);
            int[] row = table.computeIfAbsent(file.format() + (file.mustDecode() ? "" : ", rare or locked"), key -> new int[6]);
            row[0]++;
            row[1] += outcome.opened() ? 1 : 0;
            row[2] += outcome.count() ? 1 : 0;
            row[3] += outcome.size() ? 1 : 0;
            row[4] += outcome.pixels() ? 1 : 0;
            row[5] += outcome.opened() ? 0 : 1;
            String verdict = outcome.verdict(file);
            allRight &= !verdict.equals("WRONG");
            if (all || !verdict.equals("right")) {
                lines.add("%-8s %s: %s".formatted(verdict, file.name(), outcome.said()));
            }
        }
        Columns columns = new Columns("FORMAT", "FILES", "DECODED", "PAGES RIGHT", "SIZE RIGHT", "PIXELS RIGHT", "REFUSED");
        table.forEach((format, row) -> columns.add(format, row[0], row[1], row[2], row[3], row[4], row[5]));
        lines.forEach(out::println);
        out.println(columns);
        return allRight ? Exit.DONE : Exit.REFUSED;
    }

    private Outcome outcome(FormatCase file, boolean withPeers) throws IOException {
        try (Pages pages = intake.open(file.name(), () -> Files.newByteChannel(file.file()), file.password())) {
            PageFacts facts = pages.facts(1);
            boolean count = pages.count() == file.pages();
            boolean size = isSize(facts, file);
            Gray first = pages.page(1).picture();
            for (int page = 2; page <= pages.count(); page++) {
                pages.page(page);
            }
            Optional<Gray> peer = withPeers ? Peer.firstPage(file, dpi(facts, first)) : Optional.empty();
            Optional<Difference> apart = peer.map(other -> Difference.between(first, other));
            boolean sameShape = peer.isEmpty() || file.format().equals("pdf")
                    || peer.get().width() == first.width() && peer.get().height() == first.height();
            show(file, first, peer);
            return new Outcome(true, count, size, sameShape && apart.map(Difference::isRounding).orElse(true),
                    "%d pages, %s x %s %s, orientation %d, %s, decoded %d x %d, %s".formatted(pages.count(), facts.width(),
                            facts.height(), facts.unit(), facts.orientation(), facts.encodings(), first.width(), first.height(),
                            apart.map(Object::toString).orElse("no peer")));
        } catch (RefusedException refused) {
            return new Outcome(false, false, false, false, refused.getMessage());
        }
    }

    /** What the other program draws a PDF at; icons finer than they are, so that where a pixel falls does not count. */
    private static double dpi(PageFacts facts, Gray upright) {
        int finer = Math.max(1, SIDE_MIN / upright.width());
        return finer * 72.0 * upright.width() / (facts.degrees() % 180 == 0 ? facts.width() : facts.height());
    }

    /** Ours and the peer's side by side. */
    private void show(FormatCase file, Gray ours, Optional<Gray> peer) throws IOException {
        if (pictures == null) {
            return;
        }
        Gray other = peer.orElse(Gray.white(1, 1));
        BufferedImage sheet = new BufferedImage(1_010, 500, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D graphics = sheet.createGraphics();
        graphics.setColor(Color.GRAY);
        graphics.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
        graphics.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        place(graphics, ours, 0);
        place(graphics, other, 510);
        graphics.dispose();
        ImageIO.write(sheet, "png", Files.createDirectories(pictures).resolve(file.name() + ".png").toFile());
    }

    private static void place(Graphics2D graphics, Gray picture, int left) {
        Gray small = picture;
        while (small.width() > 1_000 || small.height() > 1_000) {
            small = small.halved();
        }
        double scale = 500.0 / Math.max(small.width(), small.height());
        BufferedImage image = new BufferedImage(small.width(), small.height(), BufferedImage.TYPE_BYTE_GRAY);
        image.getRaster().setDataElements(0, 0, small.width(), small.height(), small.pixels());
        graphics.drawImage(image, left, 0, (int) (small.width() * scale), (int) (small.height() * scale), null);
    }

    /** Sizes in points are printed with rounding by the one who made the manifest. */
    private static boolean isSize(PageFacts facts, FormatCase file) {
        double rounding = facts.unit() == PageFacts.Unit.POINTS ? 0.01 : 0;
        return file.width() == 0
                || Math.abs(facts.width() - file.width()) <= rounding && Math.abs(facts.height() - file.height()) <= rounding;
    }
}
