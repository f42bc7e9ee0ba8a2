package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;

/**
 * By how much the lines of a page are off the level, from its row profile: where rows of text and rules lie level, the
 * number of dark pixels changes abruptly from row to row (Postl 1986). In radians, positive where lines fall to the right.
 */
public final class Skew {
    private static final int DARK = 140;
    private static final double DEGREES_MAX = 6;
    private static final int POINTS_MAX = 60_000;
    private static final double[] STEPS = {0.25, 0.05, 0.01};
    /** So many points are enough for all but the last, finest search. */
    private static final int FEW = 10_000;
    /** Points that follow each other lie in one row, whose sum a processor would wait for: they are taken in turns from so many stretches. */
    private static final int STRETCHES = 4;

    private Skew() {}

    public static double of(Gray page) {
        float[] xs = new float[POINTS_MAX];
        float[] ys = new float[POINTS_MAX];
        int count = 0;
        for (int y = 1; y < page.height() && count < POINTS_MAX; y++) {
            for (int x = 0; x < page.width() && count < POINTS_MAX; x++) {
                if (page.at(x, y) < DARK && page.at(x, y - 1) >= DARK) {
                    xs[count] = x;
                    ys[count++] = y;
                }
            }
        }
        double best = 0;
        for (double step : STEPS) {
            double range = step == STEPS[0] ? DEGREES_MAX : step * 4;
            int every = step == STEPS[STEPS.length - 1] ? 1 : Math.max(1, count / FEW);
            double centre = best;
            double most = -1;
            for (double degrees = centre - range; degrees <= centre + range + 1e-9; degrees += step) {
                double sharpness = sharpness(xs, ys, count, every, Math.toRadians(degrees), page);
                if (sharpness > most) {
                    most = sharpness;
                    best = degrees;
                }
            }
        }
        return Math.toRadians(best);
    }

    private static double sharpness(float[] xs, float[] ys, int count, int every, double radians, Gray page) {
        int margin = page.width() / 8 + 2;
        float[] rows = new float[page.height() + 2 * margin + 2];
        double slope = Math.tan(radians);
        double middle = page.width() / 2.0;
        int stretch = (count + STRETCHES - 1) / STRETCHES;
        for (int first = 0; first < stretch; first += every) {
            for (int i = first; i < count; i += stretch) {
                double row = ys[i] - (xs[i] - middle) * slope + margin;
                int upper = (int) row;
                if (row >= 0 && upper + 1 < rows.length) {
                    rows[upper] += (float) (1 - (row - upper));
                    rows[upper + 1] += (float) (row - upper);
                }
            }
        }
        double sum = 0;
        for (float row : rows) {
            sum += row * row;
        }
        return sum;
    }
}
