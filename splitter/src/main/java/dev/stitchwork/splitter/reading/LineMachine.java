package dev.stitchwork.splitter.reading;

import dev.stitchwork.splitter.raster.Gray;

/** Whatever reads a picture of one line; it may be in another process. */
@FunctionalInterface
public interface LineMachine {
    /**
     * Reads a picture.
     *
     * @param dpi resolution its writing is drawn at
     * @param letters the only ones there can be; empty for any
     * @return no text where nothing was found or could be read
     */
    Tesseract.Line line(Tesseract.LanguageData data, Gray picture, int dpi, String letters);
}
