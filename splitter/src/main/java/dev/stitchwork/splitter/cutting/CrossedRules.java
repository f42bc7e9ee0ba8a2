package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Mask;

/**
 * Gives strokes that cross a printed rule their slice back that dropped out with it: a dropped pixel is filled in where
 * filled-in ink stands on both sides of it in one line, with nothing but dropped ink between, closer than a rule is thick.
 *
 * <p>Such lines also run aslant through the corners between a stroke and the rule, and from one letter to the next, where
 * there is rule and no stroke. What comes back by them only, a <em>tie</em>, still holds the ends of a stroke together, so
 * that they have one owner; but it is not to be shown. A line is aslant where it is much longer than the rule is thick. A tie
 * as well is rule shut in between two strokes that run along it.
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
    /** A pen's stroke is at most about this wide, 1.2 mm. */
    private static final int PEN = 14;
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
     * @param ties those of its pixels that came back and are more likely rule than stroke
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
        Mask strokes = back.without(ties);
        strokes.each((x, y) -> {
            if (rules.isShutIn(strokes, x, y, 0, 1) || rules.isShutIn(strokes, x, y, 1, 0)) {
                ties.set(x, y, true);
            }
        });
        return new Mended(filled.or(back), ties);
    }

    /**
     * Of a pixel that came back: whether it is shut in between two strokes that run along the rule. What came back is wider
     * than a pen there, and the ink across it too thick for one stroke that lies on the rule, too short for one that crosses.
     *
     * @param dx with dy the direction across the rule
     */
    private boolean isShutIn(Mask strokes, int x, int y, int dx, int dy) {
        if (run(strokes, x, y, dy, dx) + run(strokes, x, y, -dy, -dx) <= PEN) {
            return false;
        }
        int ahead = steps(x, y, dx, dy);
        int back = steps(x, y, -dx, -dy);
        int above = run(filled, x + (ahead - 1) * dx, y + (ahead - 1) * dy, dx, dy);
        int below = run(filled, x - (back - 1) * dx, y - (back - 1) * dy, -dx, -dy);
        return above > 0 && below > 0 && above + ahead + back - 1 + below > PEN && Math.min(above, below) < PEN;
    }

    /** Number of pixels of a mask in a row from the neighbour of a pixel on, as far as a pen is wide. */
    private static int run(Mask mask, int x, int y, int dx, int dy) {
        int run = 0;
        while (run <= PEN && mask.at(x + (run + 1) * dx, y + (run + 1) * dy)) {
            run++;
        }
        return run;
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
