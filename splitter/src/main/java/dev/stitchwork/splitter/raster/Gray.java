package dev.stitchwork.splitter.raster;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A grey picture, one byte a pixel, 0 black to 255 white; the only form in which pictures leave the intake. */
public final class Gray {
    public static final int WHITE = 255;
    private static final int LINE_MAX = 1 << 14;
    private static final byte[] WHITES = new byte[4096];
    private static final VarHandle FOUR = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** The lower byte of each two. */
    static final long EVEN = 0x00ff_00ff_00ff_00ffL;

    static {
        Arrays.fill(WHITES, (byte) WHITE);
    }

    private final int width;
    private final int height;
    private final byte[] pixels;

    public Gray(int width, int height, byte[] pixels) {
        if (width < 1 || height < 1 || pixels.length != width * height) {
            throw new IllegalArgumentException("Expected %d x %d pixels but was an array of %d."
                    .formatted(width, height, pixels.length));
        }
        this.width = width;
        this.height = height;
        this.pixels = pixels;
    }

    /** A picture of paper with nothing on it. */
    public static Gray white(int width, int height) {
        byte[] pixels = new byte[Math.multiplyExact(width, height)];
        Arrays.fill(pixels, (byte) WHITE);
        return new Gray(width, height, pixels);
    }

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Its pixels row by row, not a copy: for loops over whole pictures. */
    public byte[] pixels() {
        return pixels;
    }

    public int at(int x, int y) {
        return pixels[y * width + x] & 0xff;
    }

    public void set(int x, int y, int value) {
        pixels[y * width + x] = (byte) value;
    }

    /** Place in {@link #pixels()} of the next pixel that is not white, from one on and before another; that where there is none. */
    public int nextDark(int from, int end) {
        for (int at = from; at < end; at += WHITES.length) {
            if (pixels[at] != (byte) WHITE) {
                return at;
            }
            int to = Math.min(end, at + WHITES.length);
            int skipped = Arrays.mismatch(pixels, at, to, WHITES, 0, to - at);
            if (skipped >= 0) {
                return at + skipped;
            }
        }
        return end;
    }

    /** Eight pixels from a place in {@link #pixels()} on, the first in the lowest byte. */
    long eight(int at) {
        return (long) EIGHT.get(pixels, at);
    }

    /** The value at a continuous place, bilinear; white outside. */
    public float sample(double x, double y) {
        double u = x - 0.5;
        double v = y - 0.5;
        int left = (int) Math.floor(u);
        int top = (int) Math.floor(v);
        return between(left, top, (float) (u - left), (float) (v - top));
    }

    /** The value between four pixels, by how far right and down of the middle of the upper left one; white outside. */
    private float between(int left, int top, float across, float down) {
        if (left >= 0 && top >= 0 && left + 1 < width && top + 1 < height) {
            int index = top * width + left;
            if ((pixels[index] & pixels[index + 1] & pixels[index + width] & pixels[index + width + 1]) == (byte) WHITE) {
                return WHITE; // most of a page is
            }
            float upper = (pixels[index] & 0xff) * (1 - across) + (pixels[index + 1] & 0xff) * across;
            float lower = (pixels[index + width] & 0xff) * (1 - across) + (pixels[index + width + 1] & 0xff) * across;
            return upper * (1 - down) + lower * down;
        }
        float upper = orWhite(left, top) * (1 - across) + orWhite(left + 1, top) * across;
        float lower = orWhite(left, top + 1) * (1 - across) + orWhite(left + 1, top + 1) * across;
        return upper * (1 - down) + lower * down;
    }

    /**
     * The values at places in one line, bilinear to 1/256 pixel; white outside. What pages are drawn again with, so it is
     * worked out in whole numbers.
     *
     * @param stepX from one place to the next
     */
    public void sampleLine(double x, double y, double stepX, double stepY, int count, float[] values, int start) {
        if (!isInside(x, y, x + stepX * (count - 1), y + stepY * (count - 1))) {
            for (int i = 0; i < count; i++) {
                values[start + i] = sample(x + i * stepX, y + i * stepY);
            }
            return;
        }
        int first = (int) (y - 0.5) * width + (int) (x - 0.5);
        int u = fixed(x - 0.5 - (int) (x - 0.5));
        int v = fixed(y - 0.5 - (int) (y - 0.5));
        int du = fixed(stepX);
        int dv = fixed(stepY);
        for (int i = 0; i < count; i++) {
            int index = first + (v >> 16) * width + (u >> 16);
            int across = u >> 8 & 0xff;
            int down = v >> 8 & 0xff;
            int upper = (pixels[index] & 0xff) * (256 - across) + (pixels[index + 1] & 0xff) * across;
            int lower = (pixels[index + width] & 0xff) * (256 - across) + (pixels[index + width + 1] & 0xff) * across;
            values[start + i] = (upper * (256 - down) + lower * down) * (1f / 65536);
            u += du;
            v += dv;
        }
    }

    /** As {@link #sampleLine(double, double, double, double, int, float[], int)}, rounded to greys. */
    public void sampleLine(double x, double y, double stepX, double stepY, int count, byte[] greys, int start) {
        if (!isInside(x, y, x + stepX * (count - 1), y + stepY * (count - 1))) {
            for (int i = 0; i < count; i++) {
                greys[start + i] = (byte) (sample(x + i * stepX, y + i * stepY) + 0.5f);
            }
            return;
        }
        int first = (int) (y - 0.5) * width + (int) (x - 0.5);
        int u = fixed(x - 0.5 - (int) (x - 0.5));
        int v = fixed(y - 0.5 - (int) (y - 0.5));
        int du = fixed(stepX);
        int dv = fixed(stepY);
        for (int i = 0; i < count; i++) {
            int index = first + (v >> 16) * width + (u >> 16);
            int across = u >> 8 & 0xff;
            int down = v >> 8 & 0xff;
            int upper = ((pixels[index] & 0xff) << 8) + ((pixels[index + 1] & 0xff) - (pixels[index] & 0xff)) * across;
            int lower = ((pixels[index + width] & 0xff) << 8)
                    + ((pixels[index + width + 1] & 0xff) - (pixels[index + width] & 0xff)) * across;
            greys[start + i] = (byte) ((upper << 8) + (lower - upper) * down + (1 << 15) >> 16);
            u += du;
            v += dv;
        }
    }

    /** In units of 1/65536. */
    private static int fixed(double number) {
        return (int) Math.floor(number * 65536 + 0.5);
    }

    /** Whether a line lies so far inside that all it is sampled from does, and is short enough for 1/65536 pixels in an int. */
    private boolean isInside(double x, double y, double endX, double endY) {
        return Math.max(Math.abs(endX - x), Math.abs(endY - y)) < LINE_MAX && Math.min(x, endX) >= 1 && Math.min(y, endY) >= 1 && Math.max(x, endX) < width - 1 && Math.max(y, endY) < height - 1;
    }

    private int orWhite(int x, int y) {
        return x < 0 || y < 0 || x >= width || y >= height ? WHITE : at(x, y);
    }

    /** A cut-out; what lies outside this picture is white. */
    public Gray crop(Span span) {
        Gray cut = white(span.width(), span.height());
        int from = Math.max(0, span.left());
        int to = Math.min(width, span.right());
        for (int y = Math.max(0, span.top()); y < Math.min(height, span.bottom()) && from < to; y++) {
            System.arraycopy(pixels, y * width + from, cut.pixels,
                    (y - span.top()) * span.width() + from - span.left(), to - from);
        }
        return cut;
    }

    /** Half as wide and high; each pixel is the mean of four. */
    public Gray halved() {
        int w = Math.max(1, width / 2);
        int h = Math.max(1, height / 2);
        byte[] half = new byte[w * h];
        int right = width > 1 ? 1 : 0;
        for (int y = 0; y < h; y++) {
            int upper = 2 * y * width;
            int lower = Math.min(2 * y + 1, height - 1) * width;
            int x = 0;
            for (; x + 4 <= w; x += 4) {
                FOUR.set(half, y * w + x, means(eight(upper + 2 * x), eight(lower + 2 * x)));
            }
            for (; x < w; x++) {
                int left = 2 * x;
                half[y * w + x] = (byte) (((pixels[upper + left] & 0xff) + (pixels[upper + left + right] & 0xff)
                        + (pixels[lower + left] & 0xff) + (pixels[lower + left + right] & 0xff) + 2) >> 2);
            }
        }
        return new Gray(w, h, half);
    }

    /** The means of four squares of four pixels, from the eight pixels of their upper row and of their lower one. */
    private static int means(long upper, long lower) {
        if ((upper & lower) == -1) {
            return -1; // most of a page is white
        }
        long sums = (upper & EVEN) + (upper >>> 8 & EVEN) + (lower & EVEN) + (lower >>> 8 & EVEN) + 0x0002_0002_0002_0002L;
        long means = sums >>> 2 & EVEN;
        means |= means >>> 8;
        return (int) (means & 0xffff | means >>> 16 & 0xffff_0000L);
    }

    /** Turned clockwise by quarter turns. */
    public Gray turned(int quarters) {
        int turn = Math.floorMod(quarters, 4);
        if (turn == 0) {
            return this;
        }
        int w = turn == 2 ? width : height;
        int h = turn == 2 ? height : width;
        byte[] turned = new byte[pixels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                int toX = turn == 1 ? height - 1 - y : turn == 2 ? width - 1 - x : y;
                int toY = turn == 1 ? x : turn == 2 ? height - 1 - y : width - 1 - x;
                turned[toY * w + toX] = pixels[y * width + x];
            }
        }
        return new Gray(w, h, turned);
    }

    /** Mirrored left to right. */
    public Gray mirrored() {
        byte[] mirrored = new byte[pixels.length];
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                mirrored[y * width + width - 1 - x] = pixels[y * width + x];
            }
        }
        return new Gray(width, height, mirrored);
    }
}
