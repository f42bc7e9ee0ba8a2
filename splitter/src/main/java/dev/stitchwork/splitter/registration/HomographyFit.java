package dev.stitchwork.splitter.registration;

import java.util.Random;
import java.util.stream.IntStream;

/**
 * The homography that most pairs of points agree on: random quadruples are tried, the one whose truncated errors add up
 * to least is refined by least squares over those that follow it (MSAC, Torr and Zisserman 2000). The seed is fixed, so
 * that the same page always lies the same.
 */
final class HomographyFit {
    private static final int TRIES_MAX = 20_000;
    private static final double CONFIDENCE = 0.9999;
    /** No camera that sees a whole sheet sees one corner of it this many times as large as another, in area. */
    private static final double GROWTH_RATIO_MAX = 12;

    /**
     * @param map null where no quadruple made sense
     * @param follows for each pair whether it agrees
     */
    record Fit(Homography map, boolean[] follows, int followers) {}

    private final double[][] from;
    private final double[][] to;
    private final double tolerance;
    private final double width;
    private final double height;

    /**
     * @param from points {x, y} of the form
     * @param to where each is in the scan
     * @param tolerance pixels of the scan
     * @param width of the form, for what is plausible
     */
    HomographyFit(double[][] from, double[][] to, double tolerance, double width, double height) {
        this.from = from;
        this.to = to;
        this.tolerance = tolerance;
        this.width = width;
        this.height = height;
    }

    Fit best() {
        Random random = new Random(1);
        Homography best = null;
        double least = Double.MAX_VALUE;
        double tries = TRIES_MAX;
        int[] four = new int[4];
        for (int i = 0; i < tries && from.length >= 4; i++) {
            draw(random, four);
            Homography map = leastSquares(four);
            if (map == null || !isPlausible(map)) {
                continue;
            }
            double cost = cost(map);
            if (cost < least) {
                least = cost;
                best = map;
                double share = followers(map).followers / (double) from.length;
                double all = Math.log(1 - CONFIDENCE) / Math.log(1 - Math.pow(share, 4) + 1e-12);
                tries = Math.min(TRIES_MAX, Math.max(200, all));
            }
        }
        return best == null ? new Fit(null, new boolean[from.length], 0) : refined(best);
    }

    /** The fit to all followers of a map, which is taken to be near. */
    Fit refined(Homography map) {
        Fit fit = followers(map);
        for (int round = 0; round < 5 && fit.followers >= 4; round++) {
            boolean[] follows = fit.follows;
            int[] chosen = IntStream.range(0, from.length).filter(i -> follows[i]).toArray();
            Homography better = leastSquares(chosen);
            if (better == null || !isPlausible(better)) {
                break;
            }
            Fit next = followers(better);
            if (next.followers < fit.followers * 0.9) {
                break;
            }
            fit = next;
        }
        return fit;
    }

    private void draw(Random random, int[] four) {
        for (int i = 0; i < 4; i++) {
            four[i] = random.nextInt(from.length);
            for (int j = 0; j < i; j++) {
                if (four[j] == four[i]) {
                    i--;
                    break;
                }
            }
        }
    }

    private boolean isPlausible(Homography map) {
        double most = 0;
        double least = Double.MAX_VALUE;
        for (int corner = 0; corner < 4; corner++) {
            double x = corner % 2 * width;
            double y = corner / 2 * height;
            if (map.g() * x + map.h() * y + 1 <= 0) {
                return false;
            }
            double growth = map.growthAt(x, y);
            most = Math.max(most, growth);
            least = Math.min(least, growth);
        }
        return least > 0 && most / least < GROWTH_RATIO_MAX && least > 0.0004;
    }

    private double cost(Homography map) {
        double cost = 0;
        double limit = tolerance * tolerance;
        for (int i = 0; i < from.length; i++) {
            double x = map.x(from[i][0], from[i][1]) - to[i][0];
            double y = map.y(from[i][0], from[i][1]) - to[i][1];
            cost += Math.min(limit, x * x + y * y);
        }
        return cost;
    }

    private Fit followers(Homography map) {
        boolean[] follows = new boolean[from.length];
        int count = 0;
        for (int i = 0; i < from.length; i++) {
            double x = map.x(from[i][0], from[i][1]) - to[i][0];
            double y = map.y(from[i][0], from[i][1]) - to[i][1];
            follows[i] = x * x + y * y <= tolerance * tolerance;
            count += follows[i] ? 1 : 0;
        }
        return new Fit(map, follows, count);
    }

    /** Algebraic least squares in coordinates centred and scaled to about one (Hartley 1997); null where they lie on lines. */
    private Homography leastSquares(int[] chosen) {
        double[] a = frame(from, chosen);
        double[] b = frame(to, chosen);
        double[][] equations = new double[8][9];
        double[] row = new double[9];
        for (int i : chosen) {
            double x = (from[i][0] - a[0]) / a[2];
            double y = (from[i][1] - a[1]) / a[2];
            double u = (to[i][0] - b[0]) / b[2];
            double v = (to[i][1] - b[1]) / b[2];
            add(equations, row, x, y, 1, 0, 0, 0, -u * x, -u * y, u);
            add(equations, row, 0, 0, 0, x, y, 1, -v * x, -v * y, v);
        }
        if (!solve(equations)) {
            return null;
        }
        Homography unit = new Homography(equations[0][8], equations[1][8], equations[2][8], equations[3][8],
                equations[4][8], equations[5][8], equations[6][8], equations[7][8]);
        Homography in = new Homography(1 / a[2], 0, -a[0] / a[2], 0, 1 / a[2], -a[1] / a[2], 0, 0);
        Homography out = new Homography(b[2], 0, b[0], 0, b[2], b[1], 0, 0);
        return out.after(unit.after(in));
    }

    private static double[] frame(double[][] points, int[] chosen) {
        double x = 0;
        double y = 0;
        for (int i : chosen) {
            x += points[i][0] / chosen.length;
            y += points[i][1] / chosen.length;
        }
        double size = 0;
        for (int i : chosen) {
            size += Math.hypot(points[i][0] - x, points[i][1] - y) / chosen.length;
        }
        return new double[] {x, y, Math.max(1e-9, size)};
    }

    private static void add(double[][] equations, double[] row, double... values) {
        System.arraycopy(values, 0, row, 0, 9);
        for (int i = 0; i < 8; i++) {
            for (int j = 0; row[i] != 0 && j < 9; j++) {
                equations[i][j] += row[i] * row[j];
            }
        }
    }

    /** Gauss with row pivots; the solution stands in the last column. */
    private static boolean solve(double[][] equations) {
        int n = equations.length;
        for (int column = 0; column < n; column++) {
            int pivot = column;
            for (int row = column + 1; row < n; row++) {
                pivot = Math.abs(equations[row][column]) > Math.abs(equations[pivot][column]) ? row : pivot;
            }
            double[] swap = equations[column];
            equations[column] = equations[pivot];
            equations[pivot] = swap;
            if (Math.abs(equations[column][column]) < 1e-10) {
                return false;
            }
            for (int row = 0; row < n; row++) {
                double factor = row == column ? 0 : equations[row][column] / equations[column][column];
                for (int i = column; factor != 0 && i <= n; i++) {
                    equations[row][i] -= factor * equations[column][i];
                }
            }
        }
        for (int row = 0; row < n; row++) {
            equations[row][n] /= equations[row][row];
        }
        return true;
    }
}
