package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/**
 * A picture drawn in another size, between half and any: each pixel is the mean of four samples of its own area, or one
 * sample where the picture is enlarged.
 *
 * <p>Cut-outs are mostly white: from where to where a row is not is known beforehand, and nothing else is sampled.
 */
final class Rescale {
    private final Gray source;
    private final int samples;
    private final Places columns;
    private final Places rows;
    private final Gray drawn;
    /** Of each row of the source where what is not white begins and ends; of a white row the end lies before the beginning. */
    private final int[] left;
    private final int[] right;

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
        left = new int[source.height()];
        right = new int[source.height()];
        byte[] white = new byte[source.width()];
        Arrays.fill(white, (byte) Gray.WHITE);
        for (int y = 0; y < left.length; y++) {
            int row = y * white.length;
            int first = Arrays.mismatch(source.pixels(), row, row + white.length, white, 0, white.length);
            left[y] = first < 0 ? white.length : first;
            right[y] = first < 0 ? 0 : white.length;
            while (right[y] > 0 && source.at(right[y] - 1, y) == Gray.WHITE) {
                right[y]--;
            }
        }
    }

    Gray drawn() {
        for (int y = 0; y < drawn.height(); y++) {
            int from = source.width();
            int to = 0;
            int last = Math.min(source.height() - 1, rows.first[(y + 1) * samples - 1] + 1);
            for (int row = Math.max(0, rows.first[y * samples]); row <= last; row++) {
                from = Math.min(from, left[row]);
                to = Math.max(to, right[row]);
            }
            draw(y, from, to);
        }
        return drawn;
    }

    /** Draws what of a row is made of these columns of the source. */
    private void draw(int y, int from, int to) {
        for (int x = 0; x < drawn.width(); x++) {
            if (columns.first[(x + 1) * samples - 1] + 1 >= from && columns.first[x * samples] < to) {
                float sum = 0;
                for (int v = y * samples; v < (y + 1) * samples; v++) {
                    for (int u = x * samples; u < (x + 1) * samples; u++) {
                        sum += source.between(columns.first[u], rows.first[v], columns.share[u], rows.share[v]);
                    }
                }
                drawn.set(x, y, Math.round(sum / (samples * samples)));
            }
        }
    }
}
