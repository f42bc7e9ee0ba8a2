package dev.stitchwork.engine.form;

/**
 * A rectangle on a page, in millimetres from the page's top left corner.
 *
 * @param x left edge, mm
 * @param y top edge, mm
 * @param width mm, above zero
 * @param height mm, above zero
 */
public record Box(double x, double y, double width, double height) {
    public Box {
        if (!(width > 0) || !(height > 0) || !Double.isFinite(x) || !Double.isFinite(y)
                || !Double.isFinite(width) || !Double.isFinite(height)) {
            throw new IllegalArgumentException(
                    "Expected a box with a width and a height above zero but was %s x %s mm at %s, %s."
                            .formatted(width, height, x, y));
        }
    }

    public double right() {
        return x + width;
    }

    public double bottom() {
        return y + height;
    }

    /** The smallest box that holds both. */
    public Box union(Box other) {
        double left = Math.min(x, other.x);
        double top = Math.min(y, other.y);
        return new Box(left, top, Math.max(right(), other.right()) - left, Math.max(bottom(), other.bottom()) - top);
    }

    public boolean overlaps(Box other) {
        return x < other.right() && other.x < right() && y < other.bottom() && other.y < bottom();
    }
}
