package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/**
 * A picture drawn in another size, between half and any: each pixel is the mean of four samples of its own area, or one
 * sample where the picture is enlarged. First each row is drawn in its new width, then these rows are mixed.
 *
 * <p>Cut-outs are mostly white: rows that are, and what of the others is, are passed over.
 */
final class Rescale {
    private final Gray source;
    private final int samples;
    private final Places columns;
    private final Places rows;
    private final Gray drawn;
    /** What a white pixel adds up to in a row of the new width. */
    private final float[] white;

    /** Where one direction's samples are taken: behind the middle of which pixel, and by what share of the way to the next. */
    private record Places(int[] first, float[] share) {
        static Places of(int pixels, double step, int samples) {
            int[] first = new int[pixels * samples];
            float[] share = new float[pixels * samples];
            for (int i = 0; i < first.length; i++) {
                double place = i / samples * step + step * (2 * (i % samples) + 1) / (2 * samples) - 0.5;
                first[i] = (int) Math.floor(place);
                share[i] = (float) (place - first[i]);
            }
            return new Places(first, share);
        }
    }

    Rescale(Gray source, int width, int height) {
        this.source = source;
        samples = source.width() <= width ? 1 : 2;
        columns = Places.of(width, source.width() / (double) width, samples);
        rows = Places.of(height, source.height() / (double) height, samples);
        drawn = Gray.white(width, height);
        white = new float[width];
        Arrays.fill(white, Gray.WHITE * samples);
    }

    Gray drawn() {
        float[][] narrowed = narrowed();
        float[] sums = new float[white.length];
        for (int y = 0; y < drawn.height(); y++) {
            boolean isWhite = true;
            Arrays.fill(sums, 0);
            for (int v = y * samples; v < (y + 1) * samples; v++) {
                float[] upper = narrowed[rows.first[v] + 1];
                float[] lower = narrowed[rows.first[v] + 2];
                isWhite &= upper == white && lower == white;
                add(sums, upper, 1 - rows.share[v], lower, rows.share[v]);
            }
            if (!isWhite) {
                for (int x = 0; x < sums.length; x++) {
                    drawn.set(x, y, Math.round(sums[x] / (samples * samples)));
                }
            }
        }
        return drawn;
    }

    private static void add(float[] to, float[] one, float weight, float[] other, float rest) {
        for (int i = 0; i < to.length; i++) {
            to[i] += one[i] * weight + other[i] * rest;
        }
    }

    /** The rows of the source in the new width, with a white one above them and one below. */
    private float[][] narrowed() {
        float[][] narrowed = new float[source.height() + 2][];
        Arrays.fill(narrowed, white);
        for (int row = 0; row < source.height(); row++) {
            int start = row * source.width();
            int dark = source.nextDark(start, start + source.width());
            if (dark < start + source.width()) {
                narrowed[row + 1] = narrowed(row, dark - start);
            }
        }
        return narrowed;
    }

    /**
     * A row that is not white, as sums of samples.
     *
     * @param left column of its first pixel that is not white
     */
    private float[] narrowed(int row, int left) {
        int right = source.width();
        while (source.at(right - 1, row) == Gray.WHITE) {
            right--;
        }
        float[] narrowed = white.clone();
        int first = 0;
        while (columns.first[(first + 1) * samples - 1] + 1 < left) {
            first++;
        }
        for (int x = first; x < narrowed.length && columns.first[x * samples] < right; x++) {
            float sum = 0;
            for (int u = x * samples; u < (x + 1) * samples; u++) {
                sum += at(columns.first[u], row) * (1 - columns.share[u]) + at(columns.first[u] + 1, row) * columns.share[u];
            }
            narrowed[x] = sum;
        }
        return narrowed;
    }

    private int at(int x, int y) {
        return x < 0 || x >= source.width() ? Gray.WHITE : source.at(x, y);
    }
}
