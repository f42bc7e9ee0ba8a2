package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.registration.PrintTiles;

/**
 * Shifts the printed form, tile by tile, to where the ink of a page shows it: the last pixel or two that registration
 * leaves. A tile moves only where that explains clearly more of its print, and by no more than the rules in it can tell:
 * along a rule every place is as good, so of equal places the nearest counts.
 */
final class PrintFit {
    /** Every third pixel of print is asked. */
    private static final int SPARSE = 3;
    private static final int PIXELS_MIN = 12;
    /** What a shift by one pixel must gain, as a share of the tile's print. */
    private static final double GAIN = 0.03;

    private PrintFit() {}

    /**
     * Where the print of a form lies on a page.
     *
     * @param ink of the page
     * @param reach how far it may lie off, pixels
     */
    static Mask of(PrintTiles print, Mask ink, int reach) {
        Mask fitted = new Mask(ink.width(), ink.height());
        for (int[] pixels : print.pixels()) {
            if (pixels.length > 0) {
                int[] shift = shift(ink, pixels, reach);
                for (int pixel : pixels) {
                    set(fitted, (pixel & 0xffff) + shift[0], (pixel >> 16) + shift[1]);
                }
            }
        }
        return fitted;
    }

    private static int[] shift(Mask ink, int[] pixels, int reach) {
        int asked = (pixels.length + SPARSE - 1) / SPARSE;
        int[] best = {0, 0};
        if (asked < PIXELS_MIN) {
            return best;
        }
        double most = explained(ink, pixels, 0, 0);
        for (int dy = -reach; dy <= reach; dy++) {
            for (int dx = -reach; dx <= reach; dx++) {
                double price = GAIN * asked * Math.sqrt(dx * dx + dy * dy);
                // No shift explains more than all: on most tiles that leaves few to be asked.
                if (asked - price > most && explained(ink, pixels, dx, dy) - price > most) {
                    most = explained(ink, pixels, dx, dy) - price;
                    best = new int[] {dx, dy};
                }
            }
        }
        return best;
    }

    private static int explained(Mask ink, int[] pixels, int dx, int dy) {
        int explained = 0;
        for (int i = 0; i < pixels.length; i += SPARSE) {
            explained += ink.at((pixels[i] & 0xffff) + dx, (pixels[i] >> 16) + dy) ? 1 : 0;
        }
        return explained;
    }

    private static void set(Mask mask, int x, int y) {
        if (x >= 0 && y >= 0 && x < mask.width() && y < mask.height()) {
            mask.set(x, y, true);
        }
    }
}
