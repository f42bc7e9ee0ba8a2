package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Span;
import java.util.Locale;
import java.util.Optional;

/**
 * What tells that a page is of another revision of the form: a part of the form's print is not where it should be.
 *
 * @param area of the form's frame that holds the missing print
 * @param share of the printed parts of the form that are missing
 * @param moved where they stand instead, as a shift in millimetres {right, down}; empty where they are nowhere near
 */
public record OtherRevision(Span area, double share, Optional<double[]> moved) {
    /** In millimetres of the page, as a part of a sentence: what of it is not where it should be. */
    public String words() {
        String where = String.format(Locale.ROOT, "the print between %.0f and %.0f mm from the top, %.0f and %.0f mm from the left",
                area.top() / Sheet.PX_PER_MM, area.bottom() / Sheet.PX_PER_MM, area.left() / Sheet.PX_PER_MM,
                area.right() / Sheet.PX_PER_MM);
        return moved
                .map(shift -> String.format(Locale.ROOT, "%s stands %.0f mm %s and %.0f mm %s,", where, Math.abs(shift[1]),
                        shift[1] < 0 ? "higher" : "lower", Math.abs(shift[0]), shift[0] < 0 ? "further left" : "further right"))
                .orElse(where + " is not there,");
    }
}
