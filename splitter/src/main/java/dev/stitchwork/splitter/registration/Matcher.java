package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.List;

/**
 * Looks for landmarks of the form around where they are expected in the scan, by normalised cross-correlation of a
 * window of pixels, to a fraction of a pixel (a parabola through the peak and its neighbours).
 */
final class Matcher {
    /** Where a landmark is looked for. */
    enum Search {
        /** At every place in reach. */
        EVERYWHERE,
        /** Uphill from where it is expected; where no clear peak is near, uphill from every second place in reach. */
        AROUND,
        /** Uphill from where it is expected, and no further than near. */
        NEARBY
    }

    /** Over so many pixels a map in perspective is as good as straight. */
    private static final int STEP = 17;
    /** So near to where they are expected most are found, pixels of the level. */
    private static final int NEAR = 3;
    /** From this score on a peak is what was looked for. */
    private static final double CLEAR = 0.8;

    private final Gray form;
    private final Pyramid scan;
    private final double unit;
    private final int side;
    private final int reach;
    private final Search search;

    /**
     * @param form the form at the level of the search
     * @param unit how many pixels of the form's frame one pixel of that level is
     * @param side side of the window, pixels of that level
     * @param reach how far to look, pixels of that level
     */
    Matcher(Gray form, Pyramid scan, double unit, int side, int reach, Search search) {
        this.form = form;
        this.scan = scan;
        this.unit = unit;
        this.side = side;
        this.reach = reach;
        this.search = search;
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
        if (search != Search.EVERYWHERE) {
            int near = Math.min(reach, NEAR);
            Scores scores = scores(pattern, norm, left, top, near, placement);
            Match match = match(scores, scores.uphill(), left, top, near);
            if (search == Search.NEARBY || match != null && match.score() >= CLEAR) {
                return match;
            }
        }
        Scores scores = scores(pattern, norm, left, top, reach, placement);
        return match(scores, search == Search.EVERYWHERE ? scores.bestOfAll() : scores.best(), left, top, reach);
    }

    private Scores scores(float[] pattern, double norm, int left, int top, int reach, Placement placement) {
        int wide = side + 2 * reach;
        return new Scores(pattern, norm, side, window(left - reach, top - reach, wide, placement), wide);
    }

    private Match match(Scores scores, int best, int left, int top, int reach) {
        int places = 2 * reach + 1;
        int x = best % places;
        int y = best / places;
        if (x == 0 || y == 0 || x == places - 1 || y == places - 1) {
            return null; // the peak lies further off: this is only its slope
        }
        double dx = x - reach + peak(scores.at(x - 1, y), scores.at(x, y), scores.at(x + 1, y));
        double dy = y - reach + peak(scores.at(x, y - 1), scores.at(x, y), scores.at(x, y + 1));
        Landmark centre = new Landmark((left + side / 2.0) * unit, (top + side / 2.0) * unit);
        return new Match(centre, dx * unit, dy * unit, scores.at(x, y));
    }

    private static double peak(double before, double at, double after) {
        double bend = before - 2 * at + after;
        return bend >= -1e-9 ? 0 : Math.max(-0.5, Math.min(0.5, (before - after) / (2 * bend)));
    }

    private double pattern(float[] pattern, int left, int top) {
        int sum = 0;
        for (int y = 0; y < side; y++) {
            for (int x = 0; x < side; x++) {
                int value = form.at(left + x, top + y);
                sum += value;
                pattern[y * side + x] = value;
            }
        }
        double mean = (double) sum / pattern.length;
        double squares = 0;
        for (int i = 0; i < pattern.length; i++) {
            pattern[i] -= (float) mean;
            squares += pattern[i] * pattern[i];
        }
        return Math.sqrt(squares);
    }

    private float[] window(int left, int top, int wide, Placement placement) {
        Homography map = placement.map();
        double middleX = (left + wide / 2.0) * unit;
        double middleY = (top + wide / 2.0) * unit;
        int level = scan.levelFor(unit * map.scaleAt(middleX, middleY));
        Gray source = scan.level(level);
        double shrink = 1.0 / (1 << level);
        float[] window = new float[wide * wide];
        int step = map.isAffine() ? wide : STEP;
        double[] shift = new double[2];
        placement.shift(middleX, middleY, shift);
        for (int y = 0; y < wide; y++) {
            double v = (top + y + 0.5) * unit + shift[1];
            for (int x = 0; x < wide; x += step) {
                int count = Math.min(step, wide - x);
                double u = (left + x + 0.5) * unit + shift[0];
                double endU = u + count * unit;
                double fromX = map.x(u, v) * shrink;
                double fromY = map.y(u, v) * shrink;
                source.sampleLine(fromX, fromY, (map.x(endU, v) * shrink - fromX) / count,
                        (map.y(endU, v) * shrink - fromY) / count, count, window, y * wide + x);
            }
        }
        return window;
    }
}
