package dev.stitchwork.splitter.cutting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A line to write on, and strokes that come to it. */
class InkMapTest {
    private static final double WIDE = 60;
    private static final double HIGH = 24;
    private static final Field LINE = new Field("name", "", 1, new Box(10, 8, 40, 7), FieldKind.TEXT, false, Rules.NONE,
            Sensitivity.NONE, 1, 0, List.of(), MachinePolicy.VOTER);
    private static final int PEN = 8;
    private static final int RULE = 2;

    private final Span box = Sheet.span(LINE.box());
    private final int rule = box.bottom();
    private final Gray blank = Gray.white((int) Math.round(WIDE * Sheet.PX_PER_MM), (int) Math.round(HIGH * Sheet.PX_PER_MM));
    private final Gray page;

    InkMapTest() {
        black(blank, new Span(box.left(), rule, box.right(), rule + RULE));
        page = blank.crop(new Span(0, 0, blank.width(), blank.height()));
    }

    @Test
    void aStrokeAcrossARuleIsShownWhole() {
        int x = box.left() + 100;
        black(page, new Span(x, rule - 30, x + PEN, rule + RULE + 20));

        Mask shown = shown();

        assertEquals(PEN * (30 + RULE + 20), shown.count());
    }

    @Test
    void ruleThatJoinsTwoStrokesAslantHoldsThemTogetherAndIsNotShown() {
        int x = box.left() + 100;
        int aside = x + PEN + 4;
        black(page, new Span(x, rule - 30, x + PEN, rule));
        black(page, new Span(aside, rule + RULE, aside + PEN, rule + RULE + 20));

        InkMap ink = new InkMap(page, Sheet.printed(WIDE, HIGH, blank), 1, List.of(LINE));

        assertEquals(ink.piece(x, rule - 10), ink.piece(aside, rule + RULE + 10), "both ends are one piece of ink");
        assertTrue(ink.isOwn(LINE, x + PEN + 1, rule), "by a tie");
        assertFalse(ink.isShown(LINE, x + PEN + 1, rule), "which is rule");
        assertEquals(0, shown().count(new Span(0, rule, page.width(), rule + RULE)));
    }

    @Test
    void ruleShutInBetweenStrokesThatRunAlongItIsNotShown() {
        int x = box.left() + 100;
        int wide = 24;
        black(page, new Span(x, rule - PEN, x + wide, rule));
        black(page, new Span(x, rule + RULE, x + wide, rule + RULE + PEN));

        Mask shown = shown();

        assertEquals(0, shown.count(new Span(0, rule, page.width(), rule + RULE)));
        assertEquals(2 * wide * (PEN - 1), shown.count(), "all of the strokes but the row of each that touches the rule");
    }

    @Test
    void aStrokeThatLiesOnARuleIsShownWhole() {
        int x = box.left() + 100;
        black(page, new Span(x, rule - 3, x + 24, rule + RULE + 3));

        assertEquals(24 * (3 + RULE + 3), shown().count());
    }

    @Test
    void aStrokeDownFromOneThatRunsAlongTheRuleIsShownAcrossIt() {
        int x = box.left() + 100;
        black(page, new Span(x, rule - PEN, x + 24, rule));
        black(page, new Span(x, rule + RULE, x + 24, rule + RULE + PEN));
        black(page, new Span(x, rule - 30, x + PEN, rule + 30));

        Mask across = shown();

        assertEquals(PEN * RULE, across.count(new Span(0, rule, page.width(), rule + RULE)));
        assertTrue(across.at(x + 2, rule));
    }

    @Test
    void inkThatHangsBelowItsLineIsTheLinesAndTheClientIsTold() {
        int x = box.left() + 100;
        black(page, new Span(x, box.bottom() - 6, x + PEN, box.bottom() + 16));
        InkMap ink = new InkMap(page, Sheet.printed(WIDE, HIGH, blank), 1, List.of(LINE));

        assertTrue(ink.isOwn(LINE, x, box.bottom() + 15));
        assertEquals("Most of a stroke that is taken for this field's lies outside of its box.",
                new Cutter(ink).cut(LINE).get(0).flag().orElseThrow());
    }

    @Test
    void inkThatGoesFarFromALineIsNobodys() {
        int x = box.left() + 100;
        black(page, new Span(x, box.bottom() - 6, x + PEN, box.bottom() + 60));
        InkMap ink = new InkMap(page, Sheet.printed(WIDE, HIGH, blank), 1, List.of(LINE));

        assertFalse(ink.isOwn(LINE, x, box.bottom() + 15));
        assertTrue(new Cutter(ink).cut(LINE).get(0).flag().isEmpty());
    }

    @Test
    void whatGoesToTheEdgeAndIsNobodysIsMargin() {
        black(page, new Span(0, 0, page.width(), 40));
        black(page, new Span(box.left() + 100, box.bottom() + 80, box.left() + 130, box.bottom() + 90));
        InkMap ink = new InkMap(page, Sheet.printed(WIDE, HIGH, blank), 1, List.of(LINE));

        assertTrue(ink.isMargin(200, 20));
        assertTrue(ink.isFilled(box.left() + 110, box.bottom() + 85));
        assertFalse(ink.isMargin(box.left() + 110, box.bottom() + 85));
        assertFalse(ink.isMargin(200, 60), "paper is none");
    }

    /** What a fragment shows of the ink of the page. */
    private Mask shown() {
        Span whole = new Span(0, 0, page.width(), page.height());
        Mask own = new Mask(page.width(), page.height());
        new InkMap(page, Sheet.printed(WIDE, HIGH, blank), 1, List.of(LINE)).part(LINE, whole, own, new Mask(page.width(), page.height()));
        return own;
    }

    private static void black(Gray picture, Span span) {
        for (int y = span.top(); y < span.bottom(); y++) {
            for (int x = span.left(); x < span.right(); x++) {
                picture.set(x, y, 0);
            }
        }
    }
}
