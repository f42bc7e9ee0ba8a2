package dev.stitchwork.splitter.intake;

import java.util.List;

/**
 * What a file says of one of its pages, before anything of the page is decoded.
 *
 * @param width as stored, before the page is turned upright: pixels of a picture; points of a PDF page's crop box
 * @param orientation how it is to be turned, in the eight numbers that TIFF and EXIF have for it; 1 is upright
 * @param encodings how its pixels are coded, each way once, in the order they are met; for a PDF also {@code text} and
 *     {@code drawing} where it has any
 */
public record PageFacts(double width, double height, Unit unit, int orientation, List<String> encodings) {
    /** What sizes are counted in. */
    public enum Unit { PIXELS, POINTS }

    private static final int[] DEGREES = {0, 0, 0, 180, 180, 270, 90, 90, 270};

    public PageFacts {
        if (!(width > 0 && height > 0 && Double.isFinite(width) && Double.isFinite(height))) {
            throw new IllegalArgumentException("Expected a page of some size but was %s x %s.".formatted(width, height));
        }
        if (orientation < 1 || orientation > 8) {
            throw new IllegalArgumentException("Expected an orientation from 1 to 8 but was %d.".formatted(orientation));
        }
        encodings = List.copyOf(encodings);
    }

    /** Degrees that the page is turned clockwise, after it was mirrored, to be upright. */
    public int degrees() {
        return DEGREES[orientation];
    }

    /** Whether the page is stored mirrored left to right. */
    public boolean isMirrored() {
        return orientation == 2 || orientation == 4 || orientation == 5 || orientation == 7;
    }
}
