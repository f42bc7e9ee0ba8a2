package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;

/**
 * Draws a scan again in the form's frame; the one resampling that a pixel goes through.
 *
 * <p>Of a page without noise most is white, and white drawn again is white: squares and rows of them that are sampled from
 * nothing else are passed over. The map is asked at the corners of squares only.
 */
final class Redraw {
    /** Side of a square within which the map is as good as straight; nodes of the correction lie at corners. */
    private static final int STEP = 16;

    private final Gray source;
    /** What of the source is not white. */
    private final Mask dark;
    private final Gray drawn;

    private Redraw(Gray source, int width, int height) {
        this.source = source;
        dark = Mask.darker(source, Gray.WHITE);
        drawn = Gray.white(width, height);
    }

    static Gray of(Pyramid scan, Placement placement, int width, int height) {
        int level = scan.levelFor(placement.map().scaleAt(width / 2.0, height / 2.0));
        Redraw redraw = new Redraw(scan.level(level), width, height);
        double shrink = 1.0 / (1 << level);
        double[][] upper = places(placement, width, 0, shrink);
        for (int top = 0; top < height; top += STEP) {
            double[][] lower = places(placement, width, top + STEP, shrink);
            for (int column = 0; column * STEP < width; column++) {
                redraw.draw(column * STEP, top, upper[column], upper[column + 1], lower[column], lower[column + 1]);
            }
            upper = lower;
        }
        return redraw.drawn;
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

    /** Draws a square, given where its upper corners {x, y} lie and its lower ones. */
    private void draw(int left, int top, double[] one, double[] two, double[] three, double[] four) {
        double fromLeft = Math.min(Math.min(one[0], two[0]), Math.min(three[0], four[0]));
        double fromTop = Math.min(Math.min(one[1], two[1]), Math.min(three[1], four[1]));
        double toRight = Math.max(Math.max(one[0], two[0]), Math.max(three[0], four[0]));
        double toBottom = Math.max(Math.max(one[1], two[1]), Math.max(three[1], four[1]));
        if (isWhite(fromLeft, fromTop, toRight, toBottom)) {
            return;
        }
        int count = Math.min(STEP, drawn.width() - left);
        for (int row = 0; row < Math.min(STEP, drawn.height() - top); row++) {
            double down = (row + 0.5) / STEP;
            double fromX = between(one[0], three[0], down);
            double fromY = between(one[1], three[1], down);
            double stepX = (between(two[0], four[0], down) - fromX) / STEP;
            double stepY = (between(two[1], four[1], down) - fromY) / STEP;
            double endX = fromX + stepX * count;
            double endY = fromY + stepY * count;
            if (!isWhite(Math.min(fromX, endX), Math.min(fromY, endY), Math.max(fromX, endX), Math.max(fromY, endY))) {
                source.sampleLine(fromX + stepX / 2, fromY + stepY / 2, stepX, stepY, count, drawn.pixels(),
                        (top + row) * drawn.width() + left);
            }
        }
    }

    /** Whether all is white that places between these are sampled from; outside the source it is. */
    private boolean isWhite(double left, double top, double right, double bottom) {
        return dark.isEmpty(new Span((int) Math.floor(left - 0.5), (int) Math.floor(top - 0.5),
                (int) Math.floor(right + 1.5), (int) Math.floor(bottom + 1.5)));
    }

    private static double between(double one, double other, double share) {
        return one + (other - one) * share;
    }
}
