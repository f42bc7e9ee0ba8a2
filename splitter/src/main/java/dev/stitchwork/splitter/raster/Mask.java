package dev.stitchwork.splitter.raster;

/** Which pixels of a picture are meant: ink, print, what to leave out. */
public final class Mask {
    private final int width;
    private final int height;
    private final boolean[] set;

    public Mask(int width, int height) {
        this.width = width;
        this.height = height;
        this.set = new boolean[Math.multiplyExact(width, height)];
    }

    /** The pixels darker than a threshold. */
    public static Mask darker(Gray picture, int threshold) {
        Mask mask = new Mask(picture.width(), picture.height());
        byte[] pixels = picture.pixels();
        for (int i = 0; i < pixels.length; i++) {
            mask.set[i] = (pixels[i] & 0xff) < threshold;
        }
        return mask;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Its pixels row by row, not a copy: for loops over whole masks. */
    public boolean[] pixels() {
        return set;
    }

    public boolean at(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && set[y * width + x];
    }

    public void set(int x, int y, boolean value) {
        set[y * width + x] = value;
    }

    /** Number of pixels set inside a rectangle. */
    public int count(Span span) {
        Span inside = span.intersect(new Span(0, 0, width, height));
        int count = 0;
        for (int y = inside.top(); y < inside.bottom(); y++) {
            for (int x = inside.left(); x < inside.right(); x++) {
                count += set[y * width + x] ? 1 : 0;
            }
        }
        return count;
    }

    /** Grown by a square of 2 * radius + 1 pixels; in time that does not depend on the radius. */
    public Mask dilated(int radius) {
        if (radius == 0) {
            return this;
        }
        Mask across = new Mask(width, height);
        for (int y = 0; y < height; y++) {
            spread(set, across.set, y * width, 1, width, radius);
        }
        Mask both = new Mask(width, height);
        for (int x = 0; x < width; x++) {
            spread(across.set, both.set, x, width, height, radius);
        }
        return both;
    }

    private static void spread(boolean[] from, boolean[] to, int start, int step, int length, int radius) {
        int until = -1;
        for (int i = 0; i < Math.min(radius, length); i++) {
            if (from[start + i * step]) {
                until = i + radius;
            }
        }
        for (int i = 0; i < length; i++) {
            int ahead = i + radius;
            if (ahead < length && from[start + ahead * step]) {
                until = ahead + radius;
            }
            if (i <= until) {
                to[start + i * step] = true;
            }
        }
    }
}
