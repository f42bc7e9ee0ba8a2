package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.List;

/**
 * A spot of the empty form that can be told from its surroundings in every direction: the corner of a box, a word.
 *
 * @param x centre, in the form's frame
 * @param y centre, in the form's frame
 */
record Landmark(double x, double y) {
    private static final double LEAST = 60;

    /**
     * The best spot of each cell of a page: where the smaller eigenvalue of the gradients' covariance over a window is
     * largest (Shi and Tomasi 1994).
     *
     * @param form the page at some level
     * @param unit how many pixels of the form's frame one of its pixels is
     * @param window side of the window, pixels
     * @param cell side of a cell, pixels
     */
    static List<Landmark> of(Gray form, double unit, int window, int cell) {
        int width = form.width();
        int height = form.height();
        double[][] sums = gradientSums(form);
        List<Landmark> found = new ArrayList<>();
        int half = window / 2;
        for (int top = half; top + half < height; top += cell) {
            for (int left = half; left + half < width; left += cell) {
                double most = LEAST;
                int bestX = -1;
                int bestY = -1;
                for (int y = top; y < Math.min(top + cell, height - half); y += 2) {
                    for (int x = left; x < Math.min(left + cell, width - half); x += 2) {
                        double least = leastEigenvalue(sums, width, x - half, y - half, window);
                        if (least > most) {
                            most = least;
                            bestX = x;
                            bestY = y;
                        }
                    }
                }
                if (bestX >= 0) {
                    found.add(new Landmark(bestX * unit, bestY * unit));
                }
            }
        }
        return found;
    }

    private static double leastEigenvalue(double[][] sums, int width, int left, int top, int side) {
        int stride = width + 1;
        int a = top * stride + left;
        int b = (top + side) * stride + left;
        double xx = sums[0][b + side] - sums[0][a + side] - sums[0][b] + sums[0][a];
        double xy = sums[1][b + side] - sums[1][a + side] - sums[1][b] + sums[1][a];
        double yy = sums[2][b + side] - sums[2][a + side] - sums[2][b] + sums[2][a];
        double half = (xx + yy) / 2;
        return (half - Math.sqrt(Math.max(0, half * half - (xx * yy - xy * xy)))) / (side * side);
    }

    /** Running sums over the page of gx gx, gx gy and gy gy. */
    private static double[][] gradientSums(Gray form) {
        int width = form.width();
        int height = form.height();
        int stride = width + 1;
        double[][] sums = new double[3][stride * (height + 1)];
        for (int y = 0; y < height; y++) {
            double xx = 0;
            double xy = 0;
            double yy = 0;
            for (int x = 0; x < width; x++) {
                double gx = (form.at(Math.min(x + 1, width - 1), y) - form.at(Math.max(x - 1, 0), y)) / 2.0;
                double gy = (form.at(x, Math.min(y + 1, height - 1)) - form.at(x, Math.max(y - 1, 0))) / 2.0;
                xx += gx * gx;
                xy += gx * gy;
                yy += gy * gy;
                int at = (y + 1) * stride + x + 1;
                sums[0][at] = sums[0][at - stride] + xx;
                sums[1][at] = sums[1][at - stride] + xy;
                sums[2][at] = sums[2][at - stride] + yy;
            }
        }
        return sums;
    }
}
