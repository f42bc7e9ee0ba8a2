package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.splitter.raster.Gray;

/**
 * How far two decodings of one page are apart: both are averaged down to at most 64 pixels a side, where half a pixel of
 * placing and the edges of letters do not count, and compared there.
 *
 * @param mean grey levels, of 255, that a place differs by
 * @param likeness correlation of the two, 1 for the same; 1 also where either is one even tone
 */
record Difference(double mean, double likeness) {
    private static final int SIDE = 64;
    /** Bounds for rounding, anti-aliasing, and fonts that are not in the file. */
    private static final double MEAN_MAX = 4;
    private static final double LIKENESS_MIN = 0.95;

    static Difference between(Gray one, Gray other) {
        int across = Math.min(SIDE, Math.min(one.width(), other.width()));
        int down = Math.min(SIDE, Math.min(one.height(), other.height()));
        double[] a = reduced(one, across, down);
        double[] b = reduced(other, across, down);
        double apart = 0;
        double meanA = 0;
        double meanB = 0;
        for (int i = 0; i < a.length; i++) {
            apart += Math.abs(a[i] - b[i]) / a.length;
            meanA += a[i] / a.length;
            meanB += b[i] / a.length;
        }
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - meanA) * (b[i] - meanB);
            aa += (a[i] - meanA) * (a[i] - meanA);
            bb += (b[i] - meanB) * (b[i] - meanB);
        }
        boolean isEven = Math.min(aa, bb) < a.length;
        return new Difference(apart, isEven ? 1 : ab / Math.sqrt(aa * bb));
    }

    boolean isRounding() {
        return mean <= MEAN_MAX && likeness >= LIKENESS_MIN;
    }

    private static double[] reduced(Gray picture, int across, int down) {
        double[] sums = new double[across * down];
        int[] counts = new int[across * down];
        for (int y = 0; y < picture.height(); y++) {
            for (int x = 0; x < picture.width(); x++) {
                int cell = y * down / picture.height() * across + x * across / picture.width();
                sums[cell] += picture.at(x, y);
                counts[cell]++;
            }
        }
        for (int i = 0; i < sums.length; i++) {
            sums[i] /= counts[i];
        }
        return sums;
    }
}
