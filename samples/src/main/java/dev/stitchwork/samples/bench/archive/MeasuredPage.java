package dev.stitchwork.samples.bench.archive;

import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.engine.form.Writing;
import dev.stitchwork.samples.bench.archive.SeenLine.SeenWord;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.cutting.Canvas;
import dev.stitchwork.splitter.freepage.ReadPage;
import dev.stitchwork.splitter.freepage.TextLine;
import dev.stitchwork.splitter.freepage.UprightPage;
import dev.stitchwork.splitter.freepage.WordSigns;
import dev.stitchwork.splitter.freepage.WordTrust;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.PageReader;
import dev.stitchwork.splitter.reading.ReadWord;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;

/** One page as it was read whole, by us and by the peer, and line by line as its lines were cut. */
final class MeasuredPage {
    /** Canvases have capitals of this height where eleven-point print at {@link UprightPage#DPI} has others. */
    private static final int CANVAS_DPI = 400;

    private final ArchivePage page;
    private final ReadPage read;
    private final List<Span> boxes = new ArrayList<>();
    private final Optional<Scored> peer;
    private final Scored cut;
    private final Scored shown;
    private final Scored rectangles;

    MeasuredPage(ArchivePage page, PageReader reader, ChildSession session) throws IOException, RefusedException {
        this.page = page;
        Gray scan;
        try (Pages pages = session.open(page.file().getFileName().toString(), () -> Files.newByteChannel(page.file()), Optional.empty())) {
            scan = pages.page(1).picture();
        }
        read = ReadPage.of(scan, reader, new Layout.FreeText(Writing.PRINT, page.languages()), Locale.ENGLISH);
        for (TextLine line : read.lines()) {
            Spot spot = read.page().spot(1, 1, line.box());
            boxes.add(new Span((int) (spot.x() * scan.width()), (int) (spot.y() * scan.height()),
                    (int) ((spot.x() + spot.width()) * scan.width()), (int) ((spot.y() + spot.height()) * scan.height())));
        }
        peer = TesseractCommand.read(page.file(), page.languages()).map(lines -> Scored.of(page, lines));
        List<Gray> cuts = read.cutLines();
        cut = again(reader, cuts::get, UprightPage.DPI);
        shown = again(reader, line -> Canvas.of(cuts.get(line), read.lines().get(line).box(), read.lines().get(line).height()).picture(),
                CANVAS_DPI);
        rectangles = again(reader, line -> read.page().picture().crop(read.lines().get(line).box()), UprightPage.DPI);
    }

    private Scored again(PageReader reader, IntFunction<Gray> picture, int dpi) throws IOException {
        List<SeenLine> lines = new ArrayList<>();
        for (int line = 0; line < boxes.size(); line++) {
            List<SeenWord> words = reader.line(picture.apply(line), dpi, page.languages(), Locale.ENGLISH).stream()
                    .map(word -> new SeenWord(word.text(), word.confidence()))
                    .toList();
            if (!words.isEmpty()) {
                lines.add(new SeenLine(boxes.get(line), words));
            }
        }
        return Scored.of(page, lines);
    }

    ArchivePage page() {
        return page;
    }

    /** The page read whole, each word as sure as it is judged from its signs. */
    Scored whole(Function<WordSigns, Double> trust) {
        List<SeenLine> lines = new ArrayList<>();
        for (int line = 0; line < boxes.size(); line++) {
            List<SeenWord> words = new ArrayList<>();
            for (int word = 0; word < read.signs().get(line).size(); word++) {
                ReadWord seen = read.lines().get(line).words().get(word);
                words.add(new SeenWord(seen.text(), trust.apply(read.signs().get(line).get(word))));
            }
            if (!words.isEmpty()) {
                lines.add(new SeenLine(boxes.get(line), words));
            }
        }
        return Scored.of(page, lines);
    }

    /** As shipped. */
    Scored whole() {
        return whole(WordTrust.USUAL::probability);
    }

    WordSigns signs(Scored.Word word) {
        return read.signs().get(word.line()).get(word.number());
    }

    /** The peer's reading of the file; empty where the peer is not there. */
    Optional<Scored> peer() {
        return peer;
    }

    /** Its lines read again, one by one, as they are cut. */
    Scored cut() {
        return cut;
    }

    /** Its lines read again as people would be shown them. */
    Scored shown() {
        return shown;
    }

    /** Its lines read again out of plain rectangles. */
    Scored rectangles() {
        return rectangles;
    }
}
