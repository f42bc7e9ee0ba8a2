package dev.stitchwork.splitter.raster;

/**
 * A rectangle of whole pixels; right and bottom are the first column and row that do not belong to it.
 *
 * @param left may lie outside any picture, as may the others
 */
public record Span(int left, int top, int right, int bottom) {
    public int width() {
        return right - left;
    }

    public int height() {
        return bottom - top;
    }

    public boolean isEmpty() {
        return right <= left || bottom <= top;
    }

    public boolean contains(int x, int y) {
        return x >= left && x < right && y >= top && y < bottom;
    }

    public Span grown(int by) {
        return new Span(left - by, top - by, right + by, bottom + by);
    }

    public Span intersect(Span other) {
        return new Span(Math.max(left, other.left), Math.max(top, other.top),
                Math.min(right, other.right), Math.min(bottom, other.bottom));
    }

    public Span union(Span other) {
        return new Span(Math.min(left, other.left), Math.min(top, other.top),
                Math.max(right, other.right), Math.max(bottom, other.bottom));
    }
}
