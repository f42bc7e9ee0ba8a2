package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/**
 * Which parts of a picture are white to the last pixel, tile by tile.
 *
 * <p>The rule: what it says of a square holds for all pixels that places within it are sampled from; where it is
 * not known, it says no.
 */
final class Blank {
    private static final int TILE_BITS = 4;
    private static final int TILE = 1 << TILE_BITS;

    private final int columns;
    private final int rows;
    /** How many tiles above and to the left of each corner of tiles are not white. */
    private final int[] marked;

    Blank(Gray picture) {
        columns = picture.width() / TILE;
        rows = picture.height() / TILE;
        boolean[] tiles = tiles(picture);
        marked = new int[(columns + 1) * (rows + 1)];
        for (int row = 0; row < rows; row++) {
            int sum = 0;
            for (int column = 0; column < columns; column++) {
                sum += tiles[row * columns + column] ? 0 : 1;
                marked[(row + 1) * (columns + 1) + column + 1] = marked[row * (columns + 1) + column + 1] + sum;
            }
        }
    }

    private boolean[] tiles(Gray picture) {
        boolean[] tiles = new boolean[columns * rows];
        Arrays.fill(tiles, true);
        byte[] white = new byte[TILE];
        Arrays.fill(white, (byte) Gray.WHITE);
        for (int y = 0; y < rows * TILE; y++) {
            for (int column = 0; column < columns; column++) {
                int tile = y / TILE * columns + column;
                int at = y * picture.width() + column * TILE;
                tiles[tile] = tiles[tile] && Arrays.equals(picture.pixels(), at, at + TILE, white, 0, TILE);
            }
        }
        return tiles;
    }

    /** Whether all is white that places within a square are sampled from, given where its corners {x, y} lie. */
    boolean holds(double[] one, double[] two, double[] three, double[] four) {
        int left = tile(Math.min(Math.min(one[0], two[0]), Math.min(three[0], four[0])) - 1);
        int top = tile(Math.min(Math.min(one[1], two[1]), Math.min(three[1], four[1])) - 1);
        int right = tile(Math.max(Math.max(one[0], two[0]), Math.max(three[0], four[0])) + 1) + 1;
        int bottom = tile(Math.max(Math.max(one[1], two[1]), Math.max(three[1], four[1])) + 1) + 1;
        if (left < 0 || top < 0 || right > columns || bottom > rows) {
            return false;
        }
        return marked[bottom * (columns + 1) + right] - marked[top * (columns + 1) + right]
                - marked[bottom * (columns + 1) + left] + marked[top * (columns + 1) + left] == 0;
    }

    /** Cut off towards zero, the cheaper way: what lies up to a pixel outside counts as inside, and is as white. */
    private static int tile(double place) {
        return (int) place >> TILE_BITS;
    }
}
