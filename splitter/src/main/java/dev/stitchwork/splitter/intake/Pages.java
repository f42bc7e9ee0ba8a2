package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;
import java.util.List;

/** The pages of one open file, decoded one at a time; for one thread. */
public interface Pages extends AutoCloseable {
    int count();

    FileFormat format();

    /**
     * What the file says of a page; nothing of it is decoded.
     *
     * @param number from 1
     */
    PageFacts facts(int number) throws RefusedException;

    /**
     * Decodes a page.
     *
     * @param number from 1
     */
    Page page(int number) throws RefusedException;

    @Override
    void close();

    /**
     * One page, the right way up as far as its file says which way is up.
     *
     * @param picture its pixels
     * @param shrunk how many of the pixels that its file has one of these is wide and high: 1, 2, 4; a page of more pixels
     *     than {@link IntakeLimits#KEPT_PIXELS_MAX} is halved until it has no more
     * @param rendered true where it was drawn by us from a born-digital page, so that its paper fills it exactly
     * @param values what stands in the page's electronic form fields
     */
    record Page(Gray picture, int shrunk, boolean rendered, List<FormValue> values) {
        public Page {
            values = List.copyOf(values);
            if (shrunk < 1) {
                throw new IllegalArgumentException("Expected a page to be shrunk by 1 or more but was %d.".formatted(shrunk));
            }
        }

        Page(Gray picture, boolean rendered, List<FormValue> values) {
            this(picture, 1, rendered, values);
        }

        /** The same with no more pixels than are kept. */
        Page kept() {
            Gray kept = picture;
            int by = shrunk;
            while ((long) kept.width() * kept.height() > IntakeLimits.KEPT_PIXELS_MAX) {
                kept = kept.halved();
                by *= 2;
            }
            return by == shrunk ? this : new Page(kept, by, rendered, values);
        }
    }
}
