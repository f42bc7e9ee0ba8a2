package dev.stitchwork.splitter.cutting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * A comb of eight cells, 5 mm wide, cut into four parts of two cells each.
 *
 * <pre>
 *   ┌───┬───┬───┬───┬───┬───┬───┬───┐
 *   │ 1 │ 2 │ 3 │ 4 │ 5 │ 6 │ 7 │ 8 │
 *   └───┴───┴───┴───┴───┴───┴───┴───┘
 *   part 1  │   2   │   3   │   4
 * </pre>
 */
class TeethTest {
    private static final double WIDE = 60;
    private static final double HIGH = 24;
    private static final int CELLS = 8;
    private static final Field COMB = new Field("account", "", 1, new Box(10, 8, 40, 7), FieldKind.CODE, false, Rules.NONE,
            Sensitivity.NONE, 4, CELLS, List.of(), MachinePolicy.VOTER);
    private static final int HEIGHT = 50;

    private final Span box = Sheet.span(COMB.box());
    private final double cell = box.width() / (double) CELLS;
    private final Gray blank = Gray.white((int) Math.round(WIDE * Sheet.PX_PER_MM), (int) Math.round(HIGH * Sheet.PX_PER_MM));
    private final Gray page;

    TeethTest() {
        for (int i = 0; i <= CELLS; i++) {
            int x = box.left() + (int) Math.round(i * cell);
            black(blank, new Span(x - 1, box.top() - 1, x + 2, box.bottom() + 2));
        }
        black(blank, new Span(box.left(), box.top() - 1, box.right(), box.top() + 2));
        black(blank, new Span(box.left(), box.bottom() - 1, box.right(), box.bottom() + 2));
        page = blank.crop(new Span(0, 0, blank.width(), blank.height()));
    }

    @Test
    void eachPartShowsTheCharactersOfItsCells() {
        for (int i = 0; i < CELLS; i++) {
            character(i, 0, 5 + 2 * i);
        }

        List<Cut> cuts = cuts();

        for (int part = 0; part < 4; part++) {
            int expected = (5 + 4 * part + 5 + 4 * part + 2) * HEIGHT;
            assertEquals(expected, cuts.get(part).ink(), "part " + (part + 1));
            assertEquals(2, strokes(cuts.get(part)), "part " + (part + 1));
        }
    }

    @Test
    void aCharacterThatLeansOverAToothIsWhollyInThePartOfItsCell() {
        lean(1, 12);
        character(2, 14, 7);

        List<Cut> cuts = cuts();

        assertEquals(1, strokes(cuts.get(0)), "all of the leaning one and nothing of the other");
        assertEquals(1, strokes(cuts.get(1)), "nothing of the leaning one");
        assertTrue(cuts.get(0).span().right() > box.left() + 2 * cell, "the part is widened for the character");
        assertEquals(7 * HEIGHT, cuts.get(1).ink());
    }

    @Test
    void aStrokeAcrossTheCombIsCutAtTheTeeth() {
        int middle = (box.top() + box.bottom()) / 2;
        black(page, new Span(box.left() + 20, middle, box.right() - 20, middle + 6));

        List<Cut> cuts = cuts();

        cuts.forEach(cut -> assertEquals(1, strokes(cut)));
        assertEquals(box.left() + (int) Math.round(4 * cell), cuts.get(1).span().right());
        assertEquals(cuts.get(1).span().right(), cuts.get(2).span().left());
    }

    @Test
    void allInkIsInExactlyOnePart() {
        lean(1, 12);
        lean(3, 9);
        character(6, 0, 9);

        InkMap ink = ink();

        assertEquals(ink.pieces(COMB).stream().mapToInt(piece -> ink.ink(COMB, piece)).sum(),
                new Cutter(ink).cut(COMB).stream().mapToInt(Cut::ink).sum());
    }

    private List<Cut> cuts() {
        return new Cutter(ink()).cut(COMB);
    }

    private InkMap ink() {
        return new InkMap(page, Sheet.printed(WIDE, HIGH, blank), 1, List.of(COMB));
    }

    /** A stroke in the middle of a cell, or beside it. */
    private void character(int number, int beside, int thick) {
        int x = box.left() + (int) Math.round((number + 0.5) * cell) + beside;
        int top = (box.top() + box.bottom() - HEIGHT) / 2;
        black(page, new Span(x - thick / 2, top, x - thick / 2 + thick, top + HEIGHT));
    }

    /** A stroke that begins in the middle of a cell and ends beyond its right edge. */
    private void lean(int number, int beyond) {
        int from = box.left() + (int) Math.round((number + 0.5) * cell);
        int to = box.left() + (int) Math.round((number + 1) * cell) + beyond;
        int top = (box.top() + box.bottom() - HEIGHT) / 2;
        for (int y = 0; y < HEIGHT; y++) {
            int x = from + (to - from) * y / HEIGHT;
            black(page, new Span(x, top + y, x + 7, top + y + 1));
        }
    }

    /** How many separate strokes a picture shows, counted along a few rows: the most of any. */
    private static int strokes(Cut cut) {
        int most = 0;
        for (int y = 0; y < cut.picture().height(); y++) {
            int strokes = 0;
            boolean before = false;
            for (int x = 0; x < cut.picture().width(); x++) {
                boolean dark = cut.picture().at(x, y) < 110;
                strokes += dark && !before ? 1 : 0;
                before = dark;
            }
            most = Math.max(most, strokes);
        }
        return most;
    }

    private static void black(Gray picture, Span span) {
        for (int y = span.top(); y < span.bottom(); y++) {
            for (int x = span.left(); x < span.right(); x++) {
                picture.set(x, y, 20);
            }
        }
    }
}
