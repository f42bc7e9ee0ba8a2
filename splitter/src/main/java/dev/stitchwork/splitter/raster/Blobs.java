package dev.stitchwork.splitter.raster;

import java.util.Arrays;

/**
 * The connected pieces of a mask (pixels that touch, corners count), numbered from 1.
 *
 * <p>Two passes over runs of pixels with a union-find between rows (Rosenfeld and Pfaltz 1966), so a page of 9 million
 * pixels costs little more than reading it. No number is kept for a pixel: its run is found by counting the bits where
 * runs begin, of which the sum up to each word is kept.
 */
public final class Blobs {
    private final int width;
    /** Words in a row. */
    private final int stride;
    /** A bit for each pixel at which a run begins, as in a mask. */
    private final long[] begins;
    /** Runs that begin before each word of those. */
    private final int[] before;
    /** Place behind each run, y * width + x; the first run is number 1. */
    private final int[] ends;
    private final int[] labels;
    private final int[] areas;
    private final Span[] bounds;

    public Blobs(Mask mask) {
        width = mask.width();
        stride = (width + Long.SIZE - 1) / Long.SIZE;
        begins = new long[stride * mask.height()];
        before = new int[begins.length];
        int[] parents = new int[1024];
        int[] from = new int[parents.length];
        int[] to = new int[parents.length];
        int runs = 0;
        int above = 1;
        for (int y = 0; y < mask.height(); y++) {
            int row = y * width;
            int last = runs;
            for (int x = mask.next(0, y); x < width; x = mask.next(to[runs] - row, y)) {
                runs++;
                if (runs == parents.length) {
                    parents = Arrays.copyOf(parents, runs * 2);
                    from = Arrays.copyOf(from, runs * 2);
                    to = Arrays.copyOf(to, runs * 2);
                }
                parents[runs] = runs;
                from[runs] = row + x;
                to[runs] = row + mask.nextClear(x, y);
                begins[y * stride + (x >> 6)] |= 1L << x;
                while (above <= last && to[above] + width < from[runs]) {
                    above++;
                }
                for (int run = above; run <= last && from[run] + width <= to[runs]; run++) {
                    join(parents, runs, run);
                }
            }
            above = last + 1;
        }
        for (int word = 1; word < begins.length; word++) {
            before[word] = before[word - 1] + Long.bitCount(begins[word - 1]);
        }
        ends = to;
        labels = new int[runs + 1];
        int count = 0;
        for (int run = 1; run <= runs; run++) {
            int root = root(parents, run);
            labels[run] = root == run ? ++count : labels[root];
        }
        areas = new int[count + 1];
        int[][] edges = new int[count + 1][];
        int y = 0;
        for (int run = 1; run <= runs; run++) {
            while (from[run] >= (y + 1) * width) {
                y++;
            }
            areas[labels[run]] += to[run] - from[run];
            widen(edges, labels[run], from[run] - y * width, to[run] - 1 - y * width, y);
        }
        bounds = new Span[count + 1];
        for (int label = 1; label <= count; label++) {
            int[] edge = edges[label];
            bounds[label] = new Span(edge[0], edge[1], edge[2] + 1, edge[3] + 1);
        }
    }

    /** How many there are; their numbers run from 1 to this. */
    public int count() {
        return areas.length - 1;
    }

    /** Number of the piece at a pixel, 0 where there is none. */
    public int at(int x, int y) {
        int word = y * stride + (x >> 6);
        int run = before[word] + Long.bitCount(begins[word] & -1L >>> ~x);
        return y * width + x < ends[run] ? labels[run] : 0;
    }

    public int area(int label) {
        return areas[label];
    }

    public Span bounds(int label) {
        return bounds[label];
    }

    private static void widen(int[][] edges, int label, int left, int right, int y) {
        int[] edge = edges[label];
        if (edge == null) {
            edges[label] = new int[] {left, y, right, y};
            return;
        }
        edge[0] = Math.min(edge[0], left);
        edge[2] = Math.max(edge[2], right);
        edge[3] = y;
    }

    private static int root(int[] parents, int label) {
        int at = label;
        while (parents[at] != at) {
            parents[at] = parents[parents[at]];
            at = parents[at];
        }
        return at;
    }

    private static void join(int[] parents, int one, int other) {
        int a = root(parents, one);
        int b = root(parents, other);
        parents[Math.max(a, b)] = Math.min(a, b);
    }
}
