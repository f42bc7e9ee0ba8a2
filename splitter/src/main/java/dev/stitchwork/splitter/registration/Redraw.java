package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/**
 * Draws a scan again in the form's frame; the one resampling that a pixel goes through.
 *
 * <p>Of a page without noise most is white, and white drawn again is white: those places are known beforehand
 * ({@link Blank}) and passed over. The map is asked at the corners of squares only.
 */
final class Redraw {
    /** Side of a square within which the map is as good as straight; nodes of the correction lie at corners. */
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
        double[][] upper = places(placement, width, 0, shrink);
        for (int top = 0; top < height; top += STEP) {
            double[][] lower = places(placement, width, top + STEP, shrink);
            for (int column = 0; column * STEP < width; column++) {
                if (!blank.holds(upper[column], upper[column + 1], lower[column], lower[column + 1])) {
                    draw(source, upper, lower, column, pixels, width, top, Math.min(STEP, height - top));
                }
            }
            upper = lower;
        }
        return new Gray(width, height, pixels);
    }

    /** Where the corners of a row of squares lie in the source. */
    private static double[][] places(Placement placement, int width, int y, double shrink) {
        double[][] places = new double[(width + STEP - 1) / STEP + 1][];
        for (int column = 0; column < places.length; column++) {
            double[] place = placement.map(column * STEP, y);
            places[column] = new double[] {place[0] * shrink, place[1] * shrink};
        }
        return places;
    }

    private static void draw(Gray source, double[][] upper, double[][] lower, int column, byte[] pixels, int width, int top, int rows) {
        int count = Math.min(STEP, width - column * STEP);
        for (int row = 0; row < rows; row++) {
            double down = (row + 0.5) / STEP;
            double fromX = between(upper[column][0], lower[column][0], down);
            double fromY = between(upper[column][1], lower[column][1], down);
            double stepX = (between(upper[column + 1][0], lower[column + 1][0], down) - fromX) / STEP;
            double stepY = (between(upper[column + 1][1], lower[column + 1][1], down) - fromY) / STEP;
            source.sampleLine(fromX + stepX / 2, fromY + stepY / 2, stepX, stepY, count, pixels, (top + row) * width + column * STEP);
        }
    }

    private static double between(double one, double other, double share) {
        return one + (other - one) * share;
    }
}
