package dev.stitchwork.splitter.intake;

import dev.stitchwork.engine.form.Box;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;

/** A PDF page as it is looked at: its crop box, turned as the page says, in millimetres from the top left. */
public final class PageFrame {
    private static final double MM_PER_POINT = 25.4 / 72;

    private final PDRectangle crop;
    private final int turn;

    public PageFrame(PDPage page) {
        crop = page.getCropBox();
        turn = Math.floorMod(page.getRotation() / 90, 4);
    }

    public double widthMm() {
        return (turn % 2 == 0 ? crop.getWidth() : crop.getHeight()) * MM_PER_POINT;
    }

    public double heightMm() {
        return (turn % 2 == 0 ? crop.getHeight() : crop.getWidth()) * MM_PER_POINT;
    }

    /** Quarter turns clockwise from how the page is written to how it is looked at. */
    public int turn() {
        return turn;
    }

    /** Where a rectangle of the page's own coordinates is seen. */
    public Box box(PDRectangle rectangle) {
        double left = rectangle.getLowerLeftX() - crop.getLowerLeftX();
        double bottom = rectangle.getLowerLeftY() - crop.getLowerLeftY();
        double right = rectangle.getUpperRightX() - crop.getLowerLeftX();
        double top = rectangle.getUpperRightY() - crop.getLowerLeftY();
        return switch (turn) {
            case 1 -> mm(bottom, left, top, right);
            case 2 -> mm(crop.getWidth() - right, bottom, crop.getWidth() - left, top);
            case 3 -> mm(crop.getHeight() - top, crop.getWidth() - right, crop.getHeight() - bottom, crop.getWidth() - left);
            default -> mm(left, crop.getHeight() - top, right, crop.getHeight() - bottom);
        };
    }

    private static Box mm(double left, double top, double right, double bottom) {
        return new Box(left * MM_PER_POINT, top * MM_PER_POINT,
                (right - left) * MM_PER_POINT, (bottom - top) * MM_PER_POINT);
    }
}
