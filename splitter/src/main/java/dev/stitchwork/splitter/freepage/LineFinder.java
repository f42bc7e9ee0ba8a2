package dev.stitchwork.splitter.freepage;

import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.ReadLine;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Finds lines of writing by their ink alone, where nothing can read them: handwriting, and what a reader left over.
 *
 * <p>The page is looked at in upright strips. In each, rows full of ink are lines, as far apart as the page repeats itself
 * (the first peak of the autocorrelation of its rows); peaks of neighbouring strips that lie at one height are one line
 * (after Likforman-Sulem, Zahour and Taconet 2007, projection in strips). The page must be level.
 */
final class LineFinder {
    private static final int STRIPS = 10;
    private static final int SPACING_MIN = 24;
    /** Of the strongest row of any strip: a weaker peak is no line. */
    private static final double PEAK_MIN = 0.12;
    /** How far one line may move from strip to strip, in spacings. */
    private static final double STEP_MAX = 0.4;
    /** Height of tall letters above the line they stand on, in spacings. */
    private static final double HEIGHT = 0.55;
    private static final int PIECES_MIN = 2;

    private final Mask ink;
    private final int spacing;
    private final int strips;

    private static final class Chain {
        final List<double[]> points = new ArrayList<>();
        int lastStrip;
    }

    /** Lines of a part of a page, as far apart as the whole page's are. */
    LineFinder(Mask ink, int spacing, int strips) {
        this.ink = ink;
        this.spacing = spacing;
        this.strips = strips;
    }

    /** @param ink letters alone, without rules */
    LineFinder(Mask ink) {
        this(ink, spacing(ink), STRIPS);
    }

    /** From top to bottom. */
    List<TextLine> lines() {
        double[][] profiles = new double[strips][];
        double strongest = 0;
        for (int strip = 0; strip < strips; strip++) {
            profiles[strip] = smoothed(rows(left(strip - 0.5), left(strip + 1.5)), spacing / 5.0);
            strongest = Math.max(strongest, Arrays.stream(profiles[strip]).max().orElse(0));
        }
        List<Chain> chains = new ArrayList<>();
        for (int strip = 0; strip < strips; strip++) {
            for (int peak : peaks(profiles[strip], strongest * PEAK_MIN)) {
                join(chains, strip, peak);
            }
        }
        Blobs pieces = new Blobs(ink);
        return chains.stream()
                .map(chain -> line(chain, pieces))
                .filter(line -> line != null)
                .sorted(Comparator.comparingDouble(line -> line.base((line.box().left() + line.box().right()) / 2.0)))
                .toList();
    }

    private int left(double strip) {
        return (int) Math.max(0, Math.min(ink.width(), Math.round(ink.width() * strip / strips)));
    }

    private double[] rows(int from, int to) {
        double[] rows = new double[ink.height()];
        for (int y = 0; y < rows.length; y++) {
            for (int x = from; x < to; x++) {
                rows[y] += ink.at(x, y) ? 1 : 0;
            }
        }
        return rows;
    }

    /** How far lines are apart. */
    static int spacing(Mask ink) {
        int longest = Math.min(ink.height() / 3, 260);
        double[] alike = new double[longest + 1];
        LineFinder view = new LineFinder(ink, SPACING_MIN, STRIPS);
        for (int strip = 0; strip < STRIPS; strip++) {
            double[] rows = smoothed(view.rows(view.left(strip), view.left(strip + 1)), 5);
            double mean = Arrays.stream(rows).average().orElse(0);
            for (int lag = 0; lag <= longest; lag++) {
                for (int y = 0; y + lag < rows.length; y++) {
                    alike[lag] += (rows[y] - mean) * (rows[y + lag] - mean);
                }
            }
        }
        int best = 0;
        for (int lag = SPACING_MIN; lag < longest; lag++) {
            boolean peak = alike[lag] > alike[lag - 1] && alike[lag] >= alike[lag + 1];
            if (peak && (best == 0 || alike[lag] > 1.6 * alike[best])) {
                best = lag;
            }
        }
        return best == 0 ? 3 * UprightPage.SMALL_LETTER : best;
    }

    /** Three running means are near enough to a bell of that width. */
    private static double[] smoothed(double[] values, double sigma) {
        int radius = Math.max(1, (int) Math.round(sigma));
        double[] from = values;
        for (int pass = 0; pass < 3; pass++) {
            double[] to = new double[from.length];
            double sum = 0;
            for (int i = -radius; i < from.length; i++) {
                sum += i + radius < from.length ? from[i + radius] : 0;
                if (i >= 0) {
                    to[i] = sum / (2 * radius + 1);
                    sum -= i - radius >= 0 ? from[i - radius] : 0;
                }
            }
            from = to;
        }
        return from;
    }

    private List<Integer> peaks(double[] profile, double least) {
        List<Integer> peaks = new ArrayList<>();
        int reach = Math.max(2, (int) (spacing * 0.45));
        for (int y = 0; y < profile.length; y++) {
            boolean highest = profile[y] >= least;
            for (int other = Math.max(0, y - reach); highest && other <= Math.min(profile.length - 1, y + reach); other++) {
                highest = profile[other] < profile[y] || profile[other] == profile[y] && other >= y;
            }
            if (highest) {
                peaks.add(y);
            }
        }
        return peaks;
    }

    private void join(List<Chain> chains, int strip, int peak) {
        Chain nearest = null;
        double least = STEP_MAX * spacing;
        for (Chain chain : chains) {
            double off = Math.abs(chain.points.get(chain.points.size() - 1)[1] - peak);
            boolean free = chain.lastStrip < strip && chain.lastStrip >= strip - 3;
            if (free && off < least) {
                least = off;
                nearest = chain;
            }
        }
        if (nearest == null) {
            nearest = new Chain();
            chains.add(nearest);
        }
        nearest.points.add(new double[] {left(strip + 0.5), peak});
        nearest.lastStrip = strip;
    }

    /** Null where too little stands in it. */
    private TextLine line(Chain chain, Blobs pieces) {
        double slope = 0;
        double x0 = chain.points.stream().mapToDouble(point -> point[0]).average().orElseThrow();
        double y0 = chain.points.stream().mapToDouble(point -> point[1]).average().orElseThrow();
        double spread = chain.points.stream().mapToDouble(point -> (point[0] - x0) * (point[0] - x0)).sum();
        if (chain.points.size() > 2) {
            slope = chain.points.stream().mapToDouble(point -> (point[0] - x0) * (point[1] - y0)).sum() / spread;
        }
        double height = HEIGHT * spacing;
        // The peak is the middle of the small letters, which are half as high as the tall ones.
        double below = height / 4;
        double reachLeft = chain.points.get(0)[0] - ink.width() / (double) strips;
        double reachRight = chain.points.get(chain.points.size() - 1)[0] + ink.width() / (double) strips;
        int left = Integer.MAX_VALUE;
        int right = 0;
        int count = 0;
        for (int piece = 1; piece <= pieces.count(); piece++) {
            Span at = pieces.bounds(piece);
            double x = (at.left() + at.right()) / 2.0;
            double y = y0 + slope * (x - x0);
            if (pieces.area(piece) >= SPACING_MIN && x >= reachLeft && x <= reachRight && at.top() < y + below && at.bottom() > y - below) {
                left = Math.min(left, at.left());
                right = Math.max(right, at.right());
                count++;
            }
        }
        if (count < PIECES_MIN) {
            return null;
        }
        double baseLeft = y0 + slope * (left - x0) + below;
        double baseRight = y0 + slope * (right - x0) + below;
        Span box = new Span(left, (int) (Math.min(baseLeft, baseRight) - height), right, (int) Math.ceil(Math.max(baseLeft, baseRight)));
        return new TextLine(new ReadLine(0, box, baseLeft, baseRight, List.of()), height);
    }
}
