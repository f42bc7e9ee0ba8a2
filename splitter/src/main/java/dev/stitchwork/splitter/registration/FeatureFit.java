package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A first guess of how a page lies where nothing is known of it: at any turn and size, in perspective, on any ground.
 *
 * <p>Features of the form are looked for among those of the scan; one counts as found where the second likeliest is
 * clearly less like it (Lowe's ratio), which leaves out the rows of like boxes that forms are made of. What homography
 * most of them agree on is the guess.
 */
final class FeatureFit {
    private static final int FEATURES_MAX = 3_200;
    private static final long PIXELS_MAX = 3_300_000;
    private static final int SAMPLE = 640;
    private static final double RATIO_MAX = 0.85;
    private static final int FOLLOWERS_MIN = 8;
    /** Pixels of the form's frame: paper curls, and a feature is found to about a pixel of its size. */
    private static final double TOLERANCE_PX = 22;

    private final List<Feature> features;
    private final double unit;
    private final double width;
    private final double height;

    /** A guess and how many features bear it out. */
    record Guess(Homography map, int followers) {}

    /** The features of a scan, found once for all the forms it may show. */
    static final class Seen {
        private final List<Feature> features;
        private final double unit;

        Seen(Pyramid scan) {
            int level = level(scan);
            unit = 1 << level;
            features = Features.of(scan.level(level), FEATURES_MAX);
        }
    }

    FeatureFit(Pyramid form) {
        int level = level(form);
        unit = 1 << level;
        features = Features.of(form.level(level), FEATURES_MAX);
        width = form.full().width();
        height = form.full().height();
    }

    private static int level(Pyramid pyramid) {
        int level = 0;
        while (pixels(pyramid.level(level)) > PIXELS_MAX && level < pyramid.top()) {
            level++;
        }
        return level;
    }

    private static long pixels(Gray picture) {
        return (long) picture.width() * picture.height();
    }

    /** How many of a sample of the form's features, the strongest, lie in the scan as they do on the form. */
    int followers(Seen scan) {
        return fit(features.subList(0, Math.min(SAMPLE, features.size())), scan).followers();
    }

    Optional<Guess> guess(Seen scan) {
        HomographyFit.Fit fit = fit(features, scan);
        return fit.followers() < FOLLOWERS_MIN ? Optional.empty() : Optional.of(new Guess(fit.map(), fit.followers()));
    }

    private HomographyFit.Fit fit(List<Feature> form, Seen scan) {
        List<double[]> from = new ArrayList<>();
        List<double[]> to = new ArrayList<>();
        pair(form, scan.features, scan.unit, from, to);
        return new HomographyFit(from.toArray(double[][]::new), to.toArray(double[][]::new),
                TOLERANCE_PX * growth(from, to), width, height).best();
    }

    /** The features of the form that are found among those of the scan: where they are here, and there. */
    private void pair(List<Feature> form, List<Feature> scan, double scanUnit, List<double[]> from, List<double[]> to) {
        for (Feature feature : form) {
            Feature best = null;
            double first = -1;
            double second = -1;
            for (Feature other : scan) {
                double likeness = feature.likeness(other);
                if (likeness > first) {
                    second = best != null && near(best, other) ? second : first;
                    first = likeness;
                    best = other;
                } else if (likeness > second && !near(best, other)) {
                    second = likeness;
                }
            }
            // Distance squared of vectors of length one is 2 - 2 * likeness.
            if (best != null && 1 - first < RATIO_MAX * RATIO_MAX * (1 - second)) {
                from.add(new double[] {feature.x() * unit, feature.y() * unit});
                to.add(new double[] {best.x() * scanUnit, best.y() * scanUnit});
            }
        }
    }

    /** The same spot, described twice. */
    private static boolean near(Feature one, Feature other) {
        return Math.abs(one.x() - other.x()) < 3 && Math.abs(one.y() - other.y()) < 3;
    }

    /** About how large the form is in the scan: by the spread of what was found. */
    private static double growth(List<double[]> from, List<double[]> to) {
        return Math.min(2, Math.max(0.1, spread(to) / Math.max(1e-6, spread(from))));
    }

    private static double spread(List<double[]> points) {
        double[] xs = points.stream().mapToDouble(point -> point[0]).sorted().toArray();
        double[] ys = points.stream().mapToDouble(point -> point[1]).sorted().toArray();
        return xs.length == 0 ? 0
                : Math.hypot(xs[xs.length * 3 / 4] - xs[xs.length / 4], ys[ys.length * 3 / 4] - ys[ys.length / 4]);
    }
}
