package dev.stitchwork.splitter.reading;

import dev.stitchwork.splitter.raster.Gray;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Whatever lays out and reads pages of running text; it may be in another process. */
public interface PageMachine {
    /** What a picture shows. */
    enum Shape { PAGE, LINE }

    /**
     * Lays a picture out in lines and words and reads them, in the order one reads.
     *
     * @param dpi resolution at which its letters have the height of eleven-point print
     * @throws IOException with one sentence where it cannot be read here
     */
    List<ReadLine> lines(Tesseract.LanguageData data, Shape shape, Gray picture, int dpi) throws IOException;

    /**
     * Which way up a page lies.
     *
     * @param data that of orientation
     * @return empty where there is too little on it to tell
     * @throws IOException with one sentence where that cannot be told here
     */
    Optional<Turn> turn(Tesseract.LanguageData data, Gray picture, int dpi) throws IOException;

    /**
     * Which way up a page lies.
     *
     * @param quarters turns clockwise that make it upright
     * @param sureness by how much that is likelier than the next best, logarithm; from 15 on Tesseract calls it sure
     */
    record Turn(int quarters, double sureness) {
        public Turn {
            if (quarters < 0 || quarters > 3 || Double.isNaN(sureness)) {
                throw new IllegalArgumentException("Expected 0 to 3 quarter turns but were %d, sure to %f.".formatted(quarters, sureness));
            }
        }
    }
}
