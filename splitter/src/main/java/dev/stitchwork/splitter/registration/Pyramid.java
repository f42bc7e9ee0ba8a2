package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.List;

/** A picture at full size, half, quarter and so on. */
final class Pyramid {
    private static final int SMALLEST = 64;

    private final List<Gray> levels = new ArrayList<>();
    private final Gray[] inside;

    Pyramid(Gray picture) {
        Gray level = picture;
        levels.add(level);
        while (Math.min(level.width(), level.height()) >= 2 * SMALLEST) {
            level = level.halved();
            levels.add(level);
        }
        inside = new Gray[levels.size()];
    }

    Gray full() {
        return levels.get(0);
    }

    int top() {
        return levels.size() - 1;
    }

    Gray level(int number) {
        return levels.get(Math.max(0, Math.min(top(), number)));
    }

    /** A level without the dark surround of a scan. */
    synchronized Gray inside(int number) {
        int level = Math.max(0, Math.min(top(), number));
        if (inside[level] == null) {
            inside[level] = Border.without(level(level));
        }
        return inside[level];
    }

    /** The level whose pixels are nearest to this many pixels of the full picture wide, rather finer than coarser. */
    int levelFor(double pixels) {
        return Math.min(top(), Math.getExponent(Math.max(1, pixels * 1.1)));
    }
}
