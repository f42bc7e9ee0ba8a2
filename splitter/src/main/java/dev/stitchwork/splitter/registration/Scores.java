package dev.stitchwork.splitter.registration;

import java.util.Arrays;

/**
 * Correlation coefficients of a pattern with a window at every place in it, each worked out when it is asked for.
 *
 * <p>The best place may be looked for on every second place first and then uphill from the best few of them: at 150 dots
 * an inch print is wider than a pixel, so its peak is too. A third of the work of looking everywhere; at 75 dots it misses
 * one peak in ten.
 */
final class Scores {
    private static final int CLIMBS = 4;
    private static final int ABREAST = 4;
    /** What rounding may move a score by, and much more. */
    private static final double ROUGH = 1e-3;

    private final float[] pattern;
    private final double norm;
    private final int side;
    private final float[] window;
    private final int wide;
    private final int places;
    /** At each place, the sum of the squares of what the window's values there are off their mean. */
    private final double[] spreads;
    private final double[] known;

    /**
     * @param pattern side * side values whose mean is zero
     * @param norm root of the sum of their squares
     * @param window wide * wide values
     */
    Scores(float[] pattern, double norm, int side, float[] window, int wide) {
        this.pattern = pattern;
        this.norm = norm;
        this.side = side;
        this.window = window;
        this.wide = wide;
        places = wide - side + 1;
        known = new double[places * places];
        Arrays.fill(known, Double.NaN);
        spreads = new double[known.length];
        double[] sums = new double[places];
        double[] squares = new double[places];
        for (int y = 0; y < wide; y++) {
            add(y, 1, sums, squares);
            if (y >= side) {
                add(y - side, -1, sums, squares);
            }
            for (int x = 0; x < places && y >= side - 1; x++) {
                spreads[(y - side + 1) * places + x] = squares[x] - sums[x] * sums[x] / pattern.length;
            }
        }
    }

    /** Adds to the sums, or takes from them, what of a row lies under the pattern at each place. */
    private void add(int y, int sign, double[] sums, double[] squares) {
        int row = y * wide;
        double sum = 0;
        double square = 0;
        for (int i = row; i < row + side; i++) {
            sum += window[i];
            square += window[i] * window[i];
        }
        for (int x = 0; x < places; x++) {
            sums[x] += sign * sum;
            squares[x] += sign * square;
            if (x + 1 < places) {
                float gone = window[row + x];
                float come = window[row + x + side];
                sum += (double) come - gone;
                square += (double) (come * come) - gone * gone;
            }
        }
    }

    double at(int x, int y) {
        int place = y * places + x;
        if (Double.isNaN(known[place])) {
            known[place] = score(product(x, y), place);
        }
        return known[place];
    }

    private double score(double product, int place) {
        double spread = spreads[place];
        return spread < 1 ? 0 : product / (norm * Math.sqrt(spread));
    }

    /** Number of the best place, y * places + x, looked for everywhere: worked out roughly for all, rightly for the likely. */
    int bestOfAll() {
        double[] rough = rough();
        double most = Double.NEGATIVE_INFINITY;
        for (double score : rough) {
            most = Math.max(most, score);
        }
        int best = 0;
        at(0, 0);
        for (int place = 0; place < known.length; place++) {
            if (rough[place] > most - ROUGH) {
                best = at(place % places, place / places) > known[best] ? place : best;
            }
        }
        return best;
    }

    /**
     * All scores but for rounding. Every pixel of the pattern is laid over all places at once, four pixels of a column at
     * a time: the compiler turns a loop over arrays that begin alike into instructions for eight numbers, and only such.
     */
    private double[] rough() {
        float[] products = new float[places * places];
        float[] column = new float[(wide + ABREAST - 1) * places];
        float[][] under = new float[ABREAST][products.length];
        float[] weights = new float[ABREAST];
        for (int x = 0; x < side; x++) {
            for (int y = 0; y < wide; y++) {
                System.arraycopy(window, y * wide + x, column, y * places, places);
            }
            for (int y = 0; y < side; y += ABREAST) {
                for (int i = 0; i < ABREAST; i++) {
                    System.arraycopy(column, (y + i) * places, under[i], 0, products.length);
                    weights[i] = y + i < side ? pattern[(y + i) * side + x] : 0;
                }
                add(products, under[0], under[1], under[2], under[3], weights);
            }
        }
        double[] rough = new double[products.length];
        for (int place = 0; place < rough.length; place++) {
            rough[place] = score(products[place], place);
        }
        return rough;
    }

    private static void add(float[] to, float[] one, float[] two, float[] three, float[] four, float[] weights) {
        float a = weights[0];
        float b = weights[1];
        float c = weights[2];
        float d = weights[3];
        for (int i = 0; i < to.length; i++) {
            to[i] += a * one[i] + b * two[i] + (c * three[i] + d * four[i]);
        }
    }

    /** Number of the top, y * places + x, that lies uphill from the middle, where the best place is expected. */
    int uphill() {
        int at = places / 2 * places + places / 2;
        at(places / 2, places / 2);
        while (true) {
            int x = at % places;
            int y = at / places;
            if (!isWithin(x) || !isWithin(y)) {
                return at;
            }
            int across = at(x + 1, y) > at(x - 1, y) ? 1 : -1;
            int down = at(x, y + 1) > at(x, y - 1) ? 1 : -1;
            at(x + across, y + down);
            int next = higher(at, at + across);
            next = higher(next, at + down * places);
            next = higher(next, at + down * places + across);
            if (next == at) {
                return at;
            }
            at = next;
        }
    }

    private int higher(int one, int other) {
        return known[other] > known[one] ? other : one;
    }

    /** Number of the best place, y * places + x, looked for uphill from every second place. */
    int best() {
        int[] starts = new int[CLIMBS];
        Arrays.fill(starts, -1);
        for (int y = 1; y < places; y += 2) {
            for (int x = 1; x < places; x += 2) {
                at(x, y);
                insert(starts, y * places + x);
            }
        }
        int best = starts[0];
        for (int start : starts) {
            int top = start < 0 ? best : climb(start);
            best = known[top] > known[best] ? top : best;
        }
        return best;
    }

    private boolean isWithin(int place) {
        return place > 0 && place < places - 1;
    }

    private void insert(int[] starts, int place) {
        int at = place;
        for (int i = 0; i < starts.length; i++) {
            if (starts[i] < 0 || known[at] > known[starts[i]]) {
                int pushed = starts[i];
                starts[i] = at;
                at = pushed;
                if (at < 0) {
                    return;
                }
            }
        }
    }

    private int climb(int start) {
        int at = start;
        while (true) {
            int x = at % places;
            int y = at / places;
            int next = at;
            for (int v = Math.max(0, y - 1); v <= Math.min(places - 1, y + 1); v++) {
                for (int u = Math.max(0, x - 1); u <= Math.min(places - 1, x + 1); u++) {
                    next = at(u, v) > known[next] ? v * places + u : next;
                }
            }
            if (next == at) {
                return at;
            }
            at = next;
        }
    }

    /** Four sums side by side, for a processor that starts an addition each cycle and ends it four later. */
    private double product(int x, int y) {
        double product = 0;
        int even = side & ~3;
        for (int row = 0; row < side; row++) {
            int there = (y + row) * wide + x;
            int here = row * side;
            float one = 0;
            float two = 0;
            float three = 0;
            float four = 0;
            for (int i = 0; i < even; i += 4) {
                one += pattern[here + i] * window[there + i];
                two += pattern[here + i + 1] * window[there + i + 1];
                three += pattern[here + i + 2] * window[there + i + 2];
                four += pattern[here + i + 3] * window[there + i + 3];
            }
            for (int i = even; i < side; i++) {
                one += pattern[here + i] * window[there + i];
            }
            product += one + two + (three + four);
        }
        return product;
    }
}
