package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/**
 * Draws a scan again in the form's frame; the one resampling that a pixel goes through.
 *
 * <p>Of a page without noise most is white, and white drawn again is white: those places are known beforehand
 * ({@link Blank}) and passed over.
 */
final class Redraw {
    /** Between two of these the map is as good as straight. */
    private static final int STEP = 16;

    private Redraw() {}

    static Gray of(Pyramid scan, Placement placement, int width, int height) {
        Homography map = placement.map();
        int level = scan.levelFor(map.scaleAt(width / 2.0, height / 2.0));
        Gray source = scan.level(level);
        double shrink = 1.0 / (1 << level);
        Blank blank = new Blank(source);
        byte[] pixels = new byte[width * height];
        Arrays.fill(pixels, (byte) Gray.WHITE);
        double[] right = new double[2];
        for (int y = 0; y < height; y++) {
            placement.shift(0, y + 0.5, right);
            double nextX = map.x(right[0], y + 0.5 + right[1]) * shrink;
            double nextY = map.y(right[0], y + 0.5 + right[1]) * shrink;
            for (int start = 0; start < width; start += STEP) {
                double fromX = nextX;
                double fromY = nextY;
                placement.shift(start + STEP, y + 0.5, right);
                double endU = start + STEP + right[0];
                double endV = y + 0.5 + right[1];
                nextX = map.x(endU, endV) * shrink;
                nextY = map.y(endU, endV) * shrink;
                double stepX = (nextX - fromX) / STEP;
                double stepY = (nextY - fromY) / STEP;
                int count = Math.min(STEP, width - start);
                if (!blank.holds(fromX, fromY, nextX, nextY)) {
                    source.sampleLine(fromX + stepX / 2, fromY + stepY / 2, stepX, stepY, count, pixels, y * width + start);
                }
            }
        }
        return new Gray(width, height, pixels);
    }
}
