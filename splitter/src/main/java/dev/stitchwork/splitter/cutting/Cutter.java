package dev.stitchwork.splitter.cutting;

import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Cuts the fields for writing out of a page: not a rectangle but what belongs to the field.
 *
 * <p>Inside the box everything is shown but the printed form and other fields' ink, so that writing too faint to be
 * counted as ink is still seen; outside the box nothing is shown but the field's own strokes, which are followed for a
 * few millimetres.
 */
public final class Cutter {
    /** How far strokes are followed beyond the box, 6 mm. */
    private static final int FOLLOW = 71;
    /** Grey seam around ink, where it fades into paper. */
    private static final int SEAM = 2;

    private final InkMap ink;

    public Cutter(InkMap ink) {
        this.ink = ink;
    }

    /** Every size that a picture can have. */
    public static List<ExposureLog.Canvas> canvases() {
        return Canvas.sizes();
    }

    /** The pieces of a field from left to right, as many as it is to be cut into. */
    public List<Cut> cut(Field field) {
        Span box = Sheet.span(field.box());
        Span limit = box.grown(FOLLOW).intersect(new Span(0, 0, ink.page().width(), ink.page().height()));
        Span whole = box.intersect(limit);
        boolean leaves = false;
        List<Span> pieces = ink.pieces(field);
        for (Span piece : pieces) {
            whole = whole.union(piece.grown(SEAM).intersect(limit));
            leaves |= !piece.equals(piece.intersect(limit));
        }
        Gray shown = shown(field, box, whole);
        Optional<String> flag = flag(field, leaves);
        List<Cut> cuts = new ArrayList<>();
        double height = Canvas.writingHeight(pieces, box);
        Teeth teeth = Teeth.of(ink, field, whole);
        for (int part = 1; part <= field.parts(); part++) {
            Span span = teeth.span(part);
            Gray picture = field.parts() == 1 ? shown : teeth.only(part, shown);
            cuts.add(Canvas.of(picture, span, height).cut(span, teeth.ink(part), ink.hidden(field, span), flag));
        }
        return cuts;
    }

    private Optional<String> flag(Field field, boolean leaves) {
        if (leaves) {
            return Optional.of("A stroke of this field goes on further than the picture.");
        }
        return ink.hangsOut(field) ? Optional.of("Most of a stroke that is taken for this field's lies outside of its box.") : Optional.empty();
    }

    private Gray shown(Field field, Span box, Span span) {
        Mask own = new Mask(span.width(), span.height());
        Mask foreign = new Mask(span.width(), span.height());
        ink.part(field, span, own, foreign);
        Mask nearOwn = own.dilated(SEAM);
        Mask nearForeign = foreign.dilated(SEAM + 1);
        Gray shown = Gray.white(span.width(), span.height());
        Gray page = ink.page();
        for (int v = span.top(); v < span.bottom(); v++) {
            int row = v * page.width();
            int end = row + span.right();
            for (int at = page.nextDark(row + span.left(), end); at < end; at = page.nextDark(at + 1, end)) {
                int u = at - row;
                int x = u - span.left();
                int y = v - span.top();
                if (own.at(x, y) || !ink.isPrint(u, v) && !nearForeign.at(x, y) && (box.contains(u, v) || nearOwn.at(x, y))) {
                    shown.set(x, y, page.at(u, v));
                }
            }
        }
        return shown;
    }
}
