package dev.stitchwork.splitter.registration;

/** A straight map of the plane: x' = a x + b y + c, y' = d x + e y + f. */
public record Affine(double a, double b, double c, double d, double e, double f) {
    /** Turns by an angle and scales, and takes one given point to another. */
    static Affine about(double fromX, double fromY, double toX, double toY, double radians, double scaleX, double scaleY) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        double a = cos * scaleX;
        double b = -sin * scaleX;
        double d = sin * scaleY;
        double e = cos * scaleY;
        return new Affine(a, b, toX - a * fromX - b * fromY, d, e, toY - d * fromX - e * fromY);
    }

    public double x(double x, double y) {
        return a * x + b * y + c;
    }

    public double y(double x, double y) {
        return d * x + e * y + f;
    }

    /** This map after a shift. */
    Affine afterShift(double dx, double dy) {
        return new Affine(a, b, c + a * dx + b * dy, d, e, f + d * dx + e * dy);
    }

    /** This map after another. */
    Affine after(Affine first) {
        return new Affine(
                a * first.a + b * first.d, a * first.b + b * first.e, x(first.c, first.f),
                d * first.a + e * first.d, d * first.b + e * first.e, y(first.c, first.f));
    }

    /** By how much lengths grow, on the whole. */
    double scale() {
        return Math.sqrt(Math.abs(a * e - b * d));
    }
}
