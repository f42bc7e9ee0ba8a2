package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Mask;

/**
 * Gives strokes that cross a printed rule their slice back that dropped out with it: a dropped pixel is filled in where
 * filled-in ink stands on both sides of it in one line, with nothing but dropped ink between, closer than a rule is thick.
 *
 * <p>Whether a pixel comes back is asked of what was filled in before any came back, and only near that: most rules have
 * no writing beside them.
 */
final class CrossedRules {
    /** A rule with its slack on both sides is at most about this thick. */
    private static final int GAP = 14;
    private static final int[][] DIRECTIONS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}, {1, 2}, {2, 1}, {1, -2}, {2, -1}};

    private final Mask filled;
    private final Mask dropped;

    private CrossedRules(Mask filled, Mask dropped) {
        this.filled = filled;
        this.dropped = dropped;
    }

    /**
     * What was filled in, with what of the dropped ink comes back.
     *
     * @param filled what was filled in for certain
     * @param dropped ink that may be print; where it is filled in for certain too it counts as filled in
     */
    static Mask mended(Mask filled, Mask dropped) {
        CrossedRules rules = new CrossedRules(filled, dropped.without(filled));
        Mask back = new Mask(filled.width(), filled.height());
        rules.dropped.and(filled.dilated(GAP)).each((x, y) -> {
            if (rules.isCrossed(x, y)) {
                back.set(x, y, true);
            }
        });
        return filled.or(back);
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
        for (int i = 1; i * i * squared <= GAP * GAP; i++) {
            if (!dropped.at(x + i * dx, y + i * dy)) {
                return filled.at(x + i * dx, y + i * dy) ? (int) Math.ceil(i * Math.sqrt(squared)) : 0;
            }
        }
        return 0;
    }
}
