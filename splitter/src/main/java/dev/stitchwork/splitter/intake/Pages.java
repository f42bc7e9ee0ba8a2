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
     * @param rendered true where it was drawn by us from a born-digital page, so that its paper fills it exactly
     * @param values what stands in the page's electronic form fields
     */
    record Page(Gray picture, boolean rendered, List<FormValue> values) {
        public Page {
            values = List.copyOf(values);
        }
    }
}
