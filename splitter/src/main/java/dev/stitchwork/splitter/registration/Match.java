package dev.stitchwork.splitter.registration;

/**
 * A landmark found in the scan.
 *
 * @param landmark where it is on the form
 * @param dx how far from the expected place it was found, in pixels of the form's frame
 * @param dy likewise, down
 * @param score correlation coefficient, up to 1
 */
record Match(Landmark landmark, double dx, double dy, double score) {
    double distance(double otherDx, double otherDy) {
        double x = dx - otherDx;
        double y = dy - otherDy;
        return Math.sqrt(x * x + y * y); // hypot guards against squares too large for a double, at ten times the cost
    }
}
