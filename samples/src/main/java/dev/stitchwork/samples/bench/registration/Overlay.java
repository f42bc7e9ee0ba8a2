package dev.stitchwork.samples.bench.registration;

import dev.stitchwork.splitter.FormLocator;
import dev.stitchwork.splitter.raster.Gray;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import javax.imageio.ImageIO;

/** The outlines of the blank's print in red on a scan, where the program says that they lie: for the eye. */
final class Overlay {
    private static final int INK = 140;

    private Overlay() {}

    static void write(Gray blank, Gray scan, FormLocator locator, FormLocator.Shown shown, double unitX, double unitY, Path file)
            throws IOException {
        BufferedImage picture = new BufferedImage(scan.width(), scan.height(), BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < scan.height(); y++) {
            for (int x = 0; x < scan.width(); x++) {
                picture.setRGB(x, y, 0x010101 * (96 + scan.at(x, y) * 159 / 255));
            }
        }
        for (int y = 1; y < blank.height() - 1; y++) {
            for (int x = 1; x < blank.width() - 1; x++) {
                boolean edge = blank.at(x, y) < INK && (blank.at(x - 1, y) >= INK || blank.at(x + 1, y) >= INK
                        || blank.at(x, y - 1) >= INK || blank.at(x, y + 1) >= INK);
                if (edge) {
                    FormLocator.Place place = locator.place(shown, (x + 0.5) * unitX, (y + 0.5) * unitY);
                    int u = (int) place.x();
                    int v = (int) place.y();
                    if (u >= 0 && v >= 0 && u < scan.width() && v < scan.height()) {
                        picture.setRGB(u, v, 0xe00000);
                    }
                }
            }
        }
        ImageIO.write(picture, "png", file.toFile());
    }
}
