package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import java.util.List;
import java.util.Optional;

/**
 * One fragment as it was cut.
 *
 * @param picture on its canvas
 * @param patches where on the page what it shows comes from; what lies outside them was drawn by us
 * @param span which part of the page it shows
 * @param ink pixels of the field's ink in it
 * @param hidden what was left out of it
 * @param flag what is doubtful about the cut, for the client
 */
public record Cut(Gray picture, List<Patch> patches, Span span, int ink, Hidden hidden, Optional<String> flag) {
    public Cut {
        patches = List.copyOf(patches);
    }

    /**
     * A piece of paper without ink.
     *
     * @param writingHeight of the writing that would stand there
     */
    public static Cut blank(Span span, double writingHeight) {
        return Canvas.of(Gray.white(span.width(), span.height()), span, writingHeight).cut(span, 0, Hidden.NOTHING, Optional.empty());
    }

    /**
     * What the part of the page shows and the fragment does not, in pixels of the page.
     *
     * @param print of the printed form
     * @param foreign of other fields' ink, and of ink that belongs to no field
     */
    public record Hidden(int print, int foreign) {
        public static final Hidden NOTHING = new Hidden(0, 0);

        Hidden and(Hidden other) {
            return new Hidden(print + other.print, foreign + other.foreign);
        }
    }
}
