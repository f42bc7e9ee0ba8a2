package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/**
 * The print of a form, tile by tile, worked out once for it; a pixel is its row times 65536 and its column.
 *
 * @param columns tiles in a row of them
 * @param rows of tiles
 * @param pixels of each tile those that are print, row by row
 */
public record PrintTiles(int columns, int rows, int[][] pixels) {
    /**
     * Parts a form.
     *
     * @param side of a tile, pixels
     * @param threshold what is darker is print
     */
    static PrintTiles of(Gray form, int side, int threshold) {
        int columns = (form.width() + side - 1) / side;
        int rows = (form.height() + side - 1) / side;
        int[][] pixels = new int[columns * rows][];
        int[] buffer = new int[side * side];
        for (int tile = 0; tile < pixels.length; tile++) {
            int count = 0;
            for (int y = tile / columns * side; y < Math.min((tile / columns + 1) * side, form.height()); y++) {
                for (int x = tile % columns * side; x < Math.min((tile % columns + 1) * side, form.width()); x++) {
                    if (form.at(x, y) < threshold) {
                        buffer[count++] = y << 16 | x;
                    }
                }
            }
            pixels[tile] = Arrays.copyOf(buffer, count);
        }
        return new PrintTiles(columns, rows, pixels);
    }
}
