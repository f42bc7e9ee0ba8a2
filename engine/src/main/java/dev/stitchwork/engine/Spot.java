package dev.stitchwork.engine;

/**
 * Where a piece of running text or of a register stands, for the client's record only.
 *
 * @param block which block of text on its page, such as a column, from 1, in the order one reads
 * @param line which line of its document or cell, from 1, in the order one reads
 * @param x its left edge as a share of the page's width, the page as it lies in the file, 0 to 1
 * @param y its top edge as a share of the page's height
 * @param width as a share of the page's width
 * @param height as a share of the page's height
 */
public record Spot(int block, int line, double x, double y, double width, double height) {
    public Spot {
        if (block < 1 || line < 1
                || !(x >= 0 && y >= 0 && width >= 0 && height >= 0 && x + width <= 1.000001 && y + height <= 1.000001)) {
            throw new IllegalArgumentException("Expected a block and a line from 1 and a place on the page but was block %d, line %d at %s, %s, %s x %s."
                    .formatted(block, line, x, y, width, height));
        }
    }

    /** In the only block of its page. */
    public Spot(int line, double x, double y, double width, double height) {
        this(1, line, x, y, width, height);
    }
}
