package dev.stitchwork.splitter.registration;

import java.util.Arrays;

/**
 * A picture blurred more and more, each picture a third of a doubling above the one before, and what changes from one to
 * the next.
 */
final class Octave {
    static final int STEPS = 3;
    static final double SIGMA = 1.6;

    final int width;
    final int height;
    final float[][] blurred = new float[STEPS + 3][];
    final float[][] changes = new float[STEPS + 2][];

    /** @param first a picture blurred by {@link #SIGMA} */
    Octave(float[] first, int width, int height) {
        this.width = width;
        this.height = height;
        blurred[0] = first;
        double step = Math.pow(2, 1.0 / STEPS);
        for (int i = 1; i < blurred.length; i++) {
            double sigma = SIGMA * Math.pow(step, i - 1);
            blurred[i] = blur(blurred[i - 1], width, height, sigma * Math.sqrt(step * step - 1));
            float[] change = new float[width * height];
            for (int at = 0; at < change.length; at++) {
                change[at] = blurred[i][at] - blurred[i - 1][at];
            }
            changes[i - 1] = change;
        }
    }

    /** The first picture of the octave above: every second pixel of the one blurred twice as much. */
    float[] next() {
        float[] from = blurred[STEPS];
        int w = width / 2;
        int h = height / 2;
        float[] half = new float[w * h];
        for (int y = 0; y < h; y++) {
            for (int x = 0; x < w; x++) {
                half[y * w + x] = from[2 * y * width + 2 * x];
            }
        }
        return half;
    }

    static float[] blur(float[] picture, int width, int height, double sigma) {
        int reach = (int) Math.ceil(3.5 * sigma);
        float[] kernel = new float[2 * reach + 1];
        float sum = 0;
        for (int i = -reach; i <= reach; i++) {
            sum += kernel[i + reach] = (float) Math.exp(-i * i / (2 * sigma * sigma));
        }
        for (int i = 0; i < kernel.length; i++) {
            kernel[i] /= sum;
        }
        float[] across = new float[picture.length];
        float[] padded = new float[width + 2 * reach];
        float[] line = new float[width];
        for (int y = 0; y < height; y++) {
            System.arraycopy(picture, y * width, padded, reach, width);
            Arrays.fill(padded, 0, reach, picture[y * width]);
            Arrays.fill(padded, width + reach, padded.length, picture[y * width + width - 1]);
            Arrays.fill(line, 0);
            for (int i = 0; i < kernel.length; i++) {
                addShifted(line, padded, i, kernel[i]);
            }
            System.arraycopy(line, 0, across, y * width, width);
        }
        float[] both = new float[picture.length];
        for (int y = 0; y < height; y++) {
            Arrays.fill(line, 0);
            for (int i = -reach; i <= reach; i++) {
                int row = Math.max(0, Math.min(height - 1, y + i));
                addShifted(line, across, row * width, kernel[i + reach]);
            }
            System.arraycopy(line, 0, both, y * width, width);
        }
        return both;
    }

    private static void addShifted(float[] line, float[] from, int start, float weight) {
        for (int x = 0; x < line.length; x++) {
            line[x] += weight * from[start + x];
        }
    }
}
