package dev.stitchwork.splitter.freepage;

import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.ReadLine;
import dev.stitchwork.splitter.reading.ReadWord;
import java.util.List;

/**
 * A line of text on the upright page: where its letters stand and how high they are.
 *
 * @param height from the line the letters stand on to the top of tall letters
 */
public record TextLine(ReadLine read, double height) {
    private static final double HEIGHT_MIN = 12;

    static TextLine of(ReadLine read) {
        double[] heights = read.words().stream()
                .mapToDouble(word -> read.base(middle(word.box())) - word.box().top())
                .filter(height -> height > 0)
                .sorted()
                .toArray();
        double height = heights.length == 0 ? read.box().height() : heights[heights.length * 2 / 3];
        return new TextLine(read, Math.max(HEIGHT_MIN, height));
    }

    private static double middle(Span box) {
        return (box.left() + box.right()) / 2.0;
    }

    public List<ReadWord> words() {
        return read.words();
    }

    public Span box() {
        return read.box();
    }

    double base(double x) {
        return read.base(x);
    }

    double top(double x) {
        return read.base(x) - height;
    }
}
