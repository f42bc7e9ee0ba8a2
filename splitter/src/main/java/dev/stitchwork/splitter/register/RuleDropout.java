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

    /** Ink of no rule. */
    private final Mask strokes;
    /** Where ink of rules is. */
    private final Mask rules;

    /** @param ink of the page, rules and all */
    RuleDropout(Mask ink, List<Rule> level, List<Rule> upright) {
        Mask bands = new Mask(ink.width(), ink.height());
        strokes = new Mask(ink.width(), ink.height());
        level.forEach(rule -> mark(rule, true, bands));
        upright.forEach(rule -> mark(rule, false, bands));
        for (int i = ink.next(0); i < ink.pixels().length; i = ink.next(i + 1)) {
            strokes.pixels()[i] = !bands.pixels()[i];
        }
        rules = new Mask(ink.width(), ink.height());
        level.forEach(rule -> mark(rule, true, rules));
        upright.forEach(rule -> mark(rule, false, rules));
    }

    /** Marks a rule but for where strokes cross it; of no strokes yet, all of it. */
    private void mark(Rule rule, boolean level, Mask marked) {
        double half = rule.thickness() / 2 + SEAM;
        int limit = level ? marked.width() : marked.height();
        // Its last strips are not traced where it ends in their midst, nor its last pieces where it is broken.
        int past = RuleTracer.STRIP * (rule.coverage(rule.from(), rule.to()) < WHOLE ? BROKEN_STRIPS : END_STRIPS);
        for (int along = Math.max(0, (int) rule.from() - past); along < Math.min(limit, rule.to() + past); along++) {
            double middle = rule.at(along + 0.5);
            int from = (int) Math.floor(middle - half);
            int to = (int) Math.ceil(middle + half);
            if (crosses(level, along, from, to)) {
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
    private boolean crosses(boolean level, int along, int from, int to) {
        return isInked(level, along, from - BESIDE, from) && isInked(level, along, to, to + BESIDE);
    }

    private boolean isInked(boolean level, int along, int from, int to) {
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
        byte[] pixels = page.pixels().clone();
        for (int i = rules.next(0); i < pixels.length; i = rules.next(i + 1)) {
            pixels[i] = (byte) Gray.WHITE;
        }
        return new Gray(page.width(), page.height(), pixels);
    }
}
