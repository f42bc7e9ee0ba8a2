package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Puts the pages of several forms in the order in which a scan is likely to show them, at a fraction of the cost of laying
 * one of them over it. It only says which to try first: what a scan shows is settled by laying.
 *
 * <p>A scan as a scanner delivers it is held against all pages at 20 dots an inch, both ways up; what the scan looks like
 * there is worked out once for all pages of one size. Its own page correlates with 0.3 to 0.9, others with less than 0.2 but
 * where two look alike; a photograph with none. For that, by how many of the strongest features of each page lie in it as they
 * do on the page.
 */
final class Shortlist {
    /** Level of the scan's pyramid that is looked at: 75 dots an inch of a scan at 300. */
    private static final int LEVEL = 2;
    private static final double LIKENESS_MIN = 0.15;

    private final List<Sheet> sheets;
    /** Numbers of sheets from 0, those of one size together. */
    private final List<List<Integer>> sizes = new ArrayList<>();

    Shortlist(List<Sheet> sheets) {
        this.sheets = sheets;
        for (int number = 0; number < sheets.size(); number++) {
            Sheet sheet = sheets.get(number);
            if (sheet.print().isPresent()) {
                sizes.stream()
                        .filter(size -> sheets.get(size.get(0)).rough().isLike(sheet.rough()))
                        .findFirst()
                        .orElseGet(() -> {
                            List<Integer> size = new ArrayList<>();
                            sizes.add(size);
                            return size;
                        })
                        .add(number);
            }
        }
    }

    /**
     * A page that may be it.
     *
     * @param place in the list, from 1
     * @param page from 1
     * @param share how much it looks like the scan, as a share of the likeliest page
     */
    record Likely(int place, int page, double share) {}

    /** The pages that may be it, the likeliest first, of a scan as a scanner delivers it; none where it looks like none. */
    List<Likely> flat(Views views) {
        Map<Integer, Double> likeness = new HashMap<>();
        Gray small = views.turned(0).level(LEVEL);
        Pyramid[] turned = new Pyramid[4];
        for (List<Integer> size : sizes) {
            Sheet any = sheets.get(size.get(0));
            boolean isTurned = small.width() > small.height() != any.width() > any.height();
            for (int turn : isTurned ? new int[] {1, 3} : new int[] {0, 2}) {
                if (turned[turn] == null) {
                    turned[turn] = new Pyramid(small.turned(turn));
                }
                add(size, turned[turn], likeness);
            }
        }
        double best = likeness.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        likeness.values().removeIf(value -> value < Math.max(LIKENESS_MIN, best / 2));
        return ordered(likeness);
    }

    private void add(List<Integer> size, Pyramid scan, Map<Integer, Double> likeness) {
        Sheet any = sheets.get(size.get(0));
        double angle = Registration.skewOf(scan, any);
        for (double[] scale : Registration.scales(scan.full(), any)) {
            CoarseFit.Seen seen = any.rough().see(scan, Affine.about(any.width() / 2.0, any.height() / 2.0,
                    scan.full().width() / 2.0, scan.full().height() / 2.0, angle, scale[0], scale[1]));
            size.forEach(number -> likeness.merge(number + 1, sheets.get(number).rough().likeness(seen), Math::max));
        }
    }

    /** All pages, the likeliest first, of a scan that may lie anyhow. */
    List<Likely> anyhow(Views views) {
        Map<Integer, Double> followers = new HashMap<>();
        sizes.stream().flatMap(List::stream).forEach(number ->
                followers.put(number + 1, (double) sheets.get(number).features().followers(views.features())));
        return ordered(followers);
    }

    private static List<Likely> ordered(Map<Integer, Double> worth) {
        List<Map.Entry<Integer, Double>> ordered = worth.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .toList();
        List<Likely> likely = new ArrayList<>();
        for (Map.Entry<Integer, Double> each : ordered) {
            double best = Math.max(1e-9, ordered.get(0).getValue());
            likely.add(new Likely(likely.size() + 1, each.getKey(), each.getValue() / best));
        }
        return likely;
    }
}
