package dev.stitchwork.splitter.freepage;

import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Whose ink is whose among the lines of a page: every connected piece of ink belongs to one line, or is parted between
 * the lines it joins along the seam between them, or belongs to none.
 *
 * <p>A piece belongs to the line in whose band most of its height lies, the band being where small letters stand; one that
 * lies in no band (the dot of an i, a comma) to the nearest. Where letters of two lines touch, the piece lies in both
 * bands, and is cut along the path between them that crosses the least ink (seam carving: Avidan and Shamir 2007, used
 * on manuscripts by Asi et al. 2011), so that neither line shows the other's letters.
 */
final class LineMap {
    private static final int NOBODY = FreePage.Owners.NOBODY;
    private static final int SHARED = -2;
    /** A piece this small is dust: 5 pixels where a full stop has 20. */
    private static final int DUST = 5;
    /** How far from a line its loose pieces may lie, in heights of the line. */
    private static final double NEAR = 0.55;
    /** How far a seam leaves the middle between two lines at the price of one pixel of ink. */
    private static final double INK_COST = 40;

    private final Blobs blobs;
    private final Mask ink;
    private final List<TextLine> lines;
    private final int[] owners;
    private final Map<Integer, List<Integer>> sharers = new HashMap<>();
    private final Map<Long, int[]> seams = new HashMap<>();
    private final List<List<Integer>> piecesOf = new ArrayList<>();

    LineMap(Gray page, List<TextLine> lines) {
        this.lines = lines;
        ink = Mask.darker(page, Ink.threshold(page));
        blobs = new Blobs(ink);
        owners = new int[blobs.count() + 1];
        lines.forEach(line -> piecesOf.add(new ArrayList<>()));
        for (int label = 1; label <= blobs.count(); label++) {
            owners[label] = blobs.area(label) < DUST ? NOBODY : owner(label);
            if (owners[label] >= 0) {
                piecesOf.get(owners[label]).add(label);
            } else if (owners[label] == SHARED) {
                int shared = label;
                sharers.get(label).forEach(line -> piecesOf.get(line).add(shared));
            }
        }
    }

    /** The ink of a page without dust, rules and frames. */
    static Mask letters(Gray page) {
        Mask ink = Mask.darker(page, Ink.threshold(page));
        Blobs blobs = new Blobs(ink);
        return kept(ink, blobs, label -> blobs.area(label) >= DUST && !isRule(ink, blobs, label));
    }

    /** Letters that belong to no line. */
    Mask unclaimed() {
        return kept(ink, blobs, label -> owners[label] == NOBODY && blobs.area(label) >= 2 * DUST
                && blobs.bounds(label).height() <= 4 * UprightPage.SMALL_LETTER
                && blobs.bounds(label).height() >= UprightPage.SMALL_LETTER / 2
                && blobs.bounds(label).width() <= 8 * blobs.bounds(label).height()
                && !isRule(ink, blobs, label));
    }

    private static Mask kept(Mask ink, Blobs blobs, IntPredicate wanted) {
        Mask kept = new Mask(ink.width(), ink.height());
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                kept.set(x, y, ink.at(x, y) && wanted.test(blobs.at(x, y)));
            }
        }
        return kept;
    }

    private int owner(int label) {
        Span piece = blobs.bounds(label);
        List<Integer> in = new ArrayList<>();
        int nearest = NOBODY;
        double least = Double.MAX_VALUE;
        for (int i = 0; i < lines.size(); i++) {
            TextLine line = lines.get(i);
            double height = line.height();
            if (piece.right() < line.box().left() - height || piece.left() > line.box().right() + height) {
                continue;
            }
            double x = Math.max(line.box().left(), Math.min(line.box().right(), (piece.left() + piece.right()) / 2.0));
            double base = line.base(x);
            double inBand = Math.min(piece.bottom(), base) - Math.max(piece.top(), base - 0.7 * height);
            if (inBand >= Math.min(0.4 * height, 0.5 * piece.height())) {
                in.add(i);
            }
            double above = base - height - piece.bottom();
            double below = piece.top() - base;
            double apart = Math.max(0, Math.max(above, below)) / height;
            if (apart < least) {
                least = apart;
                nearest = i;
            }
        }
        if (isRule(ink, blobs, label)) {
            return NOBODY;
        }
        if (in.size() > 1) {
            in = oneOfEachHeight(in, piece);
        }
        if (in.size() > 1) {
            sharers.put(label, in);
            return SHARED;
        }
        return in.size() == 1 ? in.get(0) : least <= NEAR ? nearest : NOBODY;
    }

    /** Of lines that stand side by side at the same height, the one the piece reaches furthest into. */
    private List<Integer> oneOfEachHeight(List<Integer> in, Span piece) {
        List<Integer> sorted = new ArrayList<>(in);
        double x = (piece.left() + piece.right()) / 2.0;
        sorted.sort(Comparator.comparingDouble(i -> lines.get(i).base(x)));
        List<Integer> kept = new ArrayList<>();
        for (int line : sorted) {
            int last = kept.isEmpty() ? -1 : kept.get(kept.size() - 1);
            if (last < 0 || lines.get(line).base(x) - lines.get(last).base(x) > 0.6 * lines.get(line).height()) {
                kept.add(line);
            } else if (overlap(lines.get(line).box(), piece) > overlap(lines.get(last).box(), piece)) {
                kept.set(kept.size() - 1, line);
            }
        }
        return kept;
    }

    private static int overlap(Span one, Span other) {
        return Math.min(one.right(), other.right()) - Math.max(one.left(), other.left());
    }

    /** A rule: long and thin; or a frame, in which one row or column is ink for most of its length and little else is. */
    private static boolean isRule(Mask ink, Blobs blobs, int label) {
        Span piece = blobs.bounds(label);
        boolean upright = piece.height() > 110 && piece.width() * 8 < piece.height();
        boolean level = piece.width() > 110 && piece.height() * 15 < piece.width();
        boolean thin = blobs.area(label) * 12L < (long) piece.width() * piece.height();
        boolean large = Math.max(piece.width(), piece.height()) > 400 && Math.min(piece.width(), piece.height()) > 40;
        return upright || level || thin && large && hasStraightRun(ink, piece);
    }

    private static boolean hasStraightRun(Mask ink, Span piece) {
        int[] columns = new int[piece.width()];
        for (int y = piece.top(); y < piece.bottom(); y++) {
            int row = 0;
            for (int x = piece.left(); x < piece.right(); x++) {
                if (ink.at(x, y)) {
                    row++;
                    columns[x - piece.left()]++;
                }
            }
            if (row > 400 && row * 10 > piece.width() * 6) {
                return true;
            }
        }
        return Arrays.stream(columns).anyMatch(column -> column > 400 && column * 10 > piece.height() * 6);
    }

    /** Number of the line that a pixel of ink belongs to; negative for none, or where there is no ink. */
    int lineAt(int x, int y) {
        int label = ink.at(x, y) ? blobs.at(x, y) : 0;
        if (label == 0 || owners[label] == NOBODY) {
            return NOBODY;
        }
        if (owners[label] != SHARED) {
            return owners[label];
        }
        List<Integer> all = sharers.get(label);
        for (int i = 0; i + 1 < all.size(); i++) {
            if (y < seam(all.get(i), all.get(i + 1))[x]) {
                return all.get(i);
            }
        }
        return all.get(all.size() - 1);
    }

    /** As {@link FreePage.Owners} says it. */
    int ownerAt(int x, int y) {
        return ink.at(x, y) ? lineAt(x, y) : FreePage.Owners.NO_INK;
    }

    boolean isInk(int x, int y) {
        return ink.at(x, y);
    }

    /** Number of the connected piece at a pixel of ink. */
    int pieceAt(int x, int y) {
        return blobs.at(x, y);
    }

    /** Numbers of the pieces of a line, those shared with another line among them. */
    List<Integer> pieces(int line) {
        return piecesOf.get(line);
    }

    Span bounds(int piece) {
        return blobs.bounds(piece);
    }

    boolean isShared(int piece) {
        return owners[piece] == SHARED;
    }

    /** For each column of the page the first row that belongs to the lower of two lines. */
    private int[] seam(int upper, int lower) {
        return seams.computeIfAbsent((long) upper << 32 | lower, key -> carve(lines.get(upper), lines.get(lower)));
    }

    private int[] carve(TextLine upper, TextLine lower) {
        int width = ink.width();
        int reach = (int) Math.ceil(Math.max(upper.height(), lower.height()));
        int rows = 2 * reach + 1;
        double[] cost = new double[rows];
        byte[][] steps = new byte[width][rows];
        for (int x = 0; x < width; x++) {
            double middle = middle(upper, lower, x);
            double free = Math.max(1, (lower.base(x) - 0.65 * lower.height() - upper.base(x)) / 2);
            double[] next = new double[rows];
            for (int row = 0; row < rows; row++) {
                int best = row;
                for (int from = Math.max(0, row - 1); from <= Math.min(rows - 1, row + 1); from++) {
                    if (cost[from] + (from == row ? 0 : 0.3) < cost[best] + (best == row ? 0 : 0.3)) {
                        best = from;
                    }
                }
                steps[x][row] = (byte) (best - row);
                int y = (int) Math.round(middle) + row - reach;
                double off = Math.abs(row - reach) / free;
                next[row] = cost[best] + (best == row ? 0 : 0.3) + (ink.at(x, y) ? INK_COST : 0) + off * off * 4;
            }
            cost = next;
        }
        int row = 0;
        for (int other = 1; other < rows; other++) {
            if (cost[other] < cost[row]) {
                row = other;
            }
        }
        int[] seam = new int[width];
        for (int x = width - 1; x >= 0; x--) {
            seam[x] = (int) Math.round(middle(upper, lower, x)) + row - reach;
            row += steps[x][row];
        }
        return seam;
    }

    private static double middle(TextLine upper, TextLine lower, int x) {
        return (upper.base(x) + lower.base(x) - 0.65 * lower.height()) / 2;
    }
}
