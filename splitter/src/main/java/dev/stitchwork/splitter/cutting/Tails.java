package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;

/**
 * Gives the tops and tails of letters that were written across a printed rule to the field of the letters.
 *
 * <p>Where the rule was dropped out such a tail stands alone in the neighbour's box. It is known by ending at the rule, by
 * being low, and by more ink of another field going on across the rule.
 */
final class Tails {
    /** A rule with its seam on both sides is at most this thick. */
    private static final int RULE = 20;
    /** A tail is no higher than 4 mm. */
    private static final int TAIL = 48;
    /** By how much a stroke may lean on its way across. */
    private static final int LEAN = 4;

    private final Blobs blobs;
    private final Mask print;

    Tails(Blobs blobs, Mask print) {
        this.blobs = blobs;
        this.print = print;
    }

    /** @param owners field of each piece, changed in place; below zero for none */
    void join(int[] owners) {
        int[] before = owners.clone();
        for (int piece = 1; piece <= blobs.count(); piece++) {
            if (before[piece] >= 0 && blobs.bounds(piece).height() <= TAIL) {
                int up = across(piece, before, -1);
                int down = across(piece, before, 1);
                int other = up == 0 ? down : up;
                if (other != 0 && (up == 0) != (down == 0)) {
                    owners[piece] = before[other];
                }
            }
        }
    }

    /** The larger piece of another field that goes on across a rule above (-1) or below (1); 0 where there is none. */
    private int across(int piece, int[] owners, int step) {
        Span bounds = blobs.bounds(piece);
        int contacts = 0;
        int found = 0;
        int votes = 0;
        for (int x = bounds.left(); x < bounds.right(); x++) {
            int y = edge(piece, bounds, x, step);
            if (y < 0 || !isPrintBeside(x, y, step)) {
                continue;
            }
            contacts++;
            int other = beyond(piece, x, y, step);
            if (other != 0 && owners[other] >= 0 && owners[other] != owners[piece] && blobs.area(other) > blobs.area(piece)) {
                found = other;
                votes++;
            }
        }
        return votes >= 2 && votes * 3 >= contacts ? found : 0;
    }

    private int edge(int piece, Span bounds, int x, int step) {
        int from = step > 0 ? bounds.bottom() - 1 : bounds.top();
        for (int y = from; bounds.contains(x, y); y -= step) {
            if (blobs.at(x, y) == piece) {
                return y;
            }
        }
        return -1;
    }

    private boolean isPrintBeside(int x, int y, int step) {
        return print.at(x, y) || print.at(x, y + step) || print.at(x, y + 2 * step);
    }

    private int beyond(int piece, int x, int y, int step) {
        for (int i = 1; i <= RULE; i++) {
            int v = y + i * step;
            if (v < 0 || v >= print.height()) {
                return 0;
            }
            int lean = Math.min(LEAN, i / 2);
            for (int u = Math.max(0, x - lean); u <= Math.min(print.width() - 1, x + lean); u++) {
                int label = blobs.at(u, v);
                if (label != 0 && label != piece) {
                    return label;
                }
            }
            if (i > 3 && !print.at(x, v)) {
                return 0;
            }
        }
        return 0;
    }
}
