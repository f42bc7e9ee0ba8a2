package dev.stitchwork.splitter.raster;

import java.util.Arrays;

/**
 * Evens out the paper: shadows, tinted paper and grey panels become white, ink keeps its contrast to the paper beside it.
 *
 * <p>The paper's grey is taken tile by tile as the value that one pixel in ten exceeds, smoothed over the neighbouring
 * tiles, and never below {@value #FLOOR_PERCENT} % of the sheet's own paper grey, so that a black scanner border stays
 * black instead of being taken for dark paper.
 */
public final class Flat {
    private static final int TILE = 48;
    /** Over so many pixels the paper's grey is as good as straight; divides a tile. */
    private static final int STEP = 8;
    private static final int FLOOR_PERCENT = 55;
    /** A gain so near to one leaves every grey as it is. */
    private static final float UNCHANGED = 1e-3f;

    private Flat() {}

    public static Gray of(Gray picture) {
        int columns = (picture.width() + TILE - 1) / TILE;
        int rows = (picture.height() + TILE - 1) / TILE;
        float[] paper = new float[columns * rows];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                paper[row * columns + column] = paperOf(picture, column * TILE, row * TILE);
            }
        }
        float[] sorted = paper.clone();
        Arrays.sort(sorted);
        float floor = Math.max(1, sorted[sorted.length * 3 / 4] * FLOOR_PERCENT / 100f);
        for (int i = 0; i < paper.length; i++) {
            paper[i] = Math.max(paper[i], floor);
        }
        if (sorted[0] == Gray.WHITE) {
            return picture;
        }
        return divide(picture, smooth(paper, columns, rows), columns, rows);
    }

    private static float paperOf(Gray picture, int left, int top) {
        int right = Math.min(left + TILE, picture.width());
        int bottom = Math.min(top + TILE, picture.height());
        int count = (right - left + 1) / 2 * ((bottom - top + 1) / 2);
        int[] histogram = new int[256];
        for (int y = top; y < bottom; y += 2) {
            for (int x = left; x < right; x += 2) {
                histogram[picture.at(x, y)]++;
            }
            if (histogram[Gray.WHITE] * 10 > count) {
                return Gray.WHITE;
            }
        }
        int brighter = 0;
        for (int value = 255; value > 0; value--) {
            brighter += histogram[value];
            if (brighter * 10 > count) {
                return value;
            }
        }
        return 0;
    }

    private static float[] smooth(float[] paper, int columns, int rows) {
        float[] smooth = new float[paper.length];
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                float sum = 0;
                int count = 0;
                for (int r = Math.max(0, row - 1); r <= Math.min(rows - 1, row + 1); r++) {
                    for (int c = Math.max(0, column - 1); c <= Math.min(columns - 1, column + 1); c++) {
                        sum += paper[r * columns + c];
                        count++;
                    }
                }
                smooth[row * columns + column] = sum / count;
            }
        }
        return smooth;
    }

    private static Gray divide(Gray picture, float[] paper, int columns, int rows) {
        int width = picture.width();
        byte[] from = picture.pixels();
        byte[] flat = from.clone();
        float[] line = new float[columns];
        // Where each step ends, as a place between the middles of two tiles.
        int steps = (width + STEP - 1) / STEP;
        int[] tiles = new int[steps + 1];
        float[] shares = new float[steps + 1];
        for (int step = 0; step <= steps; step++) {
            float u = Math.max(0, Math.min(columns - 1, (Math.min(width, step * STEP) + 0.5f) / TILE - 0.5f));
            tiles[step] = (int) u;
            shares[step] = u - tiles[step];
        }
        boolean[] isWhite = whiteRows(paper, columns, rows);
        for (int y = 0; y < picture.height(); y++) {
            float v = Math.max(0, Math.min(rows - 1, (y + 0.5f) / TILE - 0.5f));
            int upper = (int) v;
            int lower = Math.min(rows - 1, upper + 1);
            if (isWhite[upper] && isWhite[lower]) {
                continue;
            }
            for (int column = 0; column < columns; column++) {
                line[column] = paper[upper * columns + column] * (1 - (v - upper))
                        + paper[lower * columns + column] * (v - upper);
            }
            float next = Gray.WHITE / line[0];
            for (int step = 0; step < steps; step++) {
                int first = step * STEP;
                int end = Math.min(width, first + STEP);
                float gain = next;
                int left = tiles[step + 1];
                float share = shares[step + 1];
                next = Gray.WHITE / (line[left] * (1 - share) + line[Math.min(columns - 1, left + 1)] * share);
                if (Math.max(Math.abs(gain - 1), Math.abs(next - 1)) < UNCHANGED) {
                    continue;
                }
                float rise = (next - gain) / (end - first);
                for (int x = first; x < end; x++) {
                    flat[y * width + x] = (byte) Math.min(255, (int) ((from[y * width + x] & 0xff) * gain + 0.5f));
                    gain += rise;
                }
            }
        }
        return new Gray(width, picture.height(), flat);
    }

    /** Rows of tiles whose paper is white already. */
    private static boolean[] whiteRows(float[] paper, int columns, int rows) {
        boolean[] isWhite = new boolean[rows];
        for (int row = 0; row < rows; row++) {
            isWhite[row] = true;
            for (int column = 0; column < columns; column++) {
                isWhite[row] &= paper[row * columns + column] == Gray.WHITE;
            }
        }
        return isWhite;
    }
}
