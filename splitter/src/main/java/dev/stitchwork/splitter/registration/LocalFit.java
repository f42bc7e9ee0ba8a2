package dev.stitchwork.splitter.registration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The correction that changes from place to place: paper curls, a printed footer drifts, a scanner's feed slips; and how
 * far off it may be at each place.
 *
 * <p>On a grid of nodes, each node's shift is fitted to the matches around it, the nearer the heavier, as a plane whose
 * slope is held small (moving least squares, after Lancaster and Salkauskas 1981, with a ridge); between nodes it is
 * bilinear. A match that its neighbours contradict is left out. The error at a node is what the matches around it would
 * be foretold wrongly by if each were left out in turn, and where there are none near, what the page as a whole was bent.
 */
final class LocalFit {
    /** How far a match reaches, pixels of the form's frame: 13 mm where they lie close, 40 mm where they lie far apart. */
    static final double NEAR_PX = 150;
    static final double WIDE_PX = 450;

    private static final double NODE_PX = 48;
    /** Weight of "no correction"; it wins only where there is no match near. */
    private static final double PRIOR = 0.02;
    private static final double SLOPE_RIDGE = 4;
    private static final int NEIGHBOURS = 8;
    /** An error reaches further than a correction: it is of the paper and the camera, not of the spot. */
    private static final double ERROR_REACH_PX = 220;
    private static final int ERROR_FAR_MAX = 12;
    private static final double ERROR_PRIOR = 0.5;
    /** From the root of the mean square to what nine in ten are below, for errors that spread in two directions alike. */
    private static final double NINE_IN_TEN = 1.52;

    /** Beyond so many times its reach a match weighs nothing. */
    private static final int FAR = 4;
    private static final int FAR_MAX = FAR * FAR;
    private static final int BELLS_A_UNIT = 256;
    private static final double[] BELL =
            IntStream.rangeClosed(0, FAR_MAX * BELLS_A_UNIT + 1).mapToDouble(i -> Math.exp(-i / (2.0 * BELLS_A_UNIT))).toArray();

    private final int columns;
    private final int rows;
    private final float[] dx;
    private final float[] dy;
    private final float[] error;

    private LocalFit(double width, double height) {
        columns = (int) Math.ceil(width / NODE_PX) + 1;
        rows = (int) Math.ceil(height / NODE_PX) + 1;
        dx = new float[columns * rows];
        dy = new float[columns * rows];
        error = new float[columns * rows];
    }

    /** No correction anywhere. */
    static LocalFit none(double width, double height) {
        return new LocalFit(width, height);
    }

    /**
     * Adds to this correction what matches found under it still ask for.
     *
     * @param reach how far a match reaches
     */
    LocalFit refined(List<Match> matches, double width, double height, double reach) {
        LocalFit refined = new LocalFit(width, height);
        double[] shift = new double[2];
        for (int row = 0; row < rows; row++) {
            Match[] near = beside(matches, row * NODE_PX, FAR * reach).mapToObj(matches::get).toArray(Match[]::new);
            for (int column = 0; column < columns; column++) {
                fit(near, null, column * NODE_PX, row * NODE_PX, reach, shift);
                int at = row * columns + column;
                refined.dx[at] = dx[at] + (float) shift[0];
                refined.dy[at] = dy[at] + (float) shift[1];
            }
        }
        return refined;
    }

    /** Works out how far off this correction may be, from the matches that it was last fitted to. */
    void weigh(List<Match> matches, double[] errors) {
        double bent = bend();
        for (int row = 0; row < rows; row++) {
            int[] near = beside(matches, row * NODE_PX, Math.sqrt(ERROR_FAR_MAX) * ERROR_REACH_PX).toArray();
            for (int column = 0; column < columns; column++) {
                double weights = ERROR_PRIOR;
                double squares = ERROR_PRIOR * bent * bent;
                for (int i : near) {
                    double u = (matches.get(i).landmark().x() - column * NODE_PX) / ERROR_REACH_PX;
                    double v = (matches.get(i).landmark().y() - row * NODE_PX) / ERROR_REACH_PX;
                    double far = u * u + v * v;
                    if (far < ERROR_FAR_MAX) {
                        double weight = bell(far);
                        weights += weight;
                        squares += weight * errors[i] * errors[i];
                    }
                }
                error[row * columns + column] = (float) (NINE_IN_TEN * Math.sqrt(squares / weights));
            }
        }
    }

    /** Numbers of the matches that lie no further above or below a place. */
    private static IntStream beside(List<Match> matches, double y, double reach) {
        return IntStream.range(0, matches.size()).filter(i -> Math.abs(matches.get(i).landmark().y() - y) <= reach);
    }

    /** Root of the mean square of the corrections, about their mean; at least a pixel. */
    private double bend() {
        double x = 0;
        double y = 0;
        for (int i = 0; i < dx.length; i++) {
            x += dx[i] / dx.length;
            y += dy[i] / dx.length;
        }
        double sum = 0;
        for (int i = 0; i < dx.length; i++) {
            sum += (dx[i] - x) * (dx[i] - x) + (dy[i] - y) * (dy[i] - y);
        }
        return Math.max(1, Math.sqrt(sum / dx.length));
    }

    void at(double x, double y, double[] shift) {
        shift[0] = between(dx, x, y);
        shift[1] = between(dy, x, y);
    }

    /** What nine in ten points around this one are nearer than to where they are said to be, pixels of the form's frame. */
    double errorAt(double x, double y) {
        return between(error, x, y);
    }

    private double between(float[] nodes, double x, double y) {
        double u = Math.max(0, Math.min(columns - 1.001, x / NODE_PX));
        double v = Math.max(0, Math.min(rows - 1.001, y / NODE_PX));
        int i = (int) v * columns + (int) u;
        double across = u - (int) u;
        double down = v - (int) v;
        return (nodes[i] * (1 - across) + nodes[i + 1] * across) * (1 - down)
                + (nodes[i + columns] * (1 - across) + nodes[i + columns + 1] * across) * down;
    }

    /** The matches that their nearest neighbours bear out. */
    static List<Match> consistent(List<Match> matches, double tolerance) {
        List<Match> kept = new ArrayList<>();
        Match[] near = new Match[NEIGHBOURS];
        double[] distances = new double[NEIGHBOURS];
        for (Match match : matches) {
            int found = nearest(matches, match, near, distances);
            double[] xs = new double[found];
            double[] ys = new double[found];
            for (int i = 0; i < found; i++) {
                xs[i] = near[i].dx();
                ys[i] = near[i].dy();
            }
            Arrays.sort(xs);
            Arrays.sort(ys);
            if (found > 0 && match.distance(xs[found / 2], ys[found / 2]) <= tolerance) {
                kept.add(match);
            }
        }
        return kept;
    }

    private static int nearest(List<Match> matches, Match match, Match[] near, double[] distances) {
        int found = 0;
        for (Match other : matches) {
            double distance = apart(match, other);
            if (other == match || found == NEIGHBOURS && distance >= distances[found - 1]) {
                continue;
            }
            int at = found < NEIGHBOURS ? found++ : found - 1;
            while (at > 0 && distances[at - 1] > distance) {
                distances[at] = distances[at - 1];
                near[at] = near[at - 1];
                at--;
            }
            distances[at] = distance;
            near[at] = other;
        }
        return found;
    }

    /** How far off each match would be foretold by the others alone: the honest error of this fit, pixels. */
    static double[] errors(List<Match> matches, double reach) {
        double[] errors = new double[matches.size()];
        Match[] all = matches.toArray(Match[]::new);
        double[] shift = new double[2];
        for (int i = 0; i < errors.length; i++) {
            Match match = all[i];
            fit(all, match, match.landmark().x(), match.landmark().y(), reach, shift);
            errors[i] = match.distance(shift[0], shift[1]);
        }
        return errors;
    }

    private static double apart(Match one, Match other) {
        double x = one.landmark().x() - other.landmark().x();
        double y = one.landmark().y() - other.landmark().y();
        return x * x + y * y;
    }

    /** What a match weighs by the square of its distance, exp(-far / 2) to a millionth: looked up, since a page asks millions of times. */
    private static double bell(double far) {
        double at = far * BELLS_A_UNIT;
        int i = (int) at;
        return BELL[i] + (at - i) * (BELL[i + 1] - BELL[i]);
    }

    /** Weighted plane at a point: constants and slopes of both shifts, slopes held by a ridge. */
    private static void fit(Match[] matches, Match without, double x, double y, double reach, double[] shift) {
        double w = PRIOR;
        double wx = 0;
        double wy = 0;
        double xx = SLOPE_RIDGE;
        double xy = 0;
        double yy = SLOPE_RIDGE;
        double[] right = new double[6];
        for (Match match : matches) {
            double u = (match.landmark().x() - x) / reach;
            double v = (match.landmark().y() - y) / reach;
            double far = u * u + v * v;
            if (far > FAR_MAX || match == without) {
                continue;
            }
            double weight = bell(far) * match.score();
            w += weight;
            wx += weight * u;
            wy += weight * v;
            xx += weight * u * u;
            xy += weight * u * v;
            yy += weight * v * v;
            right[0] += weight * match.dx();
            right[1] += weight * match.dx() * u;
            right[2] += weight * match.dx() * v;
            right[3] += weight * match.dy();
            right[4] += weight * match.dy() * u;
            right[5] += weight * match.dy() * v;
        }
        // Cramer's rule for the constant of a symmetric 3 x 3 system
        double c0 = xx * yy - xy * xy;
        double c1 = xy * wy - wx * yy;
        double c2 = wx * xy - xx * wy;
        double determinant = w * c0 + wx * c1 + wy * c2;
        shift[0] = (right[0] * c0 + right[1] * c1 + right[2] * c2) / determinant;
        shift[1] = (right[3] * c0 + right[4] * c1 + right[5] * c2) / determinant;
    }
}
