package dev.stitchwork.splitter.registration;

/**
 * The way back from a page turned upright to the pixels as its file stores them, in the eight ways up that TIFF and EXIF
 * know (TIFF 6.0, tag 274). Places are continuous: the top left corner of the first pixel is 0, 0.
 */
public final class StoredFrame {
    private final double width;
    private final double height;
    private final int orientation;
    private final int shrunk;

    /**
     * @param width of the page the right way up
     * @param height of the page the right way up
     * @param orientation from 1 to 8, as the file has it
     * @param shrunk how many stored pixels one of the page's is wide
     */
    public StoredFrame(double width, double height, int orientation, int shrunk) {
        this.width = width;
        this.height = height;
        this.orientation = orientation;
        this.shrunk = shrunk;
    }

    public double width() {
        return width;
    }

    public double height() {
        return height;
    }

    /** Where a place of the upright page is stored. */
    public double[] stored(double x, double y) {
        double[] place = turned(x, y);
        return new double[] {place[0] * shrunk, place[1] * shrunk};
    }

    private double[] turned(double x, double y) {
        return switch (orientation) {
            case 2 -> new double[] {width - x, y};
            case 3 -> new double[] {width - x, height - y};
            case 4 -> new double[] {x, height - y};
            case 5 -> new double[] {y, x};
            case 6 -> new double[] {y, width - x};
            case 7 -> new double[] {height - y, width - x};
            case 8 -> new double[] {height - y, x};
            default -> new double[] {x, y};
        };
    }
}
