package dev.stitchwork.splitter.freepage;

import dev.stitchwork.splitter.cutting.Dropout;
import dev.stitchwork.splitter.raster.Gray;

/** The grey that parts ink from paper. */
final class Ink {
    private Ink() {}

    static int threshold(Gray page) {
        return Dropout.inkThreshold(page);
    }
}
