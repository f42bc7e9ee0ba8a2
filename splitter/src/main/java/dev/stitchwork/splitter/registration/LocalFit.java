package dev.stitchwork.splitter.registration;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The correction that changes from place to place: paper curls, a printed footer drifts, a scanner's feed slips.
 *
 * <p>On a grid of nodes, each node's shift is fitted to the matches around it, the nearer the heavier, as a plane whose
 * slope is held small (moving least squares, after Lancaster and Salkauskas 1981, with a ridge); between nodes it is
 * bilinear. A match that its neighbours contradict is left out.
 */
final class LocalFit {
    private static final double NODE_PX = 48;
    /** How far a match reaches, pixels of the form's frame: about 13 mm. */
    private static final double REACH_PX = 150;
    /** Weight of "no correction"; it wins only where there is no match near. */
    private static final double PRIOR = 0.02;
    private static final double SLOPE_RIDGE = 4;
    private static final int NEIGHBOURS = 8;

    private final int columns;
    private final int rows;
    private final float[] dx;
    private final float[] dy;

    private LocalFit(double width, double height) {
        columns = (int) Math.ceil(width / NODE_PX) + 1;
        rows = (int) Math.ceil(height / NODE_PX) + 1;
        dx = new float[columns * rows];
        dy = new float[columns * rows];
    }

    /** No correction anywhere. */
    static LocalFit none(double width, double height) {
        return new LocalFit(width, height);
    }

    /** Adds to this correction what matches found under it still ask for. */
    LocalFit refined(List<Match> matches, double width, double height) {
        LocalFit refined = new LocalFit(width, height);
        double[] shift = new double[2];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                fit(matches, null, column * NODE_PX, row * NODE_PX, shift);
                int at = row * columns + column;
                refined.dx[at] = dx[at] + (float) shift[0];
                refined.dy[at] = dy[at] + (float) shift[1];
            }
        }
        return refined;
    }

    void at(double x, double y, double[] shift) {
        double u = Math.max(0, Math.min(columns - 1.001, x / NODE_PX));
        double v = Math.max(0, Math.min(rows - 1.001, y / NODE_PX));
        int i = (int) v * columns + (int) u;
        double across = u - (int) u;
        double down = v - (int) v;
        shift[0] = (dx[i] * (1 - across) + dx[i + 1] * across) * (1 - down)
                + (dx[i + columns] * (1 - across) + dx[i + columns + 1] * across) * down;
        shift[1] = (dy[i] * (1 - across) + dy[i + 1] * across) * (1 - down)
                + (dy[i + columns] * (1 - across) + dy[i + columns + 1] * across) * down;
    }

    /** The matches that their nearest neighbours bear out. */
    static List<Match> consistent(List<Match> matches, double tolerance) {
        List<Match> kept = new ArrayList<>();
        for (Match match : matches) {
            List<Match> near = matches.stream()
                    .filter(other -> other != match)
                    .sorted((one, other) -> Double.compare(apart(match, one), apart(match, other)))
                    .limit(NEIGHBOURS)
                    .toList();
            double[] xs = near.stream().mapToDouble(Match::dx).sorted().toArray();
            double[] ys = near.stream().mapToDouble(Match::dy).sorted().toArray();
            if (xs.length > 0 && match.distance(xs[xs.length / 2], ys[ys.length / 2]) <= tolerance) {
                kept.add(match);
            }
        }
        return kept;
    }

    /** How far off each match would be foretold by the others alone: the honest error of this fit, sorted, pixels. */
    static double[] errors(List<Match> matches) {
        double[] errors = new double[matches.size()];
        double[] shift = new double[2];
        for (int i = 0; i < errors.length; i++) {
            Match match = matches.get(i);
            fit(matches, match, match.landmark().x(), match.landmark().y(), shift);
            errors[i] = match.distance(shift[0], shift[1]);
        }
        Arrays.sort(errors);
        return errors;
    }

    private static double apart(Match one, Match other) {
        return Math.hypot(one.landmark().x() - other.landmark().x(), one.landmark().y() - other.landmark().y());
    }

    /** Weighted plane at a point: constants and slopes of both shifts, slopes held by a ridge. */
    private static void fit(List<Match> matches, Match without, double x, double y, double[] shift) {
        double w = PRIOR;
        double wx = 0;
        double wy = 0;
        double xx = SLOPE_RIDGE;
        double xy = 0;
        double yy = SLOPE_RIDGE;
        double[] right = new double[6];
        for (Match match : matches) {
            double u = (match.landmark().x() - x) / REACH_PX;
            double v = (match.landmark().y() - y) / REACH_PX;
            double far = u * u + v * v;
            if (far > 16 || match == without) {
                continue;
            }
            double weight = Math.exp(-far / 2) * match.score();
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
