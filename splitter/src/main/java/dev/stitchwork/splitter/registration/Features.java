package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Finds the features of a picture: SIFT (Lowe, Distinctive Image Features from Scale-Invariant Keypoints, 2004), with
 * the square roots of its histograms (Arandjelovic and Zisserman 2012).
 *
 * <p>Spots that are darker or lighter than their surroundings at their own size, not edges, each with the directions of
 * its edges in sixteen fields, turned so that its strongest direction is up. The strongest of each part of the picture
 * are kept, so that one dense paragraph does not crowd out the rest of the page.
 */
final class Features {
    private static final double CONTRAST_MIN = 0.02;
    private static final double EDGE_RATIO = 10;
    private static final int BINS = 36;
    private static final double OTHER_PEAK_SHARE = 0.8;
    private static final int SIDE = 4;
    private static final int DIRECTIONS = 8;
    private static final double FIELD = 3;
    private static final float LOOK_MAX = 0.2f;
    private static final int BORDER = 5;
    private static final int SMALLEST = 32;

    private final Gray picture;
    private final List<Spot> spots = new ArrayList<>();

    /** A place found, before it is described; in pixels of its octave. */
    private record Spot(Octave octave, int doubling, int step, double x, double y, double size, double strength) {
        double fullX() {
            return (x * (1 << doubling)) + 0.5;
        }

        double fullY() {
            return (y * (1 << doubling)) + 0.5;
        }
    }

    private Features(Gray picture) {
        this.picture = picture;
    }

    /** About so many at most, spread over the picture. */
    static List<Feature> of(Gray picture, int most) {
        return new Features(picture).find(most);
    }

    private List<Feature> find(int most) {
        float[] first = new float[picture.width() * picture.height()];
        byte[] pixels = picture.pixels();
        for (int i = 0; i < first.length; i++) {
            first[i] = (pixels[i] & 0xff) / 255f;
        }
        int width = picture.width();
        int height = picture.height();
        first = Octave.blur(first, width, height, Math.sqrt(Octave.SIGMA * Octave.SIGMA - 0.25));
        for (int doubling = 0; Math.min(width, height) >= SMALLEST && doubling < 5; doubling++) {
            Octave octave = new Octave(first, width, height);
            for (int step = 1; step <= Octave.STEPS; step++) {
                look(octave, doubling, step);
            }
            first = octave.next();
            width /= 2;
            height /= 2;
        }
        List<Feature> found = new ArrayList<>();
        int each = Math.max(1, most / Feature.cells());
        int[] taken = new int[Feature.cells()];
        spots.sort(Comparator.comparingDouble(Spot::strength).reversed());
        for (Spot spot : spots) {
            int cell = Feature.cell(spot.fullX(), spot.fullY(), picture.width() + 1, picture.height() + 1);
            if (taken[cell]++ < each) {
                describe(spot, found);
            }
        }
        return found;
    }

    private void look(Octave octave, int doubling, int step) {
        int width = octave.width;
        float[] at = octave.changes[step];
        float least = (float) (0.5 * CONTRAST_MIN / Octave.STEPS);
        for (int y = BORDER; y < octave.height - BORDER; y++) {
            for (int x = BORDER; x < width - BORDER; x++) {
                float value = at[y * width + x];
                if (Math.abs(value) > least && isExtreme(octave, step, y * width + x, value)) {
                    settle(octave, doubling, step, x, y);
                }
            }
        }
    }

    private static boolean isExtreme(Octave octave, int step, int at, float value) {
        int width = octave.width;
        for (int other = 0; other < 3; other++) {
            float[] plane = octave.changes[step + (other == 0 ? 0 : other == 1 ? -1 : 1)];
            for (int dy = -width; dy <= width; dy += width) {
                for (int i = at + dy - 1; i <= at + dy + 1; i++) {
                    if (value > 0 ? plane[i] > value : plane[i] < value) {
                        return false;
                    }
                }
            }
        }
        return true;
    }

    /** To a fraction of a pixel and of a step, by the parabola through its neighbours; and not where it is an edge. */
    private void settle(Octave octave, int doubling, int startStep, int startX, int startY) {
        int step = startStep;
        int x = startX;
        int y = startY;
        for (int round = 0; round < 5; round++) {
            int w = octave.width;
            int at = y * w + x;
            float[] below = octave.changes[step - 1];
            float[] here = octave.changes[step];
            float[] above = octave.changes[step + 1];
            double dx = (here[at + 1] - here[at - 1]) / 2.0;
            double dy = (here[at + w] - here[at - w]) / 2.0;
            double ds = (above[at] - below[at]) / 2.0;
            double xx = here[at + 1] + here[at - 1] - 2.0 * here[at];
            double yy = here[at + w] + here[at - w] - 2.0 * here[at];
            double ss = above[at] + below[at] - 2.0 * here[at];
            double xy = (here[at + w + 1] - here[at + w - 1] - here[at - w + 1] + here[at - w - 1]) / 4.0;
            double xs = (above[at + 1] - above[at - 1] - below[at + 1] + below[at - 1]) / 4.0;
            double ys = (above[at + w] - above[at - w] - below[at + w] + below[at - w]) / 4.0;
            double cx = yy * ss - ys * ys;
            double cy = xs * ys - xy * ss;
            double cs = xy * ys - xs * yy;
            double determinant = xx * cx + xy * cy + xs * cs;
            if (Math.abs(determinant) < 1e-15) {
                return;
            }
            double u = -(dx * cx + dy * cy + ds * cs) / determinant;
            double v = -(dx * cy + dy * (xx * ss - xs * xs) + ds * (xy * xs - xx * ys)) / determinant;
            double s = -(dx * cs + dy * (xy * xs - xx * ys) + ds * (xx * yy - xy * xy)) / determinant;
            if (Math.abs(u) < 0.5 && Math.abs(v) < 0.5 && Math.abs(s) < 0.5) {
                double strength = Math.abs(here[at] + (dx * u + dy * v + ds * s) / 2);
                double trace = xx + yy;
                double edge = xx * yy - xy * xy;
                if (strength * Octave.STEPS >= CONTRAST_MIN && edge > 0
                        && trace * trace * EDGE_RATIO < (EDGE_RATIO + 1) * (EDGE_RATIO + 1) * edge) {
                    double size = Octave.SIGMA * Math.pow(2, (step + s) / Octave.STEPS);
                    spots.add(new Spot(octave, doubling, step, x + u, y + v, size, strength));
                }
                return;
            }
            x += (int) Math.round(u);
            y += (int) Math.round(v);
            step += (int) Math.round(s);
            if (step < 1 || step > Octave.STEPS || x < BORDER || y < BORDER || x >= octave.width - BORDER
                    || y >= octave.height - BORDER) {
                return;
            }
        }
    }

    private static void describe(Spot spot, List<Feature> found) {
        double[] histogram = directions(spot);
        double most = 0;
        for (double value : histogram) {
            most = Math.max(most, value);
        }
        for (int bin = 0; bin < BINS; bin++) {
            double before = histogram[(bin + BINS - 1) % BINS];
            double at = histogram[bin];
            double after = histogram[(bin + 1) % BINS];
            if (at > before && at > after && at >= OTHER_PEAK_SHARE * most) {
                double peak = bin + 0.5 * (before - after) / (before - 2 * at + after);
                double angle = (peak + 0.5) * 2 * Math.PI / BINS;
                found.add(new Feature(spot.fullX(), spot.fullY(), spot.strength(), looks(spot, angle)));
            }
        }
    }

    private static double[] directions(Spot spot) {
        double sigma = 1.5 * spot.size();
        int reach = (int) Math.round(3 * sigma);
        double[] raw = new double[BINS];
        float[] plane = spot.octave().blurred[spot.step()];
        int width = spot.octave().width;
        int cx = (int) Math.round(spot.x());
        int cy = (int) Math.round(spot.y());
        for (int y = Math.max(1, cy - reach); y <= Math.min(spot.octave().height - 2, cy + reach); y++) {
            for (int x = Math.max(1, cx - reach); x <= Math.min(width - 2, cx + reach); x++) {
                int at = y * width + x;
                float gx = plane[at + 1] - plane[at - 1];
                float gy = plane[at + width] - plane[at - width];
                double far = (x - cx) * (x - cx) + (y - cy) * (y - cy);
                double turn = Math.atan2(gy, gx) / (2 * Math.PI);
                int bin = Math.floorMod((int) Math.floor(turn * BINS), BINS);
                raw[bin] += Math.sqrt(gx * gx + gy * gy) * Math.exp(-far / (2 * sigma * sigma));
            }
        }
        double[] smooth = raw;
        for (int round = 0; round < 2; round++) {
            double[] next = new double[BINS];
            for (int i = 0; i < BINS; i++) {
                next[i] = smooth[(i + BINS - 1) % BINS] * 0.25 + smooth[i] * 0.5 + smooth[(i + 1) % BINS] * 0.25;
            }
            smooth = next;
        }
        return smooth;
    }

    private static float[] looks(Spot spot, double angle) {
        double cos = Math.cos(angle);
        double sin = Math.sin(angle);
        double field = FIELD * spot.size();
        int reach = (int) Math.round(field * Math.sqrt(2) * (SIDE + 1) / 2);
        float[] plane = spot.octave().blurred[spot.step()];
        int width = spot.octave().width;
        int cx = (int) Math.round(spot.x());
        int cy = (int) Math.round(spot.y());
        float[] looks = new float[SIDE * SIDE * DIRECTIONS];
        for (int y = Math.max(1, cy - reach); y <= Math.min(spot.octave().height - 2, cy + reach); y++) {
            for (int x = Math.max(1, cx - reach); x <= Math.min(width - 2, cx + reach); x++) {
                double u = ((x - spot.x()) * cos + (y - spot.y()) * sin) / field;
                double v = ((y - spot.y()) * cos - (x - spot.x()) * sin) / field;
                double column = u + SIDE / 2.0 - 0.5;
                double row = v + SIDE / 2.0 - 0.5;
                if (column <= -1 || row <= -1 || column >= SIDE || row >= SIDE) {
                    continue;
                }
                int at = y * width + x;
                float gx = plane[at + 1] - plane[at - 1];
                float gy = plane[at + width] - plane[at - width];
                double turn = (Math.atan2(gy, gx) - angle) * DIRECTIONS / (2 * Math.PI);
                double weight = Math.sqrt(gx * gx + gy * gy) * Math.exp(-(u * u + v * v) / (SIDE * SIDE / 2.0));
                spread(looks, column, row, turn, weight);
            }
        }
        return normal(looks);
    }

    private static void spread(float[] looks, double column, double row, double turn, double weight) {
        int c = (int) Math.floor(column);
        int r = (int) Math.floor(row);
        int d = (int) Math.floor(turn);
        for (int i = 0; i < 8; i++) {
            int toColumn = c + (i & 1);
            int toRow = r + (i >> 1 & 1);
            if (toColumn < 0 || toRow < 0 || toColumn >= SIDE || toRow >= SIDE) {
                continue;
            }
            double share = ((i & 1) == 0 ? 1 - (column - c) : column - c)
                    * ((i & 2) == 0 ? 1 - (row - r) : row - r)
                    * ((i & 4) == 0 ? 1 - (turn - d) : turn - d);
            int toTurn = Math.floorMod(d + (i >> 2), DIRECTIONS);
            looks[(toRow * SIDE + toColumn) * DIRECTIONS + toTurn] += (float) (weight * share);
        }
    }

    private static float[] normal(float[] looks) {
        double length = 0;
        for (float value : looks) {
            length += value * value;
        }
        float most = (float) (LOOK_MAX * Math.sqrt(length));
        double sum = 1e-12;
        for (int i = 0; i < looks.length; i++) {
            looks[i] = Math.min(looks[i], most);
            sum += looks[i];
        }
        for (int i = 0; i < looks.length; i++) {
            looks[i] = (float) Math.sqrt(looks[i] / sum);
        }
        return looks;
    }
}
