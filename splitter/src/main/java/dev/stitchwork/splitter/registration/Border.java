package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayDeque;

/** Takes away the dark surround of a scan: whatever is dark and reaches the edge of the picture. */
final class Border {
    private static final int DARK = 128;

    private Border() {}

    static Gray without(Gray picture) {
        int width = picture.width();
        int height = picture.height();
        Gray clean = new Gray(width, height, picture.pixels().clone());
        ArrayDeque<Integer> open = new ArrayDeque<>();
        for (int x = 0; x < width; x++) {
            take(clean, x, 0, open);
            take(clean, x, height - 1, open);
        }
        for (int y = 0; y < height; y++) {
            take(clean, 0, y, open);
            take(clean, width - 1, y, open);
        }
        while (!open.isEmpty()) {
            int at = open.pop();
            int x = at % width;
            int y = at / width;
            take(clean, x - 1, y, open);
            take(clean, x + 1, y, open);
            take(clean, x, y - 1, open);
            take(clean, x, y + 1, open);
        }
        return clean;
    }

    private static void take(Gray picture, int x, int y, ArrayDeque<Integer> open) {
        if (x >= 0 && y >= 0 && x < picture.width() && y < picture.height() && picture.at(x, y) < DARK) {
            picture.set(x, y, Gray.WHITE);
            open.push(y * picture.width() + x);
        }
    }
}
