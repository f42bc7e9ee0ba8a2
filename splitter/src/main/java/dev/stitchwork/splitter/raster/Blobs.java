package dev.stitchwork.splitter.raster;

import java.util.Arrays;

/**
 * The connected pieces of a mask (pixels that touch, corners count), numbered from 1.
 *
 * <p>Two passes over runs of pixels with a union-find between rows (Rosenfeld and Pfaltz 1966), so a page of 9 million
 * pixels costs little more than reading it.
 */
public final class Blobs {
    private final int width;
    private final int[] labels;
    private final int[] areas;
    private final Span[] bounds;

    public Blobs(Mask mask) {
        width = mask.width();
        labels = new int[width * mask.height()];
        int[] parents = new int[1024];
        /* Where each run begins and ends. */
        int[] starts = new int[parents.length];
        int[] ends = new int[parents.length];
        int runs = 0;
        for (int y = 0; y < mask.height(); y++) {
            int row = y * width;
            for (int start = mask.next(0, y); start < width;) {
                int x = mask.nextClear(start, y);
                runs++;
                if (runs == parents.length) {
                    parents = Arrays.copyOf(parents, runs * 2);
                    starts = Arrays.copyOf(starts, runs * 2);
                    ends = Arrays.copyOf(ends, runs * 2);
                }
                parents[runs] = runs;
                starts[runs] = row + start;
                ends[runs] = row + x;
                if (y > 0) {
                    for (int i = Math.max(0, start - 1); i <= Math.min(width - 1, x); i++) {
                        int above = labels[row - width + i];
                        if (above != 0) {
                            join(parents, runs, above);
                        }
                    }
                }
                Arrays.fill(labels, row + start, row + x, runs);
                start = mask.next(x, y);
            }
        }
        int[] numbers = new int[runs + 1];
        int count = 0;
        for (int run = 1; run <= runs; run++) {
            int root = root(parents, run);
            if (numbers[root] == 0) {
                numbers[root] = ++count;
            }
            numbers[run] = numbers[root];
        }
        areas = new int[count + 1];
        int[][] edges = new int[count + 1][];
        for (int run = 1; run <= runs; run++) {
            int label = numbers[run];
            Arrays.fill(labels, starts[run], ends[run], label);
            areas[label] += ends[run] - starts[run];
            widen(edges, label, starts[run] % width, (ends[run] - 1) % width, starts[run] / width);
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
        return labels[y * width + x];
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
