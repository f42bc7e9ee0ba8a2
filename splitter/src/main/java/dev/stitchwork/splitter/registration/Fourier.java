package dev.stitchwork.splitter.registration;

/**
 * Correlation of two pictures at every shift at once, through the fast Fourier transform (Cooley and Tukey 1965,
 * radix 2). Shifts wrap round, so pictures are laid into a field large enough that no wanted shift does.
 */
final class Fourier {
    /** Columns taken at a time: a column alone would use one number of every piece of memory that comes with it. */
    private static final int ABREAST = 16;

    private final int width;
    private final int height;
    private final float[] cosines;
    private final float[] sines;

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

    /** Transform of a real field, real parts first, then imaginary parts. */
    float[][] transform(float[] field) {
        float[][] complex = {field.clone(), new float[field.length]};
        both(complex, false);
        return complex;
    }

    /** For each shift (dx, dy), at [dy * width + dx] wrapped, the sum over x of one(x) * other(x + shift). */
    float[] correlate(float[][] one, float[][] other) {
        float[][] product = {new float[width * height], new float[width * height]};
        for (int i = 0; i < product[0].length; i++) {
            product[0][i] = one[0][i] * other[0][i] + one[1][i] * other[1][i];
            product[1][i] = one[0][i] * other[1][i] - one[1][i] * other[0][i];
        }
        both(product, true);
        float share = 1f / (width * height);
        for (int i = 0; i < product[0].length; i++) {
            product[0][i] *= share;
        }
        return product[0];
    }

    private void both(float[][] complex, boolean back) {
        float[][] re = new float[ABREAST][Math.max(width, height)];
        float[][] im = new float[ABREAST][Math.max(width, height)];
        for (int y = 0; y < height; y++) {
            lines(complex, y * width, 1, width, 1, re, im, back);
        }
        for (int x = 0; x < width; x += ABREAST) {
            lines(complex, x, width, height, Math.min(ABREAST, width - x), re, im, back);
        }
    }

    /** Lines side by side, the first elements of which lie beside each other. */
    private void lines(float[][] complex, int first, int step, int n, int count, float[][] re, float[][] im, boolean back) {
        int shift = Integer.numberOfLeadingZeros(n) + 1;
        for (int i = 0; i < n; i++) {
            int j = n == 1 ? 0 : Integer.reverse(i) >>> shift;
            for (int line = 0; line < count; line++) {
                re[line][j] = complex[0][first + i * step + line];
                im[line][j] = complex[1][first + i * step + line];
            }
        }
        for (int line = 0; line < count; line++) {
            line(re[line], im[line], n, back);
        }
        for (int i = 0; i < n; i++) {
            for (int line = 0; line < count; line++) {
                complex[0][first + i * step + line] = re[line][i];
                complex[1][first + i * step + line] = im[line][i];
            }
        }
    }

    /** One line in place, its elements in the order of their reversed bits. */
    private void line(float[] re, float[] im, int n, boolean back) {
        for (int half = 1; half < n; half *= 2) {
            int stride = cosines.length / half;
            for (int start = 0; start < n; start += 2 * half) {
                for (int k = 0; k < half; k++) {
                    int i = start + k;
                    float cos = cosines[k * stride];
                    float sin = back ? sines[k * stride] : -sines[k * stride];
                    float r = re[i + half] * cos - im[i + half] * sin;
                    float m = re[i + half] * sin + im[i + half] * cos;
                    re[i + half] = re[i] - r;
                    im[i + half] = im[i] - m;
                    re[i] += r;
                    im[i] += m;
                }
            }
        }
    }
}
