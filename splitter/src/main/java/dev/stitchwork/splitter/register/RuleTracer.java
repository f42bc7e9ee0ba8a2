package dev.stitchwork.splitter.register;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Traces the ruled lines of a page that is about level, however faint, broken or curled they are.
 *
 * <p>The page is looked at in upright strips. In a strip the grey that three in four pixels of a row are darker than is dark
 * only where ink goes through most of the strip's width: a rule does, and letters do not. Rows darker than the paper on both sides are points; points of
 * strips next to each other are joined where they go on in the direction of the last ones, over gaps of some strips. A
 * curl is thus followed as long as it rises less than a sixth.
 */
final class RuleTracer {
    /** Width of a strip, pixels: wider than a word's strokes are long, and so narrow that a rule is level in it. */
    static final int STRIP = 40;
    private static final int GAP_STRIPS_MAX = 7;
    private static final int POINTS_MIN = 6;
    /**
     * Rules are smooth, and lines of dense handwriting, which leave points too, are not: on a register of 1850 rules were
     * rough by 0.1 to 0.5 pixels and mostly seen whole, lines of writing by 0.2 to 2 and seen by half. A long rule may be seen
     * by half, too: no writing goes on so straight.
     */
    private static final double RULED_MIN = 0.6;
    private static final double ROUGH_WEIGHT = 0.6;
    private static final int SHORT_POINTS_MAX = 7;
    private static final double SHORT_ROUGH_MAX = 0.3;
    private static final int LONG_POINTS_MIN = 18;
    private static final double LONG_ROUGH_MAX = 0.35;
    private static final double LONG_SEEN_MIN = 0.45;
    /** By how many greys a rule is darker than the paper beside it. */
    private static final int DARKER_MIN = 14;
    private static final int NEAR = 5;
    private static final int FAR = 14;
    private static final double STEP_MAX = 2.5;
    private static final double STEP_GAP = 0.4;
    private static final int MEND_STRIPS_MAX = 12;
    private static final double MEND_MAX = 6;
    private static final double RISE_MAX = 1 / 6.0;

    private record Point(double along, double across, double thickness) {}

    private static final class Chain {
        final List<Point> points = new ArrayList<>();
        int strip;

        /** Where it should go on. */
        double ahead(double along) {
            Point last = points.get(points.size() - 1);
            Point before = points.get(Math.max(0, points.size() - 7));
            double rise = points.size() < 3 ? 0 : (last.across - before.across) / (last.along - before.along);
            return last.across + Math.max(-RISE_MAX, Math.min(RISE_MAX, rise)) * (along - last.along);
        }
    }

    private RuleTracer() {}

    /** From top to bottom. */
    static List<Rule> level(Gray page) {
        List<Chain> chains = new ArrayList<>();
        for (int strip = 0; (strip + 1) * STRIP <= page.width(); strip++) {
            for (Point point : points(page, strip * STRIP)) {
                join(chains, strip, point);
            }
        }
        List<Rule> rules = chains.stream()
                .filter(chain -> chain.points.size() >= POINTS_MIN)
                .map(RuleTracer::rule)
                .filter(RuleTracer::isRuled)
                .sorted(Comparator.comparingDouble(Rule::from))
                .toList();
        return mended(rules).stream().sorted(Comparator.comparingDouble(Rule::middle)).toList();
    }

    /** From left to right. */
    static List<Rule> upright(Gray page) {
        return level(page.turned(1).mirrored());
    }

    private static List<Point> points(Gray page, int left) {
        int[] greys = new int[page.height()];
        int[] row = new int[STRIP];
        for (int y = 0; y < greys.length; y++) {
            for (int x = 0; x < STRIP; x++) {
                row[x] = page.at(left + x, y);
            }
            Arrays.sort(row);
            greys[y] = row[STRIP * 3 / 4];
        }
        List<Point> points = new ArrayList<>();
        for (int y = FAR; y < greys.length - FAR; y++) {
            int depth = depth(greys, y);
            boolean deepest = depth >= DARKER_MIN;
            for (int other = y - 3; deepest && other <= y + 3; other++) {
                int its = other < FAR || other >= greys.length - FAR ? 0 : depth(greys, other);
                deepest = its < depth || its == depth && other >= y;
            }
            if (deepest) {
                points.add(point(greys, y, depth, left));
            }
        }
        return points;
    }

    /** By how much a row is darker than the paper above it and below it, whichever is less. */
    private static int depth(int[] greys, int y) {
        int above = 0;
        int below = 0;
        for (int off = NEAR; off <= FAR; off++) {
            above = Math.max(above, greys[y - off]);
            below = Math.max(below, greys[y + off]);
        }
        return Math.min(above, below) - greys[y];
    }

    private static Point point(int[] greys, int y, int depth, int left) {
        int half = greys[y] + depth / 2;
        int top = y;
        int bottom = y;
        while (top > 0 && y - top < FAR && greys[top - 1] <= half) {
            top--;
        }
        while (bottom + 1 < greys.length && bottom - y < FAR && greys[bottom + 1] <= half) {
            bottom++;
        }
        return new Point(left + STRIP / 2.0, (top + bottom + 1) / 2.0, bottom - top + 1);
    }

    private static void join(List<Chain> chains, int strip, Point point) {
        Chain nearest = null;
        double least = Double.MAX_VALUE;
        for (Chain chain : chains) {
            int gap = strip - chain.strip;
            if (gap < 1 || gap > GAP_STRIPS_MAX) {
                continue;
            }
            double off = Math.abs(chain.ahead(point.along) - point.across);
            if (off <= STEP_MAX + STEP_GAP * gap && off < least) {
                least = off;
                nearest = chain;
            }
        }
        if (nearest == null) {
            nearest = new Chain();
            chains.add(nearest);
        }
        nearest.points.add(point);
        nearest.strip = strip;
    }

    /** Pieces of one rule joined: a blot or a tear ends a trace. */
    private static List<Rule> mended(List<Rule> pieces) {
        List<Rule> whole = new ArrayList<>();
        for (Rule piece : pieces) {
            int before = -1;
            for (int i = 0; i < whole.size(); i++) {
                double gap = piece.from() - whole.get(i).to();
                boolean meets = gap > -STRIP && gap <= MEND_STRIPS_MAX * STRIP
                        && Math.abs(whole.get(i).at(piece.from()) - piece.across()[0]) <= MEND_MAX;
                before = meets ? i : before;
            }
            if (before < 0) {
                whole.add(piece);
            } else {
                whole.set(before, whole.get(before).and(piece));
            }
        }
        return whole;
    }

    private static boolean isRuled(Rule rule) {
        double seen = rule.coverage(rule.from(), rule.to());
        double rough = rule.roughness();
        boolean isLong = rule.along().length >= LONG_POINTS_MIN;
        boolean isShort = rule.along().length <= SHORT_POINTS_MAX;
        return seen - ROUGH_WEIGHT * rough >= RULED_MIN && (!isShort || rough <= SHORT_ROUGH_MAX)
                || isLong && seen >= LONG_SEEN_MIN && rough <= LONG_ROUGH_MAX;
    }

    private static Rule rule(Chain chain) {
        double[] thickness = chain.points.stream().mapToDouble(Point::thickness).sorted().toArray();
        return new Rule(chain.points.stream().mapToDouble(Point::along).toArray(),
                chain.points.stream().mapToDouble(Point::across).toArray(), thickness[thickness.length / 2]);
    }
}
