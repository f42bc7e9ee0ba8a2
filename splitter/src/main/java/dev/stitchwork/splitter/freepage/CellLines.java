package dev.stitchwork.splitter.freepage;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of writing in a part of a page, such as a cell of a table, that shows no ink but its own; all its ink is in one of
 * them.
 */
public final class CellLines {
    /** Of its ink; what is left over is dust. */
    private static final double SHOWN_MIN = 0.985;
    /** Width of a strip that a line is looked for in, in spacings. */
    private static final double STRIP = 1.5;
    private static final int STRIPS_MAX = 10;

    private CellLines() {}

    /**
     * A line.
     *
     * @param picture it alone, on white
     * @param span where it lies in the cell
     * @param height of its tall letters
     * @param ink pixels of its ink
     */
    public record Line(Gray picture, Span span, double height, int ink) {}

    /** From top to bottom; empty where its ink makes no lines, and is to be shown whole. */
    public static List<Line> of(Gray cell) {
        Mask ink = Mask.darker(cell, Ink.threshold(cell));
        int spacing = LineFinder.spacing(ink);
        int strips = Math.max(1, Math.min(STRIPS_MAX, (int) (cell.width() / (STRIP * spacing))));
        List<TextLine> found = new LineFinder(ink, spacing, strips).lines();
        LineMap map = new LineMap(cell, found);
        LineCutter cutter = new LineCutter(cell, map, found);
        List<Line> lines = new ArrayList<>();
        int shown = 0;
        for (int line = 0; line < found.size(); line++) {
            LineCutter.Outline outline = cutter.line(line);
            lines.add(new Line(outline.picture(), outline.span(), found.get(line).height(), outline.ink()));
            shown += outline.ink();
        }
        int all = ink.count(new Span(0, 0, ink.width(), ink.height()));
        return shown >= SHOWN_MIN * all ? lines : List.of();
    }
}
