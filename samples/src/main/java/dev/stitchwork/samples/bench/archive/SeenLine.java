package dev.stitchwork.samples.bench.archive;

import dev.stitchwork.splitter.raster.Span;
import java.util.List;

/**
 * A line as a machine read it.
 *
 * @param box where it stands in the file's picture
 */
record SeenLine(Span box, List<SeenWord> words) {
    /**
     * A word.
     *
     * @param trust how sure it is; compared with other words' only
     */
    record SeenWord(String text, double trust) {}

    String text() {
        return String.join(" ", words.stream().map(SeenWord::text).toList());
    }
}
