package dev.stitchwork.splitter.reading;

import dev.stitchwork.splitter.raster.Span;

/**
 * A word as a machine read it.
 *
 * @param box where it stands in the picture that was read
 * @param confidence the machine's own, 0 to 1
 * @param leastConfidence of its least sure character, 0 to 1
 * @param known whether it is in the machine's dictionary
 */
public record ReadWord(String text, Span box, double confidence, double leastConfidence, boolean known) {}
