package dev.stitchwork.splitter.cutting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.raster.Mask;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossedRulesTest {
    private static final int GAP = 14;
    private static final int[][] DIRECTIONS = {{0, 1}, {1, 0}, {1, 1}, {1, -1}, {1, 2}, {2, 1}, {1, -2}, {2, -1}};

    @Test
    void droppedInkBetweenTwoEndsOfAStrokeComesBackAndNoOther() {
        SplittableRandom random = new SplittableRandom(11);
        int back = 0;
        for (int round = 0; round < 60; round++) {
            int width = random.nextInt(1, 90);
            int height = random.nextInt(1, 70);
            double paper = random.nextDouble() * 0.6;
            double written = random.nextDouble() * 0.1;
            Mask ink = new Mask(width, height);
            Mask filled = new Mask(width, height);
            for (int i = 0; i < width * height; i++) {
                double luck = random.nextDouble();
                ink.set(i % width, i / width, luck > paper);
                filled.set(i % width, i / width, luck > 1 - written);
            }
            Mask mended = CrossedRules.mended(filled, ink).filled();
            assertEquals(oneByOne(ink, filled), mended);
            back += mended.without(filled).count();
        }
        assertTrue(back > 1_000, back + " pixels came back");
    }

    @Test
    void aStrokeThatCrossesIsShown() {
        assertEquals("""
                ..........###.....
                ..........###.....
                ----------+++-----
                ----------+++-----
                ----------+++-----
                ----------+++-----
                ..........###.....
                ..........###.....
                """, drawn("""
                ..........###.....
                ..........###.....
                ------------------
                ------------------
                ------------------
                ------------------
                ..........###.....
                ..........###.....
                """));
    }

    @Test
    void ruleBetweenTwoEndsFarAsideHoldsThemTogetherAndIsNotShown() {
        assertEquals("""
                ..##..............
                ..##..............
                ----~~------------
                ------~~----------
                --------~~--------
                ----------~~------
                ............##....
                ............##....
                """, drawn("""
                ..##..............
                ..##..............
                ------------------
                ------------------
                ------------------
                ------------------
                ............##....
                ............##....
                """));
    }

    /** Ink {@code #}, rule {@code -}; then what came back as {@code +}, and ties as {@code ~}. */
    private static String drawn(String picture) {
        List<String> rows = picture.lines().toList();
        Mask filled = new Mask(rows.get(0).length(), rows.size());
        Mask dropped = new Mask(filled.width(), filled.height());
        for (int y = 0; y < filled.height(); y++) {
            for (int x = 0; x < filled.width(); x++) {
                filled.set(x, y, rows.get(y).charAt(x) == '#');
                dropped.set(x, y, rows.get(y).charAt(x) == '-');
            }
        }
        CrossedRules.Mended mended = CrossedRules.mended(filled, dropped);
        StringBuilder drawn = new StringBuilder();
        for (int y = 0; y < filled.height(); y++) {
            for (int x = 0; x < filled.width(); x++) {
                boolean isBack = mended.filled().at(x, y) && !filled.at(x, y);
                drawn.append(!isBack ? rows.get(y).charAt(x) : mended.ties().at(x, y) ? '~' : '+');
            }
            drawn.append('\n');
        }
        return drawn.toString();
    }

    private static Mask oneByOne(Mask ink, Mask filled) {
        Mask mended = new Mask(ink.width(), ink.height());
        for (int y = 0; y < ink.height(); y++) {
            for (int x = 0; x < ink.width(); x++) {
                boolean isBack = false;
                for (int[] direction : DIRECTIONS) {
                    int ahead = reach(ink, filled, x, y, direction[0], direction[1]);
                    int behind = reach(ink, filled, x, y, -direction[0], -direction[1]);
                    isBack |= ahead > 0 && behind > 0 && ahead + behind <= GAP;
                }
                mended.set(x, y, filled.at(x, y) || ink.at(x, y) && isBack);
            }
        }
        return mended;
    }

    private static int reach(Mask ink, Mask filled, int x, int y, int dx, int dy) {
        for (int i = 1; i * Math.hypot(dx, dy) <= GAP; i++) {
            if (filled.at(x + i * dx, y + i * dy)) {
                return (int) Math.ceil(i * Math.hypot(dx, dy));
            }
            if (!ink.at(x + i * dx, y + i * dy)) {
                return 0;
            }
        }
        return 0;
    }
}
