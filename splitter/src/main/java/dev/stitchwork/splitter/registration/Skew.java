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
    /** Rows are counted in whole numbers, which a processor adds up sooner than others, with so many bits behind the point. */
    private static final int ROW_BITS = 32;
    private static final long ROW = 1L << ROW_BITS;
    /** Points that follow each other lie in one row, whose sum a processor would wait for: they are taken in turns from so many stretches. */
    private static final int STRETCHES = 4;

    private Skew() {}

    public static double of(Gray page) {
        int[] xs = new int[POINTS_MAX];
        int[] ys = new int[POINTS_MAX];
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

    private static double sharpness(int[] xs, int[] ys, int count, int every, double radians, Gray page) {
        int margin = page.width() / 8 + 2;
        long[] rows = new long[page.height() + 2 * margin + 2];
        long slope = Math.round(Math.tan(radians) * ROW);
        long start = margin * ROW + Math.round(Math.tan(radians) * page.width() / 2 * ROW);
        int stretch = (count + STRETCHES - 1) / STRETCHES;
        for (int first = 0; first < stretch; first += every) {
            for (int i = first; i < count; i += stretch) {
                long row = start + ys[i] * ROW - xs[i] * slope;
                int upper = (int) (row >> ROW_BITS);
                long below = row & ROW - 1;
                if (row >= 0 && upper + 1 < rows.length) {
                    rows[upper] += ROW - below;
                    rows[upper + 1] += below;
                }
            }
        }
        double sum = 0;
        for (long row : rows) {
            sum += (double) row * row;
        }
        return sum;
    }
}
