package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A first guess of how a page lies: for each plausible turn and scale, the shift at which the empty form and the scan
 * correlate best, at about 40 dots an inch. Good to a few millimetres; {@link Registration} does the rest.
 */
final class CoarseFit {
    /** One guess; the score is the correlation coefficient at its shift. */
    record Guess(Affine map, double score) {}

    /** Longer side of the form at about 40 dots an inch, and at 20, which is a fifth of the work and enough for most scans. */
    static final int SIDE_MAX = 512;
    static final int SIDE_MAX_ROUGH = 256;
    private static final int BLUR = 8;

    private final Gray form;
    private final double unit;
    private final Fourier fourier;
    private final int width;
    private final int height;
    private final Fourier.Transform formTransform;
    private final double formNorm;

    CoarseFit(Pyramid form, int sideMax) {
        int level = 0;
        while (level < form.top() && Math.max(form.level(level).width(), form.level(level).height()) > sideMax) {
            level++;
        }
        this.form = form.level(level);
        unit = 1 << level;
        width = powerOfTwo(this.form.width() * 9 / 8);
        height = powerOfTwo(this.form.height() * 9 / 8);
        fourier = new Fourier(width, height);
        Affine upright = new Affine(unit, 0, 0, 0, unit, 0);
        float[] field = field(form, upright);
        formTransform = fourier.transform(field);
        formNorm = norm(field);
    }

    private static int powerOfTwo(int least) {
        return Integer.highestOneBit(Math.max(2, least - 1)) * 2;
    }

    /** The guesses for every angle and scale given, best first. */
    List<Guess> guesses(Pyramid scan, double formWidth, double formHeight, double[] radians, double[][] scales) {
        List<Guess> guesses = new ArrayList<>();
        for (double[] scale : scales) {
            for (double angle : radians) {
                Affine laid = Affine.about(formWidth / 2, formHeight / 2, scan.full().width() / 2.0,
                        scan.full().height() / 2.0, angle, scale[0], scale[1]);
                guesses.add(shifted(scan, laid));
            }
        }
        guesses.sort(Comparator.comparingDouble(Guess::score).reversed());
        return guesses;
    }

    /** A scan seen through a map, ready to be held against every form of one size. */
    record Seen(Fourier.Transform transform, double norm) {}

    Seen see(Pyramid scan, Affine laid) {
        float[] field = field(scan, laid.after(new Affine(unit, 0, 0, 0, unit, 0)));
        return new Seen(fourier.transform(field), norm(field));
    }

    /** Whether what one of two sees the other can be held against. */
    boolean isLike(CoarseFit other) {
        return form.width() == other.form.width() && form.height() == other.form.height() && unit == other.unit;
    }

    /** How well the form and the scan correlate where they lie best on each other, up to 1. */
    double likeness(Seen scan) {
        float[] correlation = fourier.correlate(formTransform, scan.transform());
        float best = 0;
        for (float value : correlation) {
            best = Math.max(best, value);
        }
        return best / Math.max(1e-6, formNorm * scan.norm());
    }

    private Guess shifted(Pyramid scan, Affine laid) {
        Seen seen = see(scan, laid);
        float[] correlation = fourier.correlate(formTransform, seen.transform());
        int best = 0;
        for (int i = 1; i < correlation.length; i++) {
            if (correlation[i] > correlation[best]) {
                best = i;
            }
        }
        int dx = best % width;
        int dy = best / width;
        dx = dx > width / 2 ? dx - width : dx;
        dy = dy > height / 2 ? dy - height : dy;
        double score = correlation[best] / Math.max(1e-6, formNorm * seen.norm());
        return new Guess(laid.afterShift(dx * unit, dy * unit), score);
    }

    /** What is dark in a picture seen through a map, with slow changes taken away; the form's frame lies in the middle. */
    private float[] field(Pyramid picture, Affine map) {
        int left = (width - form.width()) / 2;
        int top = (height - form.height()) / 2;
        int level = picture.levelFor(map.scale());
        Gray source = picture.inside(level);
        double shrink = 1.0 / (1 << level);
        float[] dark = new float[width * height];
        for (int y = 0; y < height; y++) {
            double u = 0.5 - left;
            double v = y + 0.5 - top;
            source.sampleLine(map.x(u, v) * shrink, map.y(u, v) * shrink, map.a() * shrink, map.d() * shrink, width, dark,
                    y * width);
            for (int x = 0; x < width; x++) {
                dark[y * width + x] = Gray.WHITE - dark[y * width + x];
            }
        }
        return withoutSlowChange(dark);
    }

    private float[] withoutSlowChange(float[] dark) {
        double[] sums = new double[(width + 1) * (height + 1)];
        for (int y = 0; y < height; y++) {
            double row = 0;
            for (int x = 0; x < width; x++) {
                row += dark[y * width + x];
                sums[(y + 1) * (width + 1) + x + 1] = sums[y * (width + 1) + x + 1] + row;
            }
        }
        float[] sharp = new float[dark.length];
        for (int y = 0; y < height; y++) {
            int top = Math.max(0, y - BLUR);
            int bottom = Math.min(height, y + BLUR + 1);
            for (int x = 0; x < width; x++) {
                int left = Math.max(0, x - BLUR);
                int right = Math.min(width, x + BLUR + 1);
                double sum = sums[bottom * (width + 1) + right] - sums[top * (width + 1) + right]
                        - sums[bottom * (width + 1) + left] + sums[top * (width + 1) + left];
                sharp[y * width + x] = (float) (dark[y * width + x] - sum / ((bottom - top) * (right - left)));
            }
        }
        return sharp;
    }

    private static double norm(float[] field) {
        double sum = 0;
        for (float value : field) {
            sum += value * value;
        }
        return Math.sqrt(sum);
    }
}
