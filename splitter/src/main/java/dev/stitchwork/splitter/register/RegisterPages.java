package dev.stitchwork.splitter.register;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.splitter.cutting.Canvas;
import dev.stitchwork.splitter.cutting.Cut;
import dev.stitchwork.splitter.cutting.Dropout;
import dev.stitchwork.splitter.freepage.CellLines;
import dev.stitchwork.splitter.freepage.FreePage;
import dev.stitchwork.splitter.freepage.UprightPage;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.LineMachine;
import dev.stitchwork.splitter.reading.PageMachine;
import dev.stitchwork.splitter.reading.PageReader;
import dev.stitchwork.splitter.reading.PrintReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts pages of registers and ledgers: each row of the table with something written in it is a document, each of its cells a
 * piece, or a piece a line where it has several.
 *
 * <p>A piece shows no ink but its own cell's: its neighbours are other fields, and those above and below are other documents.
 * What stands above the table's rows, the printed heading, is in no piece.
 */
public final class RegisterPages {
    /** Ink of this many pixels, a dot of half a millimetre, is still nothing. */
    private static final int NOTHING_MAX = 30;
    /** Where a cell's writing is higher than this it may be several lines. */
    private static final double ONE_LINE_MM = 7;
    private static final double TALL_LETTER_MM_MIN = 2;
    private static final double TALL_LETTER_MM_MAX = 4;
    private static final int EMPTY_SIDE = 40;
    private static final String PARTED = "Writing that touches another cell's was parted at the border.";

    private final PageReader reader;
    private final PrintReader print;

    /**
     * @param reader tells which way up a page lies
     * @param print reads pieces of one line
     */
    public RegisterPages(PageReader reader, PrintReader print) {
        this.reader = reader;
        this.print = print;
    }

    /** The same at a machine. */
    public <M extends PageMachine & LineMachine> RegisterPages on(M machine) {
        return new RegisterPages(reader.on(machine), print.on(machine));
    }

    /**
     * @param template of layout register
     * @param where which page of what, for the sentence of refusal
     */
    public FreePage cut(Gray scan, FormTemplate template, String where) throws RefusedException {
        UprightPage page = UprightPage.table(scan, reader, template.pages().get(0).widthMm());
        Gray picture = page.picture();
        Mask ink = Mask.darker(picture, Dropout.inkThreshold(picture));
        List<Rule> level = RuleTracer.level(picture);
        List<Rule> upright = RuleTracer.upright(picture);
        Gray clean = new RuleDropout(ink, level, upright).clean(picture);
        Mask letters = Mask.darker(clean, Dropout.inkThreshold(picture));
        Table table = Table.find(page, level, upright, letters, template, where);
        CellMap map = new CellMap(clean, letters, table);
        List<List<FreePage.Piece>> documents = new ArrayList<>();
        for (int row = 0; row < table.rowCount(); row++) {
            List<FreePage.Piece> document = new ArrayList<>();
            boolean isEmpty = true;
            for (int column = 0; column < table.columns().size(); column++) {
                int cell = map.cell(row, column);
                boolean blank = map.ink(cell) <= NOTHING_MAX;
                isEmpty &= blank;
                Place place = new Place(template, template.fields().get(column), page, row, cell);
                document.addAll(blank ? List.of(place.blank(table.middle(row, column))) : written(place, map));
            }
            if (!isEmpty) {
                documents.add(document);
            }
        }
        if (documents.isEmpty()) {
            throw new RefusedException("Expected rows with something written in register '%s' on %s but all of its %d rows are empty."
                    .formatted(template.name(), where, table.rowCount()));
        }
        return new FreePage(picture, page.turn(), page.degrees(), documents, map::ownerAt);
    }

    private List<FreePage.Piece> written(Place place, CellMap map) {
        Span span = map.bounds(place.cell);
        Gray picture = map.picture(place.cell);
        Optional<String> flag = map.isParted(place.cell) ? Optional.of(PARTED) : Optional.empty();
        List<CellLines.Line> lines = span.height() > ONE_LINE_MM * Table.MM ? CellLines.of(picture) : List.of();
        if (lines.size() < 2) {
            double tall = Math.max(TALL_LETTER_MM_MIN * Table.MM, Math.min(TALL_LETTER_MM_MAX * Table.MM, span.height()));
            return List.of(place.piece(1, read(place, Canvas.of(picture, span, tall)
                    .cut(span, map.ink(place.cell), new Cut.Hidden(0, map.foreign(place.cell)), flag))));
        }
        List<FreePage.Piece> pieces = new ArrayList<>();
        for (CellLines.Line line : lines) {
            Span at = new Span(span.left() + line.span().left(), span.top() + line.span().top(),
                    span.left() + line.span().right(), span.top() + line.span().bottom());
            Cut cut = Canvas.of(line.picture(), at, line.height()).cut(at, line.ink(), Cut.Hidden.NOTHING, flag);
            pieces.add(place.piece(pieces.size() + 1, read(place, cut)));
        }
        return pieces;
    }

    private ReadCut read(Place place, Cut cut) {
        return new ReadCut(cut, print.read(place.field, cut, place.template.locale()));
    }

    private record ReadCut(Cut cut, Optional<MachineReading> reading) {}

    /** One cell of one page. */
    private record Place(FormTemplate template, Field field, UprightPage page, int row, int cell) {
        FreePage.Piece piece(int line, ReadCut read) {
            return new FreePage.Piece(field, line, read.cut(), read.reading(), page.spot(row + 1, line, read.cut().span()), cell);
        }

        FreePage.Piece blank(double[] middle) {
            int left = Math.max(0, (int) middle[0] - EMPTY_SIDE / 2);
            int top = Math.max(0, (int) middle[1] - EMPTY_SIDE / 2);
            Span span = new Span(left, top, left + EMPTY_SIDE, top + EMPTY_SIDE)
                    .intersect(new Span(0, 0, page.picture().width(), page.picture().height()));
            Span shown = span.isEmpty() ? new Span(0, 0, 1, 1) : span;
            return piece(1, new ReadCut(Cut.blank(shown, EMPTY_SIDE), Optional.of(FreePage.BLANK)));
        }
    }
}
