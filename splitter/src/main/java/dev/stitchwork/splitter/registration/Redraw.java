package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;

/** Draws a scan again in the form's frame; the one resampling that a pixel goes through. */
final class Redraw {
    /** Between two of these the local correction is as good as straight. */
    private static final int STEP = 16;

    private Redraw() {}

    static Gray of(Pyramid scan, Placement placement, int width, int height) {
        Affine affine = placement.affine();
        int level = scan.levelFor(affine.scale());
        Gray source = scan.level(level);
        double shrink = 1.0 / (1 << level);
        byte[] pixels = new byte[width * height];
        double[] left = new double[2];
        double[] right = new double[2];
        for (int y = 0; y < height; y++) {
            placement.shift(0, y + 0.5, right);
            for (int start = 0; start < width; start += STEP) {
                left[0] = right[0];
                left[1] = right[1];
                placement.shift(start + STEP, y + 0.5, right);
                for (int x = start; x < Math.min(start + STEP, width); x++) {
                    double across = (x + 0.5 - start) / STEP;
                    double u = x + 0.5 + left[0] + (right[0] - left[0]) * across;
                    double v = y + 0.5 + left[1] + (right[1] - left[1]) * across;
                    pixels[y * width + x] =
                            (byte) (source.sample(affine.x(u, v) * shrink, affine.y(u, v) * shrink) + 0.5f);
                }
            }
        }
        return new Gray(width, height, pixels);
    }
}
