package dev.stitchwork.splitter.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BlobsTest {
    @Test
    void cornersTouchAndPiecesAreNumberedAsTheyAreMet() {
        Mask mask = MaskTest.mask("""
                #..#.##
                .#.#...
                ...#..#
                ##...#.
                """);
        Blobs blobs = new Blobs(mask);
        assertEquals("""
                1..2.33
                .1.2...
                ...2..4
                55...4.
                """, drawn(blobs, mask));
        assertEquals(new Span(5, 2, 7, 4), blobs.bounds(4));
        assertEquals(3, blobs.area(2));
    }

    @Test
    void everyPixelHasTheNumberThatWalkingFromPixelToPixelGivesIt() {
        SplittableRandom random = new SplittableRandom(4);
        for (int round = 0; round < 200; round++) {
            Mask mask = new Mask(random.nextInt(1, 200), random.nextInt(1, 40));
            double share = random.nextDouble();
            for (int i = 0; i < mask.width() * mask.height(); i++) {
                mask.set(i % mask.width(), i / mask.width(), random.nextDouble() < share);
            }
            int[][] walked = walked(mask);
            Blobs blobs = new Blobs(mask);
            int[] areas = new int[blobs.count() + 1];
            Span[] bounds = new Span[areas.length];
            for (int y = 0; y < mask.height(); y++) {
                for (int x = 0; x < mask.width(); x++) {
                    int label = walked[y][x];
                    assertEquals(label, blobs.at(x, y), x + ", " + y + " of\n" + mask);
                    areas[label]++;
                    Span pixel = new Span(x, y, x + 1, y + 1);
                    bounds[label] = bounds[label] == null ? pixel : bounds[label].union(pixel);
                }
            }
            for (int label = 1; label < areas.length; label++) {
                assertEquals(areas[label], blobs.area(label));
                assertEquals(bounds[label], blobs.bounds(label));
            }
        }
    }

    private static int[][] walked(Mask mask) {
        int[][] labels = new int[mask.height()][mask.width()];
        int count = 0;
        Deque<int[]> waiting = new ArrayDeque<>();
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                if (mask.at(x, y) && labels[y][x] == 0) {
                    labels[y][x] = ++count;
                    waiting.add(new int[] {x, y});
                }
                while (!waiting.isEmpty()) {
                    int[] at = waiting.remove();
                    for (int i = 0; i < 9; i++) {
                        int u = at[0] + i % 3 - 1;
                        int v = at[1] + i / 3 - 1;
                        if (mask.at(u, v) && labels[v][u] == 0) {
                            labels[v][u] = count;
                            waiting.add(new int[] {u, v});
                        }
                    }
                }
            }
        }
        return labels;
    }

    private static String drawn(Blobs blobs, Mask mask) {
        StringBuilder picture = new StringBuilder();
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                picture.append(blobs.at(x, y) == 0 ? "." : blobs.at(x, y));
            }
            picture.append('\n');
        }
        return picture.toString();
    }
}
