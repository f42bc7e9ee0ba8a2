package dev.stitchwork.samples.bench.crops;

import java.util.Arrays;

/** Whose ink each pixel of a sheet or scan is: paper, printed form, a field counted from 1, or {@link #SHARED}. */
final class Labels {
    static final int PAPER = 0;
    /** Written on by two fields, or written where the form is printed: it cannot be told whose it looks. */
    static final int SHARED = 254;
    static final int PRINT = 255;

    final int width;
    final int height;
    private final byte[] labels;

    Labels(int width, int height) {
        this.width = width;
        this.height = height;
        labels = new byte[width * height];
    }

    Labels(Labels other) {
        width = other.width;
        height = other.height;
        labels = Arrays.copyOf(other.labels, other.labels.length);
    }

    /** Paper outside. */
    int at(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? PAPER : labels[y * width + x] & 0xff;
    }

    void set(int x, int y, int label) {
        labels[y * width + x] = (byte) label;
    }

    /** Whether a label stands at a pixel or at one of its eight neighbours. */
    boolean isNear(int x, int y, int label) {
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                if (at(x + dx, y + dy) == label) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Another's ink or print at a pixel or beside it. */
    boolean isForeignNear(int x, int y, int label) {
        for (int dy = -1; dy <= 1; dy++) {
            for (int dx = -1; dx <= 1; dx++) {
                int there = at(x + dx, y + dy);
                if (there != PAPER && there != SHARED && there != label) {
                    return true;
                }
            }
        }
        return false;
    }
}
