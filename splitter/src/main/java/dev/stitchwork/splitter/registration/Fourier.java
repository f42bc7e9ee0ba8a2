package dev.stitchwork.splitter.registration;

import java.util.Arrays;

/**
 * Correlation of two pictures at every shift at once, through the fast Fourier transform (Cooley and Tukey 1965,
 * radix 2). Shifts wrap round, so pictures are laid into a field large enough that no wanted shift does.
 *
 * <p>All lines of a field are transformed at once: what is done to an element of one is done to that element of all, which
 * lie side by side, so that the compiler does it to eight at a time.
 */
final class Fourier {
    private final int width;
    private final int height;
    private final float[] cosines;
    private final float[] sines;

    /** A transformed field, row by row. */
    record Transform(float[][] real, float[][] imaginary) {}

    /** A field whose sides are powers of two. */
    Fourier(int width, int height) {
        this.width = width;
        this.height = height;
        int half = Math.max(1, Math.max(width, height) / 2);
        cosines = new float[half];
        sines = new float[half];
        for (int i = 0; i < half; i++) {
            cosines[i] = (float) Math.cos(Math.PI * i / half);
            sines[i] = (float) Math.sin(Math.PI * i / half);
        }
    }

    /** Transform of a real field, row by row. */
    Transform transform(float[] field) {
        float[][] rows = new float[height][];
        for (int y = 0; y < height; y++) {
            rows[y] = Arrays.copyOfRange(field, y * width, (y + 1) * width);
        }
        return both(rows, new float[height][width], false);
    }

    /** For each shift (dx, dy), at [dy * width + dx] wrapped, the sum over x of one(x) * other(x + shift). */
    float[] correlate(Transform one, Transform other) {
        float[][] real = new float[height][width];
        float[][] imaginary = new float[height][width];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                real[y][x] = one.real[y][x] * other.real[y][x] + one.imaginary[y][x] * other.imaginary[y][x];
                imaginary[y][x] = one.real[y][x] * other.imaginary[y][x] - one.imaginary[y][x] * other.real[y][x];
            }
        }
        Transform product = both(real, imaginary, true);
        float[] correlation = new float[width * height];
        float share = 1f / (width * height);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                correlation[y * width + x] = product.real[y][x] * share;
            }
        }
        return correlation;
    }

    private Transform both(float[][] real, float[][] imaginary, boolean back) {
        Transform columns = new Transform(turned(real), turned(imaginary));
        lines(columns, back);
        Transform rows = new Transform(turned(columns.real), turned(columns.imaginary));
        lines(rows, back);
        return rows;
    }

    /** Columns as rows, those in the order of their numbers' reversed bits. */
    private static float[][] turned(float[][] rows) {
        int n = rows[0].length;
        float[][] turned = new float[n][rows.length];
        int shift = Integer.numberOfLeadingZeros(n) + 1;
        for (int i = 0; i < n; i++) {
            float[] column = turned[n == 1 ? 0 : Integer.reverse(i) >>> shift];
            for (int y = 0; y < column.length; y++) {
                column[y] = rows[y][i];
            }
        }
        return turned;
    }

    /** All lines in place, of which each row holds an element, in the order of their reversed bits. */
    private void lines(Transform of, boolean back) {
        int n = of.real.length;
        for (int half = 1; half < n; half *= 2) {
            int stride = cosines.length / half;
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int i = start + k;
                    float sine = back ? sines[k * stride] : -sines[k * stride];
                    butterfly(of.real[i], of.imaginary[i], of.real[i + half], of.imaginary[i + half], cosines[k * stride], sine);
                }
            }
        }
    }

    private static void butterfly(float[] re, float[] im, float[] farRe, float[] farIm, float cosine, float sine) {
        for (int i = 0; i < re.length; i++) {
            float r = farRe[i] * cosine - farIm[i] * sine;
            float m = farRe[i] * sine + farIm[i] * cosine;
            farRe[i] = re[i] - r;
            farIm[i] = im[i] - m;
            re[i] += r;
            im[i] += m;
        }
    }
}
