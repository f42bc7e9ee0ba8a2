package dev.stitchwork.samples.bench.marks;

/**
 * A rectangle as a camera saw it: four corners in a picture, from the top left one clockwise. The map from the unit square to
 * four points is Heckbert's (Fundamentals of Texture Mapping and Image Warping, 1989, section 2.2.3).
 *
 * @param corners x and y of each, pixels
 */
record Quad(double... corners) {
    static Quad whole(int width, int height) {
        return new Quad(0, 0, width, 0, width, height, 0, height);
    }

    /** Where a point of the unit square lies in the picture; points outside of the square may be asked for too. */
    double[] at(double u, double v) {
        double x0 = corners[0];
        double y0 = corners[1];
        double sumX = x0 - corners[2] + corners[4] - corners[6];
        double sumY = y0 - corners[3] + corners[5] - corners[7];
        double dx1 = corners[2] - corners[4];
        double dy1 = corners[3] - corners[5];
        double dx2 = corners[6] - corners[4];
        double dy2 = corners[7] - corners[5];
        double area = dx1 * dy2 - dx2 * dy1;
        double g = (sumX * dy2 - dx2 * sumY) / area;
        double h = (dx1 * sumY - sumX * dy1) / area;
        double far = g * u + h * v + 1;
        return new double[] {
            ((corners[2] - x0 + g * corners[2]) * u + (corners[6] - x0 + h * corners[6]) * v + x0) / far,
            ((corners[3] - y0 + g * corners[3]) * u + (corners[7] - y0 + h * corners[7]) * v + y0) / far
        };
    }
}
