package dev.stitchwork.splitter.registration;

/** Where the form lies in a scan: a straight map, and a small correction that changes from place to place. */
public final class Placement {
    private final Affine affine;
    private final LocalFit local;

    Placement(Affine affine, LocalFit local) {
        this.affine = affine;
        this.local = local;
    }

    Affine affine() {
        return affine;
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
        return new double[] {affine.x(u, v), affine.y(u, v)};
    }
}
