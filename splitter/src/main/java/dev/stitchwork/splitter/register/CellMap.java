package dev.stitchwork.splitter.register;

import dev.stitchwork.splitter.freepage.FreePage;
import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import java.util.HashMap;
import java.util.Map;

/**
 * Whose ink is whose among the cells of a table: a connected piece of ink belongs to the cell that most of it lies in, so that
 * a tail is followed into the next row and a neighbour's left out. A piece that lies in several by halves, as of writing of
 * two rows that touches, is parted at the border.
 */
final class CellMap {
    private static final int NOBODY = FreePage.Owners.NOBODY;
    private static final int PARTED = -3;
    /** Smaller pieces are dust. */
    private static final int DUST = 8;
    /** Of a piece's pixels: with less in one cell it is writing of two that touches. */
    private static final double MOST = 0.65;
    private static final double LETTER_MM_MAX = 5;
    private static final int SEAM = 2;
    /** A piece at a rule that is no higher than so much of its row may be the end of a stroke from beyond. */
    private static final double END_SHARE = 0.45;
    private static final int AT_RULE = 7;
    private static final int LARGER = 2;
    private static final int BIT_HEIGHT_MAX = 10;
    private static final int BIT_LENGTH_MIN = 4;
    private static final double BIT_NEAR = 14;

    private final Gray clean;
    private final Mask ink;
    private final Blobs blobs;
    private final int columns;
    /** Of each border between rows its height at each place across, of each column's edges their place at each height. */
    private final float[][] rowAt;
    private final float[][] leftAt;
    private final float[][] rightAt;
    private final int[] owners;
    private final int[] inkOf;
    private final Span[] boundsOf;
    private final boolean[] parted;

    CellMap(Gray clean, Mask ink, Table table) {
        this.clean = clean;
        this.ink = ink;
        blobs = new Blobs(ink);
        columns = table.columns().size();
        rowAt = new float[table.rows().size()][clean.width()];
        for (int row = 0; row < rowAt.length; row++) {
            for (int x = 0; x < clean.width(); x++) {
                rowAt[row][x] = (float) table.rows().get(row).applyAsDouble(x + 0.5);
            }
        }
        leftAt = new float[columns][clean.height()];
        rightAt = new float[columns][clean.height()];
        for (int column = 0; column < columns; column++) {
            for (int y = 0; y < clean.height(); y++) {
                leftAt[column][y] = (float) table.columns().get(column).left().applyAsDouble(y + 0.5);
                rightAt[column][y] = (float) table.columns().get(column).right().applyAsDouble(y + 0.5);
            }
        }
        owners = owners();
        int cells = columns * table.rowCount();
        inkOf = new int[cells];
        boundsOf = new Span[cells];
        parted = new boolean[cells];
        measure();
    }

    private int[] owners() {
        int[] of = new int[blobs.count() + 1];
        Map<Long, Integer> counts = new HashMap<>();
        ink.each((x, y) -> counts.merge((long) blobs.at(x, y) << 32 | cellAt(x, y) + 1, 1, Integer::sum));
        int[] most = new int[of.length];
        counts.forEach((key, count) -> {
            int label = (int) (key >> 32);
            if (count > most[label]) {
                most[label] = count;
                of[label] = (int) (key & 0xffffffffL) - 1;
            }
        });
        int[] lying = of.clone();
        for (int label = 1; label < of.length; label++) {
            int area = blobs.area(label);
            of[label] = area < DUST || isBitOfRule(label) ? NOBODY
                    : most[label] < MOST * area && !isOneLetter(label) ? PARTED
                    : of[label] < 0 ? NOBODY : across(label, of[label], lying);
        }
        return of;
    }

    /** Whether it is no larger than a letter is: it is never two rows' writing. */
    private boolean isOneLetter(int label) {
        return Math.max(blobs.bounds(label).width(), blobs.bounds(label).height()) <= LETTER_MM_MAX * Table.MM;
    }

    /**
     * The cell of a piece, or the one on the other side of the rule that it ends at where it is the end of a stroke from there:
     * short, and with a larger piece of that row just beyond the rule. The rule, dropped out, may have parted the two.
     */
    private int across(int label, int cell, int[] lying) {
        Span at = blobs.bounds(label);
        int x = (at.left() + at.right()) / 2;
        int row = cell / columns;
        float above = rowAt[row][x];
        float below = rowAt[row + 1][x];
        if (at.height() > END_SHARE * (below - above)) {
            return cell;
        }
        if (row > 0 && at.top() - above <= AT_RULE && reaches(label, above - AT_RULE, above, row - 1, lying)) {
            return cell - columns;
        }
        if (row + 2 < rowAt.length && below - at.bottom() <= AT_RULE && reaches(label, below, below + AT_RULE, row + 1, lying)) {
            return cell + columns;
        }
        return cell;
    }

    private boolean reaches(int label, float top, float bottom, int row, int[] lying) {
        Span beside = blobs.bounds(label);
        for (int y = (int) top; y <= bottom; y++) {
            for (int x = beside.left() - AT_RULE; x < beside.right() + AT_RULE; x++) {
                int other = ink.at(x, y) ? blobs.at(x, y) : 0;
                if (other != 0 && lying[other] >= 0 && lying[other] / columns == row && blobs.area(other) > LARGER * blobs.area(label)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is left of a rule beside another one: long, thin, and at a border between rows. */
    private boolean isBitOfRule(int label) {
        Span at = blobs.bounds(label);
        if (at.height() > BIT_HEIGHT_MAX || at.width() < BIT_LENGTH_MIN * at.height()) {
            return false;
        }
        int x = (at.left() + at.right()) / 2;
        double y = (at.top() + at.bottom()) / 2.0;
        for (float[] border : rowAt) {
            if (Math.abs(border[x] - y) <= BIT_NEAR) {
                return true;
            }
        }
        return false;
    }

    private void measure() {
        int[][] edges = new int[inkOf.length][];
        ink.each((x, y) -> measure(x, y, edges));
        for (int cell = 0; cell < edges.length; cell++) {
            boundsOf[cell] = edges[cell] == null ? null : new Span(edges[cell][0], edges[cell][1], edges[cell][2], edges[cell][3]);
        }
    }

    private void measure(int x, int y, int[][] edges) {
        int cell = ownerAt(x, y);
        if (cell < 0) {
            return;
        }
        inkOf[cell]++;
        parted[cell] |= owners[blobs.at(x, y)] == PARTED;
        int[] edge = edges[cell];
        if (edge == null) {
            edges[cell] = new int[] {x, y, x + 1, y + 1};
        } else {
            edge[0] = Math.min(edge[0], x);
            edge[2] = Math.max(edge[2], x + 1);
            edge[3] = y + 1;
        }
    }

    /** Number of the cell at a place, row by row from 0; {@link FreePage.Owners#NOBODY} outside the table. */
    private int cellAt(int x, int y) {
        int row = -1;
        while (row + 1 < rowAt.length && rowAt[row + 1][x] <= y + 0.5) {
            row++;
        }
        if (row < 0 || row == rowAt.length - 1) {
            return NOBODY;
        }
        for (int column = 0; column < columns; column++) {
            if (leftAt[column][y] <= x + 0.5 && x + 0.5 < rightAt[column][y]) {
                return row * columns + column;
            }
        }
        return NOBODY;
    }

    /** As {@link FreePage.Owners} says it, cells numbered row by row. */
    int ownerAt(int x, int y) {
        if (!ink.at(x, y)) {
            return FreePage.Owners.NO_INK;
        }
        int owner = owners[blobs.at(x, y)];
        return owner == PARTED ? cellAt(x, y) : owner;
    }

    int cell(int row, int column) {
        return row * columns + column;
    }

    int ink(int cell) {
        return inkOf[cell];
    }

    /** Around its ink; only where it has some. */
    Span bounds(int cell) {
        return boundsOf[cell].grown(SEAM).intersect(new Span(0, 0, clean.width(), clean.height()));
    }

    /** Whether some of its ink was parted from another cell's. */
    boolean isParted(int cell) {
        return parted[cell];
    }

    /** What stands in a cell and nothing else, on white, as large as its bounds. */
    Gray picture(int cell) {
        Span span = bounds(cell);
        Mask own = new Mask(span.width(), span.height());
        Mask others = new Mask(span.width(), span.height());
        for (int y = 0; y < span.height(); y++) {
            for (int x = 0; x < span.width(); x++) {
                int owner = ownerAt(span.left() + x, span.top() + y);
                own.set(x, y, owner == cell);
                others.set(x, y, owner != cell && owner != FreePage.Owners.NO_INK);
            }
        }
        Mask near = own.dilated(SEAM);
        Mask foreign = others.dilated(SEAM);
        Gray picture = Gray.white(span.width(), span.height());
        for (int y = 0; y < span.height(); y++) {
            for (int x = 0; x < span.width(); x++) {
                if (own.at(x, y) || near.at(x, y) && !foreign.at(x, y)) {
                    picture.set(x, y, clean.at(span.left() + x, span.top() + y));
                }
            }
        }
        return picture;
    }

    /** Pixels of others' ink that lie within its bounds and are not shown. */
    int foreign(int cell) {
        Span span = bounds(cell);
        int foreign = 0;
        for (int y = span.top(); y < span.bottom(); y++) {
            for (int x = span.left(); x < span.right(); x++) {
                int owner = ownerAt(x, y);
                foreign += owner != cell && owner != FreePage.Owners.NO_INK ? 1 : 0;
            }
        }
        return foreign;
    }
}
