package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Mask;

/**
 * Gives strokes that cross a printed rule their slice back that dropped out with it: a dropped pixel is filled in where
 * filled-in ink stands on both sides of it in one line, with nothing but dropped ink between, closer than a rule is thick.
 *
 * <p>Such lines also run aslant through the corners between a stroke and the rule, and from one letter to the next, where
 * there is rule and no stroke. What comes back by them only, a <em>tie</em>, still holds the ends of a stroke together, so
 * that they have one owner; but it is not to be shown. A line is aslant where it is much longer than the rule is thick.
 *
 * <p>Whether a pixel comes back is asked of what was filled in before any came back, and only near that: most rules have
 * no writing beside them.
 */
final class CrossedRules {
    /** A rule with its slack on both sides is at most about this thick. */
    private static final int GAP = 14;
    /** A line is straight across up to this many times the thickness of the rule: it leans by less than about 45 degrees. */
    private static final double LEAN = 1.5;
    /** By how much a thickness counted in whole pixels may be too small. */
    private static final int ROUNDING = 1;
    private static final int[][] DIRECTIONS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}, {1, 2}, {2, 1}, {1, -2}, {2, -1}};

    private final Mask filled;
    private final Mask dropped;

    private CrossedRules(Mask filled, Mask dropped) {
        this.filled = filled;
        this.dropped = dropped;
    }

    /**
     * What was filled in, with what of the dropped ink came back.
     *
     * @param ties those of its pixels that came back by lines aslant only
     */
    record Mended(Mask filled, Mask ties) {}

    /**
     * Mends the strokes of a page.
     *
     * @param filled what was filled in for certain
     * @param dropped ink that may be print; where it is filled in for certain too it counts as filled in
     */
    static Mended mended(Mask filled, Mask dropped) {
        CrossedRules rules = new CrossedRules(filled, dropped.without(filled));
        Mask back = new Mask(filled.width(), filled.height());
        Mask ties = new Mask(filled.width(), filled.height());
        rules.dropped.and(filled.dilated(GAP)).each((x, y) -> {
            if (rules.isCrossed(x, y)) {
                back.set(x, y, true);
                ties.set(x, y, !rules.isStraight(x, y));
            }
        });
        return new Mended(filled.or(back), ties);
    }

    private boolean isCrossed(int x, int y) {
        for (int[] direction : DIRECTIONS) {
            int dx = direction[0];
            int dy = direction[1];
            int ahead = steps(x, y, dx, dy);
            if (isFilled(x, y, dx, dy, ahead) && isLine(x, y, dx, dy, ahead, steps(x, y, -dx, -dy))) {
                return true;
            }
        }
        return false;
    }

    /** Of a pixel that came back: whether one of its lines is not much longer than the dropped ink is thick there. */
    private boolean isStraight(int x, int y) {
        double thickness = Double.MAX_VALUE;
        double line = Double.MAX_VALUE;
        for (int[] direction : DIRECTIONS) {
            int dx = direction[0];
            int dy = direction[1];
            int ahead = steps(x, y, dx, dy);
            int back = steps(x, y, -dx, -dy);
            double length = (ahead + back) * Math.sqrt(dx * dx + dy * dy);
            thickness = Math.min(thickness, length);
            if (length < line && isLine(x, y, dx, dy, ahead, back)) {
                line = length;
            }
        }
        return line <= LEAN * thickness + ROUNDING;
    }

    /** Whether so many steps ahead and back, through dropped ink only, lead to filled-in ink that is near enough. */
    private boolean isLine(int x, int y, int dx, int dy, int ahead, int back) {
        return isFilled(x, y, dx, dy, ahead) && isFilled(x, y, -dx, -dy, back) && length(dx, dy, ahead) + length(dx, dy, back) <= GAP;
    }

    private boolean isFilled(int x, int y, int dx, int dy, int steps) {
        return filled.at(x + steps * dx, y + steps * dy);
    }

    private static int length(int dx, int dy, int steps) {
        return (int) Math.ceil(steps * Math.sqrt(dx * dx + dy * dy));
    }

    /** Number of steps in a direction to the next pixel that is not dropped ink, or to the first one too far away. */
    private int steps(int x, int y, int dx, int dy) {
        int squared = dx * dx + dy * dy;
        int steps = 1;
        while (steps * steps * squared <= GAP * GAP && dropped.at(x + steps * dx, y + steps * dy)) {
            steps++;
        }
        return steps;
    }
}
