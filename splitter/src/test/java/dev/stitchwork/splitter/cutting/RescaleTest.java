package dev.stitchwork.splitter.cutting;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.raster.Gray;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RescaleTest {
    @Test
    void everyPixelIsTheMeanOfItsOwnArea() {
        SplittableRandom random = new SplittableRandom(5);
        for (int round = 0; round < 60; round++) {
            Gray source = Gray.white(random.nextInt(1, 80), random.nextInt(1, 60));
            for (int dots = random.nextInt(0, 40); dots > 0; dots--) {
                source.set(random.nextInt(source.width()), random.nextInt(source.height()), random.nextInt(256));
            }
            double scale = random.nextDouble(0.51, 2);
            int width = Math.max(1, (int) (source.width() * scale));
            int height = Math.max(1, (int) (source.height() * scale));
            Gray drawn = new Rescale(source, width, height).drawn();
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double wanted = mean(source, x, y, source.width() / (double) width, source.height() / (double) height);
                    assertTrue(Math.abs(wanted - drawn.at(x, y)) < 0.51,
                            "Expected %.2f at %d, %d but was %d.".formatted(wanted, x, y, drawn.at(x, y)));
                }
            }
        }
    }

    private static double mean(Gray source, int x, int y, double across, double down) {
        if (across <= 1) {
            return source.sample((x + 0.5) * across, (y + 0.5) * down);
        }
        double sum = 0;
        for (double v : new double[] {0.25, 0.75}) {
            for (double u : new double[] {0.25, 0.75}) {
                sum += source.sample((x + u) * across, (y + v) * down);
            }
        }
        return sum / 4;
    }
}
