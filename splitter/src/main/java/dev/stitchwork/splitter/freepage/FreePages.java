package dev.stitchwork.splitter.freepage;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.engine.form.Writing;
import dev.stitchwork.splitter.cutting.Canvas;
import dev.stitchwork.splitter.cutting.Cut;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.PageMachine;
import dev.stitchwork.splitter.reading.PageReader;
import dev.stitchwork.splitter.reading.ReadWord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Cuts pages of running text: print into words, each with what a machine read and how probably that is right, and lines
 * that no machine makes out, as all of handwriting, whole.
 *
 * <p>Every line found is cut, none is left out for being read badly: what is no writing at all a person calls blank.
 */
public final class FreePages {
    private static final String READER = "ocr";
    /** A line whose words are read right less often than this on the mean is cut whole: its words are guesses too. */
    private static final double WORDS_MIN = 0.4;
    private static final int EMPTY_SIDE = 60;

    private final PageReader reader;
    private final WordTrust trust;

    public FreePages(PageReader reader) {
        this.reader = reader;
        this.trust = WordTrust.USUAL;
    }

    /** The same at a machine. */
    public FreePages on(PageMachine machine) {
        return new FreePages(reader.on(machine));
    }

    /**
     * @param template of layout free-text
     * @throws IOException with one sentence where no machine lays pages out here
     */
    public FreePage cut(Gray scan, FormTemplate template) throws IOException {
        Layout.FreeText layout = (Layout.FreeText) template.layout();
        Field field = template.fields().get(0);
        ReadPage read = within(read(scan, layout, template), template.pages().get(0), field.box());
        UprightPage page = read.page();
        LineMap map = new LineMap(page.picture(), read.lines());
        LineCutter cutter = new LineCutter(page.picture(), map, read.lines());
        List<FreePage.Piece> pieces = new ArrayList<>();
        for (int line = 0; line < read.lines().size(); line++) {
            List<ReadWord> words = read.lines().get(line).words();
            List<Double> right = read.signs().get(line).stream().map(trust::probability).toList();
            double mean = right.stream().mapToDouble(p -> p).average().orElse(0);
            if (words.isEmpty() || mean < WORDS_MIN) {
                add(pieces, field, cutter.line(line), line, read, Optional.empty());
                continue;
            }
            for (int word = 0; word < words.size(); word++) {
                add(pieces, field, cutter.word(line, word), line, read, reading(words.get(word), right.get(word)));
            }
        }
        if (pieces.isEmpty()) {
            // A page without a line is a document all the same, and sure to be blank.
            pieces.add(empty(field, page));
        }
        return new FreePage(page.picture(), page.turn(), page.degrees(), List.of(pieces), map::ownerAt);
    }

    private ReadPage read(Gray scan, Layout.FreeText layout, FormTemplate template) throws IOException {
        if (layout.writing() == Writing.HANDWRITING) {
            return ReadPage.unread(scan, reader);
        }
        ReadPage read = ReadPage.of(scan, reader, layout, template.locale());
        LineMap map = new LineMap(read.page().picture(), read.lines());
        return read.with(new LineFinder(map.unclaimed()).lines());
    }

    /** What languages a page is read in, one sentence for the client. */
    public String note(FormTemplate template) throws IOException {
        Layout.FreeText layout = (Layout.FreeText) template.layout();
        return layout.writing() == Writing.HANDWRITING
                ? "Handwriting is not read by machine: people key every line."
                : reader.note(layout.languages(), template.locale());
    }

    private static Optional<MachineReading> reading(ReadWord word, double right) {
        return word.text().length() > Reading.CHARACTERS_MAX
                ? Optional.empty()
                : Optional.of(new MachineReading(READER, Reading.of(word.text()), right));
    }

    private static void add(List<FreePage.Piece> pieces, Field field, LineCutter.Outline outline, int line, ReadPage read,
            Optional<MachineReading> reading) {
        Cut cut = Canvas.of(outline.picture(), outline.span(), read.lines().get(line).height())
                .cut(outline.span(), outline.ink(), new Cut.Hidden(0, outline.foreign()), Optional.empty());
        pieces.add(new FreePage.Piece(field, pieces.size() + 1, cut, reading, read.page().spot(read.block(line), line + 1, outline.span()), line));
    }

    private static FreePage.Piece empty(Field field, UprightPage page) {
        Span span = new Span(0, 0, Math.min(EMPTY_SIDE, page.picture().width()), Math.min(EMPTY_SIDE, page.picture().height()));
        return new FreePage.Piece(field, 1, Cut.blank(span, UprightPage.SMALL_LETTER), Optional.of(FreePage.BLANK), page.spot(1, 1, span), 0);
    }

    /** The lines whose middle lies in the field's box. */
    private static ReadPage within(ReadPage read, TemplatePage sheet, Box box) {
        int[] kept = IntStream.range(0, read.lines().size())
                .filter(line -> {
                    Span at = read.lines().get(line).box();
                    double[] share = read.page().share((at.left() + at.right()) / 2.0, (at.top() + at.bottom()) / 2.0);
                    double x = share[0] * sheet.widthMm();
                    double y = share[1] * sheet.heightMm();
                    return x >= box.x() && x <= box.right() && y >= box.y() && y <= box.bottom();
                })
                .toArray();
        return new ReadPage(read.page(), IntStream.of(kept).mapToObj(read.lines()::get).toList(),
                IntStream.of(kept).mapToObj(read.signs()::get).toList());
    }
}
