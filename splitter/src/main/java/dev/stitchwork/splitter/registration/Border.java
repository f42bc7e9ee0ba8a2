package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.Arrays;

/** Takes away the dark surround of a scan: whatever is dark and reaches the edge of the picture. */
final class Border {
    private static final int DARK = 128;

    private Border() {}

    /** The picture itself where it has none. */
    static Gray without(Gray picture) {
        return isAround(picture) ? cleared(picture) : picture;
    }

    private static boolean isAround(Gray picture) {
        int right = picture.width() - 1;
        int bottom = picture.height() - 1;
        boolean dark = false;
        for (int x = 0; x <= right; x++) {
            dark |= picture.at(x, 0) < DARK || picture.at(x, bottom) < DARK;
        }
        for (int y = 0; y <= bottom; y++) {
            dark |= picture.at(0, y) < DARK || picture.at(right, y) < DARK;
        }
        return dark;
    }

    private static Gray cleared(Gray picture) {
        int width = picture.width();
        int height = picture.height();
        Gray clean = new Gray(width, height, picture.pixels().clone());
        Open open = new Open();
        for (int x = 0; x < width; x++) {
            take(clean, x, 0, open);
            take(clean, x, height - 1, open);
        }
        for (int y = 0; y < height; y++) {
            take(clean, 0, y, open);
            take(clean, width - 1, y, open);
        }
        while (open.count > 0) {
            int at = open.places[--open.count];
            int x = at % width;
            int y = at / width;
            take(clean, x - 1, y, open);
            take(clean, x + 1, y, open);
            take(clean, x, y - 1, open);
            take(clean, x, y + 1, open);
        }
        return clean;
    }

    /** Places whose neighbours are still to be looked at. */
    private static final class Open {
        private int[] places = new int[1024];
        private int count;

        void push(int place) {
            if (count == places.length) {
                places = Arrays.copyOf(places, count * 2);
            }
            places[count++] = place;
        }
    }

    private static void take(Gray picture, int x, int y, Open open) {
        if (x >= 0 && y >= 0 && x < picture.width() && y < picture.height() && picture.at(x, y) < DARK) {
            picture.set(x, y, Gray.WHITE);
            open.push(y * picture.width() + x);
        }
    }
}
