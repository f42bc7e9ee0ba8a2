package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Flat;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.engine.form.Box;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** One page of the empty form in its own frame, with all that is worked out once for it. */
public final class Sheet {
    /** Dots of the frame in a millimetre: 300 to the inch. */
    public static final double PX_PER_MM = 300 / 25.4;

    /** Level of the pyramid for the global fit, and its window: 13 mm. */
    static final int WIDE_LEVEL = 2;
    static final int WIDE_WINDOW = 40;
    /** Level of the pyramid for the local fit, and its window: 5 mm. */
    static final int NEAR_LEVEL = 1;
    static final int NEAR_WINDOW = 32;

    private static final int FINE_TILE = 96;
    /** Print in the reference is darker than this; grey panels are lighter. */
    private static final int FINE_PRINT = 170;

    private static final int WIDE_CELLS = 9;
    private static final int NEAR_CELL = 52;

    private final int width;
    private final int height;
    private final Printed printed;
    private CoarseFit rough;
    private FeatureFit features;
    private PrintTiles fineTiles;

    /** What is printed on a page. */
    private record Printed(
            Pyramid pyramid, CoarseFit coarse, double skew, List<Landmark> wide, List<Landmark> near, PrintTiles tiles) {}

    private Sheet(double widthMm, double heightMm, Gray reference) {
        width = (int) Math.round(widthMm * PX_PER_MM);
        height = (int) Math.round(heightMm * PX_PER_MM);
        printed = reference == null ? null : prepare(reference);
    }

    /** A page of which only the size is known. */
    public static Sheet unprinted(double widthMm, double heightMm) {
        return new Sheet(widthMm, heightMm, null);
    }

    /** A page with a picture of the empty form, which fills it. */
    public static Sheet printed(double widthMm, double heightMm, Gray reference) {
        return new Sheet(widthMm, heightMm, reference);
    }

    private Printed prepare(Gray reference) {
        Gray flat = Flat.of(reference);
        Gray inside = Border.without(flat);
        Pyramid pyramid = framed(inside);
        boolean noBorder = Arrays.equals(inside.pixels(), flat.pixels());
        Gray whole = (noBorder ? pyramid : framed(flat)).level(PrintCheck.LEVEL);
        Gray wideLevel = pyramid.level(WIDE_LEVEL);
        List<Landmark> wide =
                Landmark.of(wideLevel, 1 << WIDE_LEVEL, WIDE_WINDOW, Math.max(12, wideLevel.width() / WIDE_CELLS));
        List<Landmark> near = Landmark.of(pyramid.level(NEAR_LEVEL), 1 << NEAR_LEVEL, NEAR_WINDOW, NEAR_CELL);
        return new Printed(pyramid, new CoarseFit(pyramid, CoarseFit.SIDE_MAX), Skew.of(wideLevel), wide, near,
                PrintCheck.printOf(pyramid.level(PrintCheck.LEVEL), whole));
    }

    /** A picture of the page, drawn in its frame. */
    private Pyramid framed(Gray picture) {
        Affine stretch = new Affine(picture.width() / (double) width, 0, 0, 0, picture.height() / (double) height, 0);
        Placement placement = new Placement(Homography.of(stretch), LocalFit.none(width, height));
        return new Pyramid(Redraw.of(new Pyramid(picture), placement, width, height));
    }

    /** Width of the frame, pixels. */
    public int width() {
        return width;
    }

    /** Height of the frame, pixels. */
    public int height() {
        return height;
    }

    /** The empty form in its frame, flattened; empty where no picture of it is known. */
    public Optional<Gray> print() {
        return printed == null ? Optional.empty() : Optional.of(printed.pyramid.full());
    }

    /** The pixels of a box of the template. */
    public static Span span(Box box) {
        return new Span((int) Math.round(box.x() * PX_PER_MM), (int) Math.round(box.y() * PX_PER_MM),
                (int) Math.round(box.right() * PX_PER_MM), (int) Math.round(box.bottom() * PX_PER_MM));
    }

    Pyramid pyramid() {
        return printed.pyramid;
    }

    CoarseFit coarse() {
        return printed.coarse;
    }

    /** How alike this page and another one look, up to 1: their correlation where they lie best on each other. */
    double likeness(Sheet other) {
        if (printed == null || other.printed == null) {
            return 1;
        }
        return printed.coarse.guesses(other.printed.pyramid, width, height, new double[1],
                new double[][] {{other.width / (double) width, other.height / (double) height}}).get(0).score();
    }

    /** Its first guess at half the size, which is tried first, and tells it from others. */
    synchronized CoarseFit rough() {
        if (rough == null) {
            rough = new CoarseFit(printed.pyramid, CoarseFit.SIDE_MAX_ROUGH);
        }
        return rough;
    }

    /** Features of the form, found when a scan first asks for them. */
    synchronized FeatureFit features() {
        if (features == null) {
            features = new FeatureFit(printed.pyramid);
        }
        return features;
    }

    /** Its print by tiles, as far as a scan can be asked for it. */
    PrintTiles tiles() {
        return printed.tiles;
    }

    /** The empty form's print in tiles of 8 mm, at full size; only of a form that has a picture. */
    public synchronized PrintTiles printTiles() {
        if (fineTiles == null) {
            fineTiles = PrintTiles.of(printed.pyramid.full(), FINE_TILE, FINE_PRINT);
        }
        return fineTiles;
    }

    double skew() {
        return printed.skew;
    }

    List<Landmark> wideLandmarks() {
        return printed.wide;
    }

    List<Landmark> nearLandmarks() {
        return printed.near;
    }
}
