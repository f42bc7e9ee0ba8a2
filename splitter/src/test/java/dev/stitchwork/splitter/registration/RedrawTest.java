package dev.stitchwork.splitter.registration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.raster.Gray;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class RedrawTest {
    @Test
    void everyPixelIsThatOfItsPlaceWhetherOrNotWhiteWasPassedOver() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 40; round++) {
            int width = random.nextInt(70, 260);
            int height = random.nextInt(70, 200);
            Gray scan = Gray.white(width, height);
            for (int dots = random.nextInt(1, 60); dots > 0; dots--) {
                scan.set(random.nextInt(width), random.nextInt(height), random.nextInt(256));
            }
            Affine map = Affine.about(width / 2.0, height / 2.0, width / 2.0 + random.nextDouble(-3, 3),
                    height / 2.0 + random.nextDouble(-3, 3), random.nextDouble(-0.05, 0.05), random.nextDouble(0.95, 1.05),
                    random.nextDouble(0.95, 1.05));
            Gray drawn = Redraw.of(new Pyramid(scan), new Placement(Homography.of(map), LocalFit.none(width, height)), width, height);
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < width; x++) {
                    double wanted = scan.sample(map.x(x + 0.5, y + 0.5), map.y(x + 0.5, y + 0.5));
                    assertTrue(Math.abs(wanted - drawn.at(x, y)) <= 3,
                            "Expected %.1f at %d, %d but was %d.".formatted(wanted, x, y, drawn.at(x, y)));
                }
            }
        }
    }
}
