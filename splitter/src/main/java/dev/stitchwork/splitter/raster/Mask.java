package dev.stitchwork.splitter.raster;

import java.util.Arrays;

/**
 * Which pixels of a picture are meant: ink, print, what to leave out.
 *
 * <p>A bit a pixel, the leftmost pixel of a row lowest in the row's first word, and no bit set beyond the last: so masks of
 * whole pages are joined, cut and grown 64 pixels at a time, and what is empty is passed over as fast.
 */
public final class Mask {
    /** Takes the pixels of a mask one by one. */
    @FunctionalInterface
    public interface Pixels {
        void at(int x, int y);
    }

    /** The lowest bit of each sixteen, and the highest. */
    private static final long LOWEST = 0x0001_0001_0001_0001L;
    private static final long HIGHEST = LOWEST << 15;
    private static final long WHITE = -1;

    private final int width;
    private final int height;
    /** Words in a row. */
    private final int stride;
    private final long[] words;

    public Mask(int width, int height) {
        this.width = width;
        this.height = height;
        stride = (width + Long.SIZE - 1) / Long.SIZE;
        words = new long[Math.multiplyExact(stride, height)];
    }

    private Mask(Mask like, long[] words) {
        width = like.width;
        height = like.height;
        stride = like.stride;
        this.words = words;
    }

    /** The pixels darker than a threshold. */
    public static Mask darker(Gray picture, int threshold) {
        Mask mask = new Mask(picture.width(), picture.height());
        for (int y = 0; y < mask.height; y++) {
            int end = (y + 1) * mask.width;
            int word = y * mask.stride;
            for (int from = y * mask.width; from < end; from += Long.SIZE) {
                int to = Math.min(end, from + Long.SIZE);
                long bits = 0;
                int at = from;
                for (; at + Byte.SIZE <= to; at += Byte.SIZE) {
                    long eight = picture.eight(at);
                    bits |= eight == WHITE && threshold <= Gray.WHITE ? 0 : darker(eight, threshold) << at - from;
                }
                for (; at < to; at++) {
                    bits |= (picture.pixels()[at] & 0xff) < threshold ? 1L << at - from : 0;
                }
                mask.words[word++] = bits;
            }
        }
        return mask;
    }

    /**
     * A bit for each of eight pixels, side by side. Every second pixel stands alone in 16 bits, of which the highest stays
     * set unless the threshold is more; a multiplication brings the bits together.
     */
    private static long darker(long eight, int threshold) {
        long even = (eight & Gray.EVEN | HIGHEST) - threshold * LOWEST;
        long odd = (eight >>> 8 & Gray.EVEN | HIGHEST) - threshold * LOWEST;
        return ((~even & HIGHEST) >>> 15 | (~odd & HIGHEST) >>> 7) * 0x0102_0408_1020_4080L >>> 56;
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Whether a pixel is set; none outside is. */
    public boolean at(int x, int y) {
        return x >= 0 && y >= 0 && x < width && y < height && (words[y * stride + (x >> 6)] >>> x & 1) != 0;
    }

    public void set(int x, int y, boolean value) {
        if (value) {
            words[y * stride + (x >> 6)] |= 1L << x;
        } else {
            words[y * stride + (x >> 6)] &= ~(1L << x);
        }
    }

    /** Column of a row's next pixel that is set, from this one on; the width where there is none. */
    public int next(int x, int y) {
        return next(x, y, 0);
    }

    /** Column of a row's next pixel that is not set, from this one on; the width where there is none. */
    public int nextClear(int x, int y) {
        return Math.min(width, next(x, y, -1));
    }

    private int next(int x, int y, long flip) {
        if (x >= width) {
            return width;
        }
        int row = y * stride;
        int word = x >> 6;
        long bits = (words[row + word] ^ flip) & -1L << x;
        while (bits == 0) {
            if (++word == stride) {
                return width;
            }
            bits = words[row + word] ^ flip;
        }
        return (word << 6) + Long.numberOfTrailingZeros(bits);
    }

    /** Its pixels that are set, row by row. */
    public void each(Pixels pixels) {
        each(new Span(0, 0, width, height), pixels);
    }

    /** Its pixels inside a rectangle that are set, row by row. */
    public void each(Span span, Pixels pixels) {
        Span inside = span.intersect(new Span(0, 0, width, height));
        for (int y = inside.top(); y < inside.bottom(); y++) {
            for (int x = next(inside.left(), y); x < inside.right(); x = next(x + 1, y)) {
                pixels.at(x, y);
            }
        }
    }

    /** Number of pixels set. */
    public int count() {
        int count = 0;
        for (long word : words) {
            count += Long.bitCount(word);
        }
        return count;
    }

    /** Number of pixels set inside a rectangle. */
    public int count(Span span) {
        Span inside = span.intersect(new Span(0, 0, width, height));
        int first = inside.left() >> 6;
        int last = inside.right() - 1 >> 6;
        int count = 0;
        for (int y = inside.top(); y < inside.bottom() && inside.left() < inside.right(); y++) {
            for (int word = first; word <= last; word++) {
                long bits = words[y * stride + word];
                bits &= word == first ? -1L << inside.left() : -1L;
                bits &= word == last ? -1L >>> -inside.right() : -1L;
                count += Long.bitCount(bits);
            }
        }
        return count;
    }

    /** Whether no pixel inside a rectangle is set. */
    public boolean isEmpty(Span span) {
        int left = Math.max(0, span.left());
        int right = Math.min(width, span.right());
        int bottom = Math.min(height, span.bottom());
        int first = left >> 6;
        int last = right - 1 >> 6;
        for (int y = Math.max(0, span.top()); y < bottom && left < right; y++) {
            for (int word = first; word <= last; word++) {
                long bits = words[y * stride + word];
                bits &= word == first ? -1L << left : -1L;
                bits &= word == last ? -1L >>> -right : -1L;
                if (bits != 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** What is set here or there; of two masks of one size. */
    public Mask or(Mask other) {
        long[] joined = words.clone();
        for (int i = 0; i < joined.length; i++) {
            joined[i] |= other.words[i];
        }
        return new Mask(this, joined);
    }

    /** What is set both here and there; of two masks of one size. */
    public Mask and(Mask other) {
        long[] common = words.clone();
        for (int i = 0; i < common.length; i++) {
            common[i] &= other.words[i];
        }
        return new Mask(this, common);
    }

    /** What is set here and not there; of two masks of one size. */
    public Mask without(Mask other) {
        long[] left = words.clone();
        for (int i = 0; i < left.length; i++) {
            left[i] &= ~other.words[i];
        }
        return new Mask(this, left);
    }

    /** Grown by a square of 2 * radius + 1 pixels: each row to both sides, and then into the rows above and below it. */
    public Mask dilated(int radius) {
        if (radius == 0) {
            return this;
        }
        Mask grown = new Mask(width, height);
        long[] row = new long[stride];
        long[] right = new long[stride];
        long[] none = new long[stride];
        for (int y = 0; y < height; y++) {
            System.arraycopy(words, y * stride, row, 0, stride);
            if (Arrays.equals(row, none)) {
                continue;
            }
            System.arraycopy(row, 0, right, 0, stride);
            for (int grew = 0; grew < radius;) {
                int by = Math.min(Math.min(grew + 1, radius - grew), Long.SIZE - 1);
                growRight(right, by);
                growLeft(row, by);
                grew += by;
            }
            for (int i = 0; i < stride; i++) {
                row[i] |= right[i];
            }
            row[stride - 1] &= -1L >>> -width;
            for (int to = Math.max(0, y - radius) * stride; to < Math.min(height, y + radius + 1) * stride; to += stride) {
                for (int i = 0; i < stride; i++) {
                    grown.words[to + i] |= row[i];
                }
            }
        }
        return grown;
    }

    private static void growRight(long[] row, int by) {
        for (int i = row.length - 1; i > 0; i--) {
            row[i] |= row[i] << by | row[i - 1] >>> Long.SIZE - by;
        }
        row[0] |= row[0] << by;
    }

    private static void growLeft(long[] row, int by) {
        int last = row.length - 1;
        for (int i = 0; i < last; i++) {
            row[i] |= row[i] >>> by | row[i + 1] << Long.SIZE - by;
        }
        row[last] |= row[last] >>> by;
    }

    /** Whether the same pixels of a picture of the same size are set. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Mask mask && width == mask.width && height == mask.height && Arrays.equals(words, mask.words);
    }

    @Override
    public int hashCode() {
        return 31 * width + Arrays.hashCode(words);
    }

    /** A line a row: {@code #} for a pixel that is set, a point for one that is not. */
    @Override
    public String toString() {
        StringBuilder picture = new StringBuilder();
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                picture.append(at(x, y) ? '#' : '.');
            }
            picture.append('\n');
        }
        return picture.toString();
    }
}
