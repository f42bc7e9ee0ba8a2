package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Span;

/** Where the form lies in a scan: a map that keeps lines straight, and a small correction that changes from place to place. */
public final class Placement {
    private final Homography map;
    private final LocalFit local;

    Placement(Homography map, LocalFit local) {
        this.map = map;
        this.local = local;
    }

    Homography map() {
        return map;
    }

    /** The correction at a point of the form: map the point so shifted. */
    void shift(double x, double y, double[] shift) {
        local.at(x, y, shift);
    }

    /** Where a point of the form's frame lies in the scan, pixels: {x, y}. */
    public double[] map(double x, double y) {
        double[] shift = new double[2];
        local.at(x, y, shift);
        double u = x + shift[0];
        double v = y + shift[1];
        return new double[] {map.x(u, v), map.y(u, v)};
    }

    /** What nine in ten points around this one are nearer than to where they are said to be, pixels of the form's frame. */
    public double errorAt(double x, double y) {
        return local.errorAt(x, y);
    }

    /** The most of that at the corners and in the middle of a part of the form. */
    double errorIn(Span part) {
        double most = errorAt((part.left() + part.right()) / 2.0, (part.top() + part.bottom()) / 2.0);
        for (int corner = 0; corner < 4; corner++) {
            most = Math.max(most, errorAt(corner % 2 == 0 ? part.left() : part.right(), corner < 2 ? part.top() : part.bottom()));
        }
        return most;
    }

    /** How many pixels of the scan one of the form's frame is around a point. */
    public double scaleAt(double x, double y) {
        return map.scaleAt(x, y);
    }
}
