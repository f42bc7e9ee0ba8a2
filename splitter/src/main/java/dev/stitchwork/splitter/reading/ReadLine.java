package dev.stitchwork.splitter.reading;

import dev.stitchwork.splitter.raster.Span;
import java.util.List;

/**
 * A line of text as a machine found it on a page.
 *
 * @param column number of the block of text it stands in, rising in the order one reads
 * @param box around it, in the picture that was read
 * @param baseLeft height of the line that the letters stand on at the left edge of the box, continuous
 * @param baseRight the same at the right edge
 * @param words from left to right, at least one
 */
public record ReadLine(int column, Span box, double baseLeft, double baseRight, List<ReadWord> words) {
    public ReadLine {
        words = List.copyOf(words);
    }

    /** Height of the line that the letters stand on at a place; it goes on straight beyond the box. */
    public double base(double x) {
        return baseLeft + (baseRight - baseLeft) * (x - box.left()) / Math.max(1, box.width());
    }
}
