package dev.stitchwork.splitter.freepage;

import dev.stitchwork.engine.Spot;
import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Flat;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.PageReader;
import dev.stitchwork.splitter.registration.Skew;
import java.io.IOException;

/**
 * A page turned upright, its lines level, its paper white and its small letters of one height, with the way back to the
 * pixels of the scan. A pixel is resampled once on its way here.
 *
 * <p>Scans of archives seldom say their resolution truly, so that the letters themselves give the scale: of the heights
 * of all pieces of ink the most common is that of the small letters.
 */
public final class UprightPage {
    /** Height of small letters that Tesseract reads best lies between 20 and 30 pixels (its documentation). */
    static final int SMALL_LETTER = 24;
    /** Resolution at which eleven-point print has small letters of that height. */
    public static final int DPI = 320;
    /** Resolution that a page with a table is drawn at, of its paper. */
    public static final int TABLE_DPI = 300;

    private static final int SKEW_WIDTH = 900;
    private static final double SCALE_MIN = 0.4;
    private static final double SCALE_MAX = 3.5;
    private static final double PIXELS_MAX = 25_000_000;
    private static final double SKEW_MIN = Math.toRadians(0.08);
    private static final int LETTER_MIN = 4;
    private static final int LETTER_MAX = 120;

    private final Gray picture;
    private final int quarters;
    private final double cos;
    private final double sin;
    private final double scale;
    private final int turnedWidth;
    private final int turnedHeight;

    private UprightPage(Gray turned, int quarters, double radians, double scale) {
        this.quarters = quarters;
        this.cos = Math.cos(radians);
        this.sin = Math.sin(radians);
        this.scale = scale;
        this.turnedWidth = turned.width();
        this.turnedHeight = turned.height();
        this.picture = redraw(turned);
    }

    /**
     * @param reader tells which way up the page lies; it stays as it is where that cannot be told
     */
    static UprightPage of(Gray scan, PageReader reader) throws IOException {
        Gray flat = Flat.of(scan);
        int quarters = reader.quarters(flat, DPI);
        Gray turned = flat.turned(quarters);
        return new UprightPage(turned, quarters, skew(turned), scale(turned));
    }

    /**
     * A page with a table, drawn as if its paper had {@link #TABLE_DPI}: there letters touch rules, so that the paper says the
     * scale and not they. It stays as it lies where nothing reads here which way up that is.
     *
     * @param widthMm of its paper, upright
     */
    public static UprightPage table(Gray scan, PageReader reader, double widthMm) {
        Gray flat = Flat.of(scan);
        int quarters = quarters(flat, reader);
        Gray turned = flat.turned(quarters);
        return new UprightPage(turned, quarters, skew(turned), fitting(turned, TABLE_DPI / 25.4 * widthMm / turned.width()));
    }

    private static int quarters(Gray flat, PageReader reader) {
        try {
            return reader.quarters(flat, DPI);
        } catch (IOException nothingReads) {
            return 0;
        }
    }

    private static double skew(Gray page) {
        Gray small = page;
        while (small.width() > 2 * SKEW_WIDTH) {
            small = small.halved();
        }
        double skew = Skew.of(small);
        return Math.abs(skew) < SKEW_MIN ? 0 : skew;
    }

    private static double scale(Gray page) {
        Blobs blobs = new Blobs(Mask.darker(page, Ink.threshold(page)));
        int[] heights = new int[LETTER_MAX + 2];
        for (int label = 1; label <= blobs.count(); label++) {
            Span bounds = blobs.bounds(label);
            boolean letter = bounds.height() >= LETTER_MIN && bounds.height() <= LETTER_MAX
                    && bounds.width() * 4 >= bounds.height() && bounds.width() <= bounds.height() * 3
                    && blobs.area(label) * 7 >= bounds.width() * bounds.height();
            if (letter) {
                heights[bounds.height()]++;
            }
        }
        double most = 0;
        int common = 0;
        for (int height = LETTER_MIN; height <= LETTER_MAX; height++) {
            double near = (heights[height - 1] + 2.0 * heights[height] + heights[height + 1]) * Math.sqrt(height);
            if (near > most) {
                most = near;
                common = height;
            }
        }
        double scale = common == 0 ? 1 : SMALL_LETTER / (double) common;
        return fitting(page, scale);
    }

    private static double fitting(Gray page, double scale) {
        double fits = Math.sqrt(PIXELS_MAX / ((double) page.width() * page.height()));
        return Math.min(fits, Math.max(SCALE_MIN, Math.min(SCALE_MAX, scale)));
    }

    private Gray redraw(Gray turned) {
        if (sin == 0 && Math.abs(scale - 1) < 0.15) {
            return turned;
        }
        Gray source = turned;
        double shrink = 1;
        while (scale * shrink <= 0.6) {
            source = source.halved();
            shrink *= 2;
        }
        int width = (int) Math.round((turnedWidth * Math.abs(cos) + turnedHeight * Math.abs(sin)) * scale);
        int height = (int) Math.round((turnedHeight * Math.abs(cos) + turnedWidth * Math.abs(sin)) * scale);
        byte[] pixels = new byte[Math.multiplyExact(width, height)];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double u = turnedX(x + 0.5, y + 0.5, width, height);
                double v = turnedY(x + 0.5, y + 0.5, width, height);
                pixels[y * width + x] = (byte) (source.sample(u / shrink, v / shrink) + 0.5f);
            }
        }
        return new Gray(width, height, pixels);
    }

    private double turnedX(double x, double y, int width, int height) {
        return ((x - width / 2.0) * cos - (y - height / 2.0) * sin) / scale + turnedWidth / 2.0;
    }

    private double turnedY(double x, double y, int width, int height) {
        return ((x - width / 2.0) * sin + (y - height / 2.0) * cos) / scale + turnedHeight / 2.0;
    }

    public Gray picture() {
        return picture;
    }

    /** Quarter turns clockwise that brought the page upright. */
    public int turn() {
        return quarters;
    }

    /** By how much its lines fell to the right. */
    public double degrees() {
        return Math.toDegrees(Math.atan2(sin, cos));
    }

    /** Where a point of this page lies on the sheet, upright and not yet levelled: shares of its width and height. */
    double[] share(double x, double y) {
        boolean same = picture.width() == turnedWidth && picture.height() == turnedHeight && sin == 0;
        return new double[] {
            clamped((same ? x : turnedX(x, y, picture.width(), picture.height())) / turnedWidth),
            clamped((same ? y : turnedY(x, y, picture.width(), picture.height())) / turnedHeight)
        };
    }

    /** A part of this page as the client's record has it: the box around it on the page as it lies in the file. */
    public Spot spot(int block, int line, Span span) {
        double left = 1;
        double top = 1;
        double right = 0;
        double bottom = 0;
        for (int corner = 0; corner < 4; corner++) {
            double x = corner % 2 == 0 ? span.left() : span.right();
            double y = corner < 2 ? span.top() : span.bottom();
            double[] share = share(x, y);
            double u = share[0];
            double v = share[1];
            double shareX = quarters == 0 ? u : quarters == 1 ? v : quarters == 2 ? 1 - u : 1 - v;
            double shareY = quarters == 0 ? v : quarters == 1 ? 1 - u : quarters == 2 ? 1 - v : u;
            left = Math.min(left, shareX);
            right = Math.max(right, shareX);
            top = Math.min(top, shareY);
            bottom = Math.max(bottom, shareY);
        }
        return new Spot(block, line, left, top, right - left, bottom - top);
    }

    /** Where a place on the sheet, upright and not yet levelled, lies on this page: the way back from {@link #share}. */
    public double[] at(double shareX, double shareY) {
        double u = (shareX - 0.5) * turnedWidth;
        double v = (shareY - 0.5) * turnedHeight;
        boolean same = picture.width() == turnedWidth && picture.height() == turnedHeight && sin == 0;
        double by = same ? 1 : scale;
        return new double[] {
            (u * cos + v * sin) * by + picture.width() / 2.0, (v * cos - u * sin) * by + picture.height() / 2.0
        };
    }

    private static double clamped(double share) {
        return Math.max(0, Math.min(1, share));
    }
}
