package dev.stitchwork.samples.bench.registration;

import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Flat;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * The spots of paper that ink encloses, and those of ink that paper does: the inside of a tick box, of a bubble, of a
 * letter o; a full stop, a filled bubble.
 *
 * <p>Each is found in one picture alone, without any knowledge of the form or of how it lies, so its middle is a landmark
 * that registration had no part in: correlation never looked for it. The middle is the centroid of its pixels, weighed by
 * how light they are, good to about a tenth of a pixel.
 */
final class Islands {
    /** Pixels of the picture; smaller ones are noise, larger ones are bent with the paper. */
    private static final int AREA_MIN = 24;
    private static final int SIDE_MAX = 90;
    private static final int INK = 190;

    /**
     * @param dark whether it is of ink
     * @param x of the middle, pixels of the picture, continuous
     * @param y of the middle
     * @param area pixels
     */
    record Island(boolean dark, double x, double y, double area) {}

    private Islands() {}

    static List<Island> of(Gray picture) {
        Gray flat = Flat.of(picture);
        Mask ink = Mask.darker(flat, INK);
        Mask paper = Mask.darker(flat, Gray.WHITE + 1).without(ink);
        List<Island> islands = new ArrayList<>();
        add(flat, paper, false, islands);
        add(flat, ink, true, islands);
        return islands;
    }

    private static void add(Gray flat, Mask land, boolean dark, List<Island> islands) {
        Blobs blobs = new Blobs(land);
        for (int label = 1; label <= blobs.count(); label++) {
            Span bounds = blobs.bounds(label);
            boolean compact = Math.max(bounds.width(), bounds.height()) <= 2 * Math.min(bounds.width(), bounds.height())
                    && blobs.area(label) >= 0.62 * bounds.width() * bounds.height();
            if (blobs.area(label) >= AREA_MIN && Math.max(bounds.width(), bounds.height()) <= SIDE_MAX && compact) {
                islands.add(middle(flat, blobs, label, bounds, dark));
            }
        }
    }

    private static Island middle(Gray flat, Blobs blobs, int label, Span bounds, boolean dark) {
        double weights = 0;
        double x = 0;
        double y = 0;
        for (int v = bounds.top(); v < bounds.bottom(); v++) {
            for (int u = bounds.left(); u < bounds.right(); u++) {
                if (blobs.at(u, v) == label) {
                    double weight = Math.abs(flat.at(u, v) - INK) + 1;
                    weights += weight;
                    x += weight * (u + 0.5);
                    y += weight * (v + 0.5);
                }
            }
        }
        return new Island(dark, x / weights, y / weights, blobs.area(label));
    }
}
