package dev.stitchwork.splitter.register;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import java.util.List;

/**
 * Takes rules off a page and leaves the strokes that cross them: of a rule's ink stays what joins ink on its one side to ink
 * on the other. A tail cut off at a rule would count as the next row's writing.
 */
final class RuleDropout {
    private static final double SEAM = 1.5;
    /** How far a stroke may lean while it crosses a rule. */
    private static final int LEAN = 5;
    private static final int BESIDE = 2;
    private static final double WHOLE = 0.9;
    private static final int END_STRIPS = 1;
    private static final int BROKEN_STRIPS = 6;

    /** Where ink of rules is. */
    private final Mask rules;

    /** @param ink of the page, rules and all */
    RuleDropout(Mask ink, List<Rule> level, List<Rule> upright) {
        Mask nothing = new Mask(ink.width(), ink.height());
        rules = marked(level, upright, ink.without(marked(level, upright, nothing)));
    }

    /** @param strokes ink of no rule */
    private static Mask marked(List<Rule> level, List<Rule> upright, Mask strokes) {
        Mask marked = new Mask(strokes.width(), strokes.height());
        level.forEach(rule -> mark(rule, true, strokes, marked));
        upright.forEach(rule -> mark(rule, false, strokes, marked));
        return marked;
    }

    /** Marks a rule but for where strokes cross it. */
    private static void mark(Rule rule, boolean level, Mask strokes, Mask marked) {
        double half = rule.thickness() / 2 + SEAM;
        int limit = level ? marked.width() : marked.height();
        // Its last strips are not traced where it ends in their midst, nor its last pieces where it is broken.
        int past = RuleTracer.STRIP * (rule.coverage(rule.from(), rule.to()) < WHOLE ? BROKEN_STRIPS : END_STRIPS);
        for (int along = Math.max(0, (int) rule.from() - past); along < Math.min(limit, rule.to() + past); along++) {
            double middle = rule.at(along + 0.5);
            int from = (int) Math.floor(middle - half);
            int to = (int) Math.ceil(middle + half);
            if (crosses(strokes, level, along, from, to)) {
                continue;
            }
            for (int across = from; across < to; across++) {
                int x = level ? along : across;
                int y = level ? across : along;
                if (x >= 0 && y >= 0 && x < marked.width() && y < marked.height()) {
                    marked.set(x, y, true);
                }
            }
        }
    }

    /** Whether a stroke goes on at both sides. */
    private static boolean crosses(Mask strokes, boolean level, int along, int from, int to) {
        return isInked(strokes, level, along, from - BESIDE, from) && isInked(strokes, level, along, to, to + BESIDE);
    }

    private static boolean isInked(Mask strokes, boolean level, int along, int from, int to) {
        for (int across = from; across < to; across++) {
            for (int near = along - LEAN; near <= along + LEAN; near++) {
                if (level ? strokes.at(near, across) : strokes.at(across, near)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** The page with paper where its rules were. */
    Gray clean(Gray page) {
        Gray clean = new Gray(page.width(), page.height(), page.pixels().clone());
        rules.each((x, y) -> clean.set(x, y, Gray.WHITE));
        return clean;
    }
}
