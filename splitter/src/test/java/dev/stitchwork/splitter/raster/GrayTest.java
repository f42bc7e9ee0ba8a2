package dev.stitchwork.splitter.raster;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GrayTest {
    @Test
    void aHalvedPictureIsTheMeanOfFourPixelsEach() {
        SplittableRandom random = new SplittableRandom(5);
        for (int width = 2; width < 40; width++) {
            Gray picture = random(random, width, 10);
            Gray half = picture.halved();
            for (int y = 0; y < half.height(); y++) {
                for (int x = 0; x < half.width(); x++) {
                    int sum = picture.at(2 * x, 2 * y) + picture.at(2 * x + 1, 2 * y)
                            + picture.at(2 * x, 2 * y + 1) + picture.at(2 * x + 1, 2 * y + 1);
                    assertEquals((sum + 2) / 4, half.at(x, y), "of " + width + " pixels, at " + x + ", " + y);
                }
            }
        }
    }

    @Test
    void aLineIsSampledAsItsPlacesAreOneByOne() {
        SplittableRandom random = new SplittableRandom(6);
        Gray picture = random(random, 90, 70);
        for (int round = 0; round < 500; round++) {
            double x = random.nextDouble(-5, 60);
            double y = random.nextDouble(-5, 60);
            double stepX = random.nextDouble(0.5, 1.5);
            double stepY = random.nextDouble(-0.2, 0.2);
            float[] values = new float[20];
            byte[] greys = new byte[20];
            picture.sampleLine(x, y, stepX, stepY, values.length, values, 0);
            picture.sampleLine(x, y, stepX, stepY, greys.length, greys, 0);
            for (int i = 0; i < values.length; i++) {
                double wanted = picture.sample(x + i * stepX, y + i * stepY);
                assertEquals(wanted, values[i], 2.2, "place " + i + " from " + x + ", " + y);
                assertEquals(values[i], greys[i] & 0xff, 0.501);
            }
        }
    }

    private static Gray random(SplittableRandom random, int width, int height) {
        Gray picture = Gray.white(width, height);
        for (int i = 0; i < width * height; i++) {
            picture.set(i % width, i / width, Math.min(Gray.WHITE, random.nextInt(512)));
        }
        return picture;
    }
}
