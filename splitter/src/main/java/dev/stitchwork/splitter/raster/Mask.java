package dev.stitchwork.splitter.raster;

import java.util.Arrays;

/** Which pixels of a picture are meant: ink, print, what to leave out. */
public final class Mask {
    private static final boolean[] EMPTY = new boolean[4096];

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
        if (threshold > Gray.WHITE) {
            Arrays.fill(mask.set, true);
            return mask;
        }
        for (int at = picture.nextDark(0); at < pixels.length; at = picture.nextDark(at + 1)) {
            mask.set[at] = (pixels[at] & 0xff) < threshold;
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

    /** Place in {@link #pixels()} of the next pixel that is set, from this one on; their number where there is none. */
    public int next(int from) {
        for (int at = from; at < set.length; at += EMPTY.length) {
            if (set[at]) {
                return at;
            }
            int end = Math.min(set.length, at + EMPTY.length);
            int skipped = Arrays.mismatch(set, at, end, EMPTY, 0, end - at);
            if (skipped >= 0) {
                return at + skipped;
            }
        }
        return set.length;
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

    /**
     * Grown by a square of 2 * radius + 1 pixels.
     *
     * <p>Runs of pixels are looked for row by row, and each is drawn, longer by the radius at both ends, into the rows
     * above and below it. A page is mostly empty: what is empty is only compared with an empty row, many pixels at a time.
     */
    public Mask dilated(int radius) {
        if (radius == 0) {
            return this;
        }
        Mask grown = new Mask(width, height);
        boolean[] empty = new boolean[width];
        for (int y = 0; y < height; y++) {
            int row = y * width;
            int end = row + width;
            int at = row;
            for (int skipped = 0; at < end && skipped >= 0;) {
                skipped = Arrays.mismatch(set, at, end, empty, 0, end - at);
                if (skipped >= 0) {
                    int first = at + skipped;
                    int last = first;
                    for (at = first + 1; at < end && at - last <= 2 * radius + 1; at++) {
                        last = set[at] ? at : last;
                    }
                    grown.draw(Math.max(row, first - radius) - row, Math.min(end, last + radius + 1) - row, y, radius);
                }
            }
        }
        return grown;
    }

    private void draw(int left, int right, int y, int radius) {
        for (int v = Math.max(0, y - radius); v <= Math.min(height - 1, y + radius); v++) {
            Arrays.fill(set, v * width + left, v * width + right, true);
        }
    }
}
