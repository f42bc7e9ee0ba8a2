package dev.stitchwork.splitter.registration;

/**
 * A map of the plane that keeps straight lines straight, as a camera's view of a flat sheet does:
 * x' = (a x + b y + c) / (g x + h y + 1), y' = (d x + e y + f) / (g x + h y + 1).
 *
 * <p>The rule: what is mapped lies on the near side of the horizon, where g x + h y + 1 is above zero.
 */
public record Homography(double a, double b, double c, double d, double e, double f, double g, double h) {
    static Homography of(Affine map) {
        return new Homography(map.a(), map.b(), map.c(), map.d(), map.e(), map.f(), 0, 0);
    }

    private static Homography of(double[] m) {
        return new Homography(m[0] / m[8], m[1] / m[8], m[2] / m[8], m[3] / m[8], m[4] / m[8], m[5] / m[8],
                m[6] / m[8], m[7] / m[8]);
    }

    public double x(double x, double y) {
        return (a * x + b * y + c) / (g * x + h * y + 1);
    }

    public double y(double x, double y) {
        return (d * x + e * y + f) / (g * x + h * y + 1);
    }

    boolean isAffine() {
        return g == 0 && h == 0;
    }

    /** This map after another. */
    Homography after(Homography first) {
        double[] one = entries();
        double[] other = first.entries();
        double[] product = new double[9];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                for (int i = 0; i < 3; i++) {
                    product[row * 3 + column] += one[row * 3 + i] * other[i * 3 + column];
                }
            }
        }
        return of(product);
    }

    /** The way back. */
    Homography inverse() {
        return of(new double[] {
            e - f * h, c * h - b, b * f - c * e,
            f * g - d, a - c * g, c * d - a * f,
            d * h - e * g, b * g - a * h, a * e - b * d
        });
    }

    /** By how much lengths grow around a point, on the whole. */
    double scaleAt(double x, double y) {
        return Math.sqrt(Math.abs(growthAt(x, y)));
    }

    /** By how much areas grow around a point; below zero where the map mirrors. */
    double growthAt(double x, double y) {
        double w = g * x + h * y + 1;
        double u = x(x, y);
        double v = y(x, y);
        return ((a - u * g) * (e - v * h) - (b - u * h) * (d - v * g)) / (w * w);
    }

    /** Clockwise angle by which a step to the right is turned at a point, radians. */
    double angleAt(double x, double y) {
        return Math.atan2(d - y(x, y) * g, a - x(x, y) * g);
    }

    private double[] entries() {
        return new double[] {a, b, c, d, e, f, g, h, 1};
    }
}
