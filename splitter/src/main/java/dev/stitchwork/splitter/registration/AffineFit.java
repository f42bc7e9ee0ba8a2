package dev.stitchwork.splitter.registration;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The straight map that most matches agree on: random triples are tried, the one with most followers is refined by least
 * squares over them (RANSAC, Fischler and Bolles 1981). The seed is fixed, so that the same page always lies the same.
 */
final class AffineFit {
    /**
     * @param correction from where landmarks were expected to where they are, both in the form's frame
     * @param followers the matches that agree with it
     */
    record Fit(Affine correction, List<Match> followers) {}

    private static final int TRIES = 400;
    /** A flatbed stretches and shears a sheet by a few percent at most. */
    private static final double BEND_MAX = 0.08;

    private AffineFit() {}

    static Fit of(List<Match> matches, double tolerance) {
        Random random = new Random(1);
        Affine most = null;
        int agreeing = 0;
        for (int i = 0; i < TRIES && matches.size() >= 3; i++) {
            List<Match> triple = List.of(matches.get(random.nextInt(matches.size())),
                    matches.get(random.nextInt(matches.size())), matches.get(random.nextInt(matches.size())));
            Affine map = leastSquares(triple);
            if (map != null && isPlausible(map)) {
                int followers = count(matches, map, tolerance);
                most = followers > agreeing ? map : most;
                agreeing = Math.max(agreeing, followers);
            }
        }
        List<Match> best = most == null ? List.of() : followers(matches, most, tolerance);
        Affine map = best.size() < 3 ? null : leastSquares(best);
        if (map == null) {
            return new Fit(new Affine(1, 0, 0, 0, 1, 0), List.of());
        }
        for (int round = 0; round < 3; round++) {
            List<Match> followers = followers(matches, map, tolerance);
            Affine refined = followers.size() < 3 ? null : leastSquares(followers);
            if (refined == null) {
                break;
            }
            best = followers;
            map = refined;
        }
        return new Fit(map, best);
    }

    private static boolean isPlausible(Affine map) {
        return Math.abs(map.a() - 1) < BEND_MAX && Math.abs(map.e() - 1) < BEND_MAX
                && Math.abs(map.b()) < BEND_MAX && Math.abs(map.d()) < BEND_MAX;
    }

    private static List<Match> followers(List<Match> matches, Affine map, double tolerance) {
        List<Match> followers = new ArrayList<>();
        for (Match match : matches) {
            if (follows(match, map, tolerance)) {
                followers.add(match);
            }
        }
        return followers;
    }

    private static int count(List<Match> matches, Affine map, double tolerance) {
        int count = 0;
        for (int i = 0; i < matches.size(); i++) {
            count += follows(matches.get(i), map, tolerance) ? 1 : 0;
        }
        return count;
    }

    private static boolean follows(Match match, Affine map, double tolerance) {
        double x = match.landmark().x();
        double y = match.landmark().y();
        return match.distance(map.x(x, y) - x, map.y(x, y) - y) <= tolerance;
    }

    /** Null where the matches lie on one line. */
    private static Affine leastSquares(List<Match> matches) {
        double n = matches.size();
        double mx = matches.stream().mapToDouble(match -> match.landmark().x()).sum() / n;
        double my = matches.stream().mapToDouble(match -> match.landmark().y()).sum() / n;
        double xx = 0;
        double xy = 0;
        double yy = 0;
        double[] sums = new double[6];
        for (Match match : matches) {
            double x = match.landmark().x() - mx;
            double y = match.landmark().y() - my;
            xx += x * x;
            xy += x * y;
            yy += y * y;
            sums[0] += x * match.dx();
            sums[1] += y * match.dx();
            sums[2] += match.dx();
            sums[3] += x * match.dy();
            sums[4] += y * match.dy();
            sums[5] += match.dy();
        }
        double determinant = xx * yy - xy * xy;
        if (determinant < 1e-6 * (xx + yy) * (xx + yy)) {
            return null;
        }
        double a = (sums[0] * yy - sums[1] * xy) / determinant;
        double b = (sums[1] * xx - sums[0] * xy) / determinant;
        double d = (sums[3] * yy - sums[4] * xy) / determinant;
        double e = (sums[4] * xx - sums[3] * xy) / determinant;
        return new Affine(1 + a, b, sums[2] / n - a * mx - b * my, d, 1 + e, sums[5] / n - d * mx - e * my);
    }
}
