package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Mask;
import java.util.Arrays;

/**
 * Gives strokes that cross a printed rule their slice back that dropped out with it: a dropped pixel is filled in where
 * filled-in ink stands on both sides of it in one line, with nothing but dropped ink between, closer than a rule is thick.
 *
 * <p>Whether a pixel comes back is asked of what was filled in before any came back. Most rules have no writing near them,
 * which is told by squares as wide as the reach.
 */
final class CrossedRules {
    /** A rule with its slack on both sides is at most about this thick. */
    private static final int GAP = 14;
    private static final int SQUARE_BITS = 4;
    private static final int[][] DIRECTIONS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}, {1, 2}, {2, 1}, {1, -2}, {2, -1}};
    private static final byte DROPPED = 1;
    private static final byte FILLED = 2;

    private final int width;
    private final int height;
    private final Mask ink;
    private final Mask filled;
    /** What each pixel is: nothing, dropped or filled in. */
    private final byte[] states;
    private final int columns;
    private final boolean[] written;

    /** @param filled what was filled in for certain; what comes back is added to it */
    CrossedRules(Mask ink, Mask print, Mask filled) {
        width = ink.width();
        height = ink.height();
        this.ink = ink;
        this.filled = filled;
        states = new byte[width * height];
        columns = (width >> SQUARE_BITS) + 1;
        written = new boolean[columns * ((height >> SQUARE_BITS) + 1)];
        for (int at = ink.next(0); at < states.length; at = ink.next(at + 1)) {
            if (filled.pixels()[at]) {
                states[at] = FILLED;
                written[square(at % width, at / width)] = true;
            } else if (print.pixels()[at]) {
                states[at] = DROPPED;
            }
        }
    }

    private int square(int x, int y) {
        return (y >> SQUARE_BITS) * columns + (x >> SQUARE_BITS);
    }

    void mend() {
        boolean[] near = near();
        for (int at = ink.next(0); at < states.length; at = ink.next(at + 1)) {
            if (states[at] == DROPPED && near[square(at % width, at / width)] && isCrossed(at % width, at / width)) {
                filled.pixels()[at] = true;
            }
        }
    }

    /** Squares with writing in them or in one beside them. */
    private boolean[] near() {
        boolean[] near = new boolean[written.length];
        int rows = written.length / columns;
        for (int square = 0; square < written.length; square++) {
            for (int y = Math.max(0, square / columns - 1); written[square] && y <= Math.min(rows - 1, square / columns + 1); y++) {
                Arrays.fill(near, y * columns + Math.max(0, square % columns - 1), y * columns + Math.min(columns, square % columns + 2), true);
            }
        }
        return near;
    }

    private boolean isCrossed(int x, int y) {
        for (int[] direction : DIRECTIONS) {
            int ahead = reach(x, y, direction[0], direction[1]);
            if (ahead > 0) {
                int back = reach(x, y, -direction[0], -direction[1]);
                if (back > 0 && ahead + back <= GAP) {
                    return true;
                }
            }
        }
        return false;
    }

    /** How far, through dropped ink only, the next filled-in ink is in a direction; 0 where there is none near. */
    private int reach(int x, int y, int dx, int dy) {
        int squared = dx * dx + dy * dy;
        int step = dy * width + dx;
        int at = y * width + x;
        int steps = Math.min(inside(x, dx, width), inside(y, dy, height));
        for (int i = 1; i <= steps && i * i * squared <= GAP * GAP; i++) {
            at += step;
            if (states[at] != DROPPED) {
                return states[at] == FILLED ? (int) Math.ceil(i * Math.sqrt(squared)) : 0;
            }
        }
        return 0;
    }

    /** How many steps stay on the page. */
    private static int inside(int from, int step, int size) {
        return step == 0 ? Integer.MAX_VALUE : step > 0 ? (size - 1 - from) / step : from / -step;
    }
}
