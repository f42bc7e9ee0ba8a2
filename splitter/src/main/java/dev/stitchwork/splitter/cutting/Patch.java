package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Span;

/**
 * Which part of the page a part of a fragment shows, so that each of its pixels can be followed back.
 *
 * @param page in the form's frame, pixels at 300 dpi
 * @param canvas where that is drawn in the fragment, pixels
 */
public record Patch(Span page, Span canvas) {}
