package dev.stitchwork.splitter.raster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
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
                """, drawn(mask("""
                .......
                .......
                .......
                ...#...
                .......
                .......
                .......
                """).dilated(2)));
    }

    @Test
    void whatReachesTheEdgeEndsThere() {
        assertEquals("""
                ##..##
                ##..##
                ......
                """, drawn(mask("""
                #....#
                ......
                ......
                """).dilated(1)));
    }

    @Test
    void everyPixelNearEnoughToASetOneIsSetAndNoOther() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200; round++) {
            Mask mask = new Mask(random.nextInt(1, 60), random.nextInt(1, 40));
            double share = random.nextDouble() * random.nextDouble();
            for (int i = 0; i < mask.pixels().length; i++) {
                mask.pixels()[i] = random.nextDouble() < share;
            }
            int radius = random.nextInt(0, 7);
            assertArrayEquals(oneByOne(mask, radius).pixels(), mask.dilated(radius).pixels());
        }
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

    private static Mask mask(String picture) {
        String[] rows = picture.split("\n");
        Mask mask = new Mask(rows[0].length(), rows.length);
        for (int y = 0; y < rows.length; y++) {
            for (int x = 0; x < rows[y].length(); x++) {
                mask.set(x, y, rows[y].charAt(x) == '#');
            }
        }
        return mask;
    }

    private static String drawn(Mask mask) {
        StringBuilder picture = new StringBuilder();
        for (int y = 0; y < mask.height(); y++) {
            for (int x = 0; x < mask.width(); x++) {
                picture.append(mask.at(x, y) ? '#' : '.');
            }
            picture.append('\n');
        }
        return picture.toString();
    }
}
