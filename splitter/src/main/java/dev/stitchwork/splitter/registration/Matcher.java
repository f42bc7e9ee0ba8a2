package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for landmarks of the form around where they are expected in the scan, by normalised cross-correlation of a
 * window of pixels, to a fraction of a pixel (a parabola through the peak and its neighbours).
 */
final class Matcher {
    private final Gray form;
    private final Pyramid scan;
    private final double unit;
    private final int side;
    private final int reach;

    /**
     * @param form the form at the level of the search
     * @param unit how many pixels of the form's frame one pixel of that level is
     * @param side side of the window, pixels of that level
     * @param reach how far to look, pixels of that level
     */
    Matcher(Gray form, Pyramid scan, double unit, int side, int reach) {
        this.form = form;
        this.scan = scan;
        this.unit = unit;
        this.side = side;
        this.reach = reach;
    }

    List<Match> matches(List<Landmark> landmarks, Placement placement, double scoreMin) {
        List<Match> matches = new ArrayList<>();
        for (Landmark landmark : landmarks) {
            Match match = match(landmark, placement);
            if (match != null && match.score() >= scoreMin) {
                matches.add(match);
            }
        }
        return matches;
    }

    private Match match(Landmark landmark, Placement placement) {
        int left = (int) Math.round(landmark.x() / unit) - side / 2;
        int top = (int) Math.round(landmark.y() / unit) - side / 2;
        if (left < 0 || top < 0 || left + side > form.width() || top + side > form.height()) {
            return null;
        }
        float[] pattern = new float[side * side];
        double norm = pattern(pattern, left, top);
        if (norm < 1) {
            return null;
        }
        int wide = side + 2 * reach;
        float[] window = window(left - reach, top - reach, wide, placement);
        double[][] scores = scores(pattern, norm, window, wide);
        int best = 0;
        int places = 2 * reach + 1;
        for (int i = 1; i < places * places; i++) {
            if (scores[i / places][i % places] > scores[best / places][best % places]) {
                best = i;
            }
        }
        int x = best % places;
        int y = best / places;
        if (x == 0 || y == 0 || x == places - 1 || y == places - 1) {
            return null; // the peak lies further off: this is only its slope
        }
        double dx = x - reach + peak(scores[y][x - 1], scores[y][x], scores[y][x + 1]);
        double dy = y - reach + peak(scores[y - 1][x], scores[y][x], scores[y + 1][x]);
        Landmark centre = new Landmark((left + side / 2.0) * unit, (top + side / 2.0) * unit);
        return new Match(centre, dx * unit, dy * unit, scores[y][x]);
    }

    private static double peak(double before, double at, double after) {
        double bend = before - 2 * at + after;
        return bend >= -1e-9 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
    }

    private double pattern(float[] pattern, int left, int top) {
        double mean = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                mean += pattern[y * side + x] = form.at(left + x, top + y);
            }
        }
        mean /= pattern.length;
        double squares = 0;
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] -= (float) mean;
            squares += pattern[i] * pattern[i];
        }
        return Math.sqrt(squares);
    }

    private float[] window(int left, int top, int wide, Placement placement) {
        int level = scan.levelFor(unit * placement.affine().scale());
        Gray source = scan.level(level);
        double shrink = 1.0 / (1 << level);
        float[] window = new float[wide * wide];
        double[] shift = new double[2];
        placement.shift((left + wide / 2.0) * unit, (top + wide / 2.0) * unit, shift);
        for (int y = 0; y < wide; y++) {
            for (int x = 0; x < wide; x++) {
                double u = (left + x + 0.5) * unit + shift[0];
                double v = (top + y + 0.5) * unit + shift[1];
                window[y * wide + x] =
                        source.sample(placement.affine().x(u, v) * shrink, placement.affine().y(u, v) * shrink);
            }
        }
        return window;
    }

    private double[][] scores(float[] pattern, double norm, float[] window, int wide) {
        int places = 2 * reach + 1;
        double[] sums = new double[(wide + 1) * (wide + 1)];
        double[] squares = new double[(wide + 1) * (wide + 1)];
        for (int y = 0; y < wide; y++) {
            double sum = 0;
            double square = 0;
            for (int x = 0; x < wide; x++) {
                float value = window[y * wide + x];
                sum += value;
                square += value * value;
                int at = (y + 1) * (wide + 1) + x + 1;
                sums[at] = sums[at - wide - 1] + sum;
                squares[at] = squares[at - wide - 1] + square;
            }
        }
        double[][] scores = new double[places][places];
        for (int dy = 0; dy < places; dy++) {
            for (int dx = 0; dx < places; dx++) {
                double product = 0;
                for (int y = 0; y < side; y++) {
                    int row = (dy + y) * wide + dx;
                    int own = y * side;
                    float line = 0;
                    for (int x = 0; x < side; x++) {
                        line += pattern[own + x] * window[row + x];
                    }
                    product += line;
                }
                double sum = over(sums, wide, dx, dy);
                double spread = over(squares, wide, dx, dy) - sum * sum / pattern.length;
                scores[dy][dx] = spread < 1 ? 0 : product / (norm * Math.sqrt(spread));
            }
        }
        return scores;
    }

    private double over(double[] sums, int wide, int left, int top) {
        int stride = wide + 1;
        return sums[(top + side) * stride + left + side] - sums[top * stride + left + side]
                - sums[(top + side) * stride + left] + sums[top * stride + left];
    }
}
