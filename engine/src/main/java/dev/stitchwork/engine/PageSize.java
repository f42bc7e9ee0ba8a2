package dev.stitchwork.engine;

/**
 * How large a page is, in the pixels that its file has of it, and how it lies there.
 *
 * @param widthPx as it lies in the file
 * @param heightPx as it lies in the file
 * @param quarterTurns clockwise, 0 to 3, that bring it upright
 */
public record PageSize(int widthPx, int heightPx, int quarterTurns) {
    public PageSize {
        if (widthPx < 1 || heightPx < 1 || quarterTurns < 0 || quarterTurns > 3) {
            throw new IllegalArgumentException("Expected a page of some pixels and 0 to 3 quarter turns but was %d x %d and %d."
                    .formatted(widthPx, heightPx, quarterTurns));
        }
    }
}
