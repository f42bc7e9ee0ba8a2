package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import java.util.Optional;

/**
 * One fragment as it was cut.
 *
 * @param picture on its canvas
 * @param span which part of the page it shows
 * @param ink pixels of the field's ink in it
 * @param flag what is doubtful about the cut, for the client
 */
public record Cut(Gray picture, Span span, int ink, Optional<String> flag) {}
