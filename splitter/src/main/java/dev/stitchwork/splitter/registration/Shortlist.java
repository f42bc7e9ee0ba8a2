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
 * there is worked out once for all pages of one size. For a photograph, by how many of the strongest features of each page
 * are among those of the scan.
 */
final class Shortlist {
    /** Level of the scan's pyramid that is looked at: 75 dots an inch of a scan at 300. */
    private static final int LEVEL = 2;

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

    /** Pages from 1, the likeliest first, of a scan as a scanner delivers it. */
    List<Integer> flat(Views views) {
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

    /** Pages from 1, the likeliest first, of a scan that may lie anyhow. */
    List<Integer> anyhow(Views views) {
        Map<Integer, Double> shared = new HashMap<>();
        sizes.stream().flatMap(List::stream).forEach(number ->
                shared.put(number + 1, (double) sheets.get(number).features().shared(views.features())));
        return ordered(shared);
    }

    private static List<Integer> ordered(Map<Integer, Double> worth) {
        return worth.entrySet().stream()
                .sorted(Map.Entry.<Integer, Double>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey)
                .toList();
    }
}
