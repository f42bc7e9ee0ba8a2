package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/**
 * Which parts of a picture are white to the last pixel, tile by tile.
 *
 * <p>The rule: what it says of a line holds for all pixels that a line between those two places is sampled from; where it is
 * not known, it says no.
 */
final class Blank {
    private static final int TILE_BITS = 4;
    private static final int TILE = 1 << TILE_BITS;
    /** How many tiles a block has; a line that begins in its first tile ends within it. */
    private static final int ACROSS = 3;
    private static final int DOWN = 2;

    private final int columns;
    private final int rows;
    /** Of each tile whether it and those to the right of it and below are all white. */
    private final boolean[] blocks;

    Blank(Gray picture) {
        columns = picture.width() / TILE;
        rows = picture.height() / TILE;
        boolean[] tiles = tiles(picture);
        blocks = new boolean[columns * rows];
        for (int row = 0; row + DOWN <= rows; row++) {
            for (int column = 0; column + ACROSS <= columns; column++) {
                boolean white = true;
                for (int i = 0; i < ACROSS * DOWN; i++) {
                    white &= tiles[(row + i / ACROSS) * columns + column + i % ACROSS];
                }
                blocks[row * columns + column] = white;
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

    /** Whether all is white that a line of places from one to another is sampled from. */
    boolean holds(double fromX, double fromY, double toX, double toY) {
        int column = tile(Math.min(fromX, toX) - 1);
        int row = tile(Math.min(fromY, toY) - 1);
        return column >= 0 && row >= 0 && column < columns && row < rows && blocks[row * columns + column]
                && tile(Math.max(fromX, toX) + 1) < column + ACROSS && tile(Math.max(fromY, toY) + 1) < row + DOWN;
    }

    /** Cut off towards zero, the cheaper way: what lies up to a pixel outside counts as inside, and is as white. */
    private static int tile(double place) {
        return (int) place >> TILE_BITS;
    }
}
