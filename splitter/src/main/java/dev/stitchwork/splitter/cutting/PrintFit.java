package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Mask;

/**
 * Shifts the printed form, tile by tile, to where the ink of a page shows it: the last pixel or two that registration
 * leaves. A tile moves only where that explains clearly more of its print, and by no more than the rules in it can tell:
 * along a rule every place is as good, so of equal places the nearest counts.
 */
final class PrintFit {
    private static final int TILE = 96;
    /** Every third pixel of print is asked. */
    private static final int SPARSE = 3;
    private static final int PIXELS_MIN = 12;
    /** What a shift by one pixel must gain, as a share of the tile's print. */
    private static final double GAIN = 0.03;

    private PrintFit() {}

    /**
     * @param print of the form, in its frame
     * @param reach how far it may lie off, pixels
     */
    static Mask of(Mask print, Mask ink, int reach) {
        Mask fitted = new Mask(print.width(), print.height());
        int[] xs = new int[TILE * TILE];
        int[] ys = new int[TILE * TILE];
        for (int top = 0; top < print.height(); top += TILE) {
            for (int left = 0; left < print.width(); left += TILE) {
                int count = pixels(print, left, top, xs, ys);
                if (count > 0) {
                    int[] shift = shift(ink, xs, ys, count, reach);
                    for (int i = 0; i < count; i++) {
                        set(fitted, xs[i] + shift[0], ys[i] + shift[1]);
                    }
                }
            }
        }
        return fitted;
    }

    private static int pixels(Mask print, int left, int top, int[] xs, int[] ys) {
        int count = 0;
        boolean[] isPrint = print.pixels();
        for (int y = top; y < Math.min(top + TILE, print.height()); y++) {
            for (int x = left; x < Math.min(left + TILE, print.width()); x++) {
                if (isPrint[y * print.width() + x]) {
                    xs[count] = x;
                    ys[count++] = y;
                }
            }
        }
        return count;
    }

    private static int[] shift(Mask ink, int[] xs, int[] ys, int count, int reach) {
        int asked = (count + SPARSE - 1) / SPARSE;
        int[] best = {0, 0};
        if (asked < PIXELS_MIN) {
            return best;
        }
        double most = explained(ink, xs, ys, count, 0, 0);
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                double score = explained(ink, xs, ys, count, dx, dy) - GAIN * asked * Math.hypot(dx, dy);
                if (score > most) {
                    most = score;
                    best = new int[] {dx, dy};
                }
            }
        }
        return best;
    }

    private static int explained(Mask ink, int[] xs, int[] ys, int count, int dx, int dy) {
        int explained = 0;
        for (int i = 0; i < count; i += SPARSE) {
            explained += ink.at(xs[i] + dx, ys[i] + dy) ? 1 : 0;
        }
        return explained;
    }

    private static void set(Mask mask, int x, int y) {
        if (x >= 0 && y >= 0 && x < mask.width() && y < mask.height()) {
            mask.set(x, y, true);
        }
    }
}
