package dev.stitchwork.splitter.freepage;

import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.splitter.cutting.Canvas;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.PageReader;
import dev.stitchwork.splitter.reading.ReadLine;
import dev.stitchwork.splitter.reading.ReadWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * A page laid out in lines and words and read: once for all of it, and once more drawn smaller, to see which words are
 * read the same again.
 *
 * @param lines in the order one reads
 * @param signs of each word of each line
 */
public record ReadPage(UprightPage page, List<TextLine> lines, List<List<WordSigns>> signs) {
    /** The second reading's letters are this much of the first's. */
    private static final double SMALLER = 0.75;

    public ReadPage {
        lines = List.copyOf(lines);
        signs = List.copyOf(signs);
    }

    /**
     * @throws IOException with one sentence where no machine reads here
     */
    public static ReadPage of(Gray scan, PageReader reader, Layout.FreeText layout, Locale locale) throws IOException {
        UprightPage page = UprightPage.of(scan, reader);
        Gray picture = page.picture();
        List<TextLine> lines = reader.page(picture, UprightPage.DPI, layout.languages(), locale).stream().map(TextLine::of).toList();
        Gray small = Canvas.scaled(picture, SMALLER);
        double wider = picture.width() / (double) small.width();
        List<ReadWord> second = reader.page(small, (int) Math.round(UprightPage.DPI * SMALLER), layout.languages(), locale).stream()
                .map(ReadLine::words)
                .flatMap(List::stream)
                .map(word -> grown(word, wider))
                .toList();
        return new ReadPage(page, lines, WordSigns.of(lines, second));
    }

    /** Every line cut along its outline and as high as its page has it. */
    public List<Gray> cutLines() {
        LineCutter cutter = new LineCutter(page.picture(), new LineMap(page.picture(), lines), lines);
        return IntStream.range(0, lines.size()).mapToObj(line -> cutter.line(line).picture()).toList();
    }

    /** The page with its lines found by their ink; nothing is read. */
    static ReadPage unread(Gray scan, PageReader reader) throws IOException {
        UprightPage page = UprightPage.of(scan, reader);
        List<TextLine> lines = new LineFinder(LineMap.letters(page.picture())).lines();
        return new ReadPage(page, lines, lines.stream().map(line -> List.<WordSigns>of()).toList());
    }

    /** The page with lines that were not read put in where they stand. */
    ReadPage with(List<TextLine> unread) {
        List<TextLine> all = new ArrayList<>(lines);
        List<List<WordSigns>> allSigns = new ArrayList<>(signs);
        for (TextLine line : unread) {
            int at = 0;
            while (at < all.size() && !(all.get(at).box().top() > line.box().top() && all.get(at).box().left() < line.box().right()
                    && line.box().left() < all.get(at).box().right())) {
                at++;
            }
            all.add(at, line);
            allSigns.add(at, List.of());
        }
        return new ReadPage(page, all, allSigns);
    }

    /** Number of the block of text that a line stands in, from 1; a line that was not read is of the block before it. */
    int block(int line) {
        int blocks = 1;
        int column = 0;
        for (int i = 0; i <= line; i++) {
            int own = lines.get(i).read().column();
            blocks += own != 0 && column != 0 && own != column ? 1 : 0;
            column = own == 0 ? column : own;
        }
        return blocks;
    }

    private static ReadWord grown(ReadWord word, double by) {
        Span box = word.box();
        Span grown = new Span((int) Math.round(box.left() * by), (int) Math.round(box.top() * by),
                (int) Math.round(box.right() * by), (int) Math.round(box.bottom() * by));
        return new ReadWord(word.text(), grown, word.confidence(), word.leastConfidence(), word.known());
    }
}
