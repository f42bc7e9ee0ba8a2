package dev.stitchwork.splitter.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MaskTest {
    @Test
    void aPixelGrowsToASquare() {
        assertEquals("""
                .......
                .#####.
                .#####.
                .#####.
                .#####.
                .#####.
                .......
                """, mask("""
                .......
                .......
                .......
                ...#...
                .......
                .......
                .......
                """).dilated(2).toString());
    }

    @Test
    void whatReachesTheEdgeEndsThere() {
        assertEquals("""
                ##..##
                ##..##
                ......
                """, mask("""
                #....#
                ......
                ......
                """).dilated(1).toString());
    }

    @Test
    void everyPixelNearEnoughToASetOneIsSetAndNoOther() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            Mask mask = random(random, random.nextInt(1, 200), random.nextInt(1, 40));
            int radius = random.nextInt(0, round % 10 == 0 ? 140 : 7);
            assertEquals(oneByOne(mask, radius), mask.dilated(radius));
        }
    }

    @Test
    void masksAreJoinedAndCutPixelByPixel() {
        SplittableRandom random = new SplittableRandom(8);
        for (int width : new int[] {1, 63, 64, 65, 130}) {
            Mask one = random(random, width, 9);
            Mask other = random(random, width, 9);
            int[] counts = new int[3];
            for (int y = 0; y < 9; y++) {
                for (int x = 0; x < width; x++) {
                    assertEquals(one.at(x, y) || other.at(x, y), one.or(other).at(x, y));
                    assertEquals(one.at(x, y) && other.at(x, y), one.and(other).at(x, y));
                    assertEquals(one.at(x, y) && !other.at(x, y), one.without(other).at(x, y));
                    counts[0] += one.at(x, y) ? 1 : 0;
                }
            }
            one.each((x, y) -> counts[1] += one.at(x, y) ? 1 : 100_000);
            for (int y = 0; y < 9; y++) {
                for (int x = one.next(0, y); x < width; x = one.next(one.nextClear(x, y), y)) {
                    counts[2] += one.nextClear(x, y) - x;
                }
            }
            assertEquals(counts[0], one.count());
            assertEquals(counts[0], counts[1], "each pixel is taken once");
            assertEquals(counts[0], counts[2], "runs hold every pixel");
        }
    }

    @Test
    void whatIsDarkerThanTheThresholdIsSet() {
        SplittableRandom random = new SplittableRandom(9);
        Gray picture = Gray.white(150, 20);
        for (int i = 0; i < 1500; i++) {
            picture.set(random.nextInt(150), random.nextInt(20), random.nextInt(256));
        }
        for (int threshold : new int[] {0, 1, 128, 255, 256}) {
            Mask dark = Mask.darker(picture, threshold);
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 150; x++) {
                    assertEquals(picture.at(x, y) < threshold, dark.at(x, y), x + ", " + y + " under " + threshold);
                }
            }
        }
    }

    @Test
    void aRectangleIsEmptyWhereItCountsNothing() {
        SplittableRandom random = new SplittableRandom(10);
        Mask mask = random(random, 150, 30);
        mask = mask.and(random(random, 150, 30));
        for (int round = 0; round < 2000; round++) {
            int left = random.nextInt(-20, 170);
            int top = random.nextInt(-10, 40);
            Span span = new Span(left, top, left + random.nextInt(-2, 70), top + random.nextInt(-2, 8));
            assertEquals(mask.count(span) == 0, mask.isEmpty(span), span.toString());
        }
    }

    private static Mask random(SplittableRandom random, int width, int height) {
        Mask mask = new Mask(width, height);
        double share = random.nextDouble() * random.nextDouble();
        for (int i = 0; i < width * height; i++) {
            mask.set(i % width, i / width, random.nextDouble() < share);
        }
        return mask;
    }

    private static Mask oneByOne(Mask mask, int radius) {
        Mask grown = new Mask(mask.width(), mask.height());
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                Span near = new Span(x - radius, y - radius, x + radius + 1, y + radius + 1);
                grown.set(x, y, mask.count(near) > 0);
            }
        }
        return grown;
    }

    /** What is drawn with #, row by row. */
    static Mask mask(String picture) {
        String[] rows = picture.split("\n");
        Mask mask = new Mask(rows[0].length(), rows.length);
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length(); x++) {
                mask.set(x, y, rows[y].charAt(x) == '#');
            }
        }
        return mask;
    }
}
