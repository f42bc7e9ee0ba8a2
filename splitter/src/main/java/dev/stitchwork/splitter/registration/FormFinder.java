package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds which page of a form a scan shows, and lays that page over it.
 *
 * <p>The page that is due is tried first, and is taken where it fits so well that no other could fit better; else every
 * page is tried, as a scanner delivers it and then as a camera does, and the one of which most is found is taken. Pages
 * that look much like each other are always tried together.
 */
public final class FormFinder {
    /** Correlation from which two pages could be taken for each other. */
    private static final double TWINS_MIN = 0.35;

    private final List<Sheet> sheets;
    private final Map<Integer, List<Integer>> twins = new HashMap<>();

    /**
     * What a scan was found to show.
     *
     * @param page of the form, from 1: the one it shows, or else the nearest
     * @param laid empty where it shows no page of the form
     * @param match share of that page's landmarks that were found
     */
    public record Found(int page, Optional<Registration.Laid> laid, double match) {}

    /** @param sheets the pages of one form */
    public FormFinder(List<Sheet> sheets) {
        if (sheets.isEmpty()) {
            throw new IllegalArgumentException("Expected at least one page of a form but there is none.");
        }
        this.sheets = List.copyOf(sheets);
    }

    public List<Sheet> sheets() {
        return sheets;
    }

    /**
     * Finds the page that a scan shows.
     *
     * @param fillsSheet whether the picture is known to be the whole sheet and nothing else, as a drawn page is
     * @param due the page that it should be by its place in the file, from 1
     */
    public Found find(Gray scan, boolean fillsSheet, int due) {
        if (sheets.get(due - 1).print().isEmpty()) {
            return found(due, new Registration(sheets.get(due - 1)).lay(scan, fillsSheet), 0);
        }
        Views views = new Views(scan);
        Map<Integer, Registration> tries = new HashMap<>();
        Found best = flat(views, due, tries, new Found(due, Optional.empty(), 0));
        for (int twin : isSure(best) ? twins(due) : others(due)) {
            best = flat(views, twin, tries, best);
        }
        if (isSure(best)) {
            return best;
        }
        for (Map.Entry<Integer, Registration> entry : tries.entrySet()) {
            Registration registration = entry.getValue();
            best = better(best, found(entry.getKey(), registration.layByFeatures(views), registration.nearest()));
        }
        return best;
    }

    private Found flat(Views views, int page, Map<Integer, Registration> tries, Found best) {
        if (sheets.get(page - 1).print().isEmpty()) {
            return best;
        }
        Registration registration = new Registration(sheets.get(page - 1));
        tries.put(page, registration);
        return better(best, found(page, registration.layAsScanned(views), registration.nearest()));
    }

    private static Found found(int page, Optional<Registration.Laid> laid, double nearest) {
        return new Found(page, laid, laid.map(Registration.Laid::match).orElse(nearest));
    }

    private static boolean isSure(Found found) {
        return found.laid().isPresent() && found.match() >= Registration.SURE;
    }

    private static Found better(Found one, Found other) {
        if (one.laid().isPresent() != other.laid().isPresent()) {
            return one.laid().isPresent() ? one : other;
        }
        return rank(other) > rank(one) ? other : one;
    }

    /** Twins share their wide landmarks; what tells them apart is small print. */
    private static double rank(Found found) {
        return found.match() + 2 * found.laid().map(Registration.Laid::print).orElse(0.0);
    }

    private List<Integer> others(int due) {
        List<Integer> others = new ArrayList<>(IntStream.rangeClosed(1, sheets.size()).boxed().toList());
        others.remove(Integer.valueOf(due));
        return others;
    }

    private synchronized List<Integer> twins(int page) {
        return twins.computeIfAbsent(page, key -> others(page).stream()
                .filter(other -> sheets.get(page - 1).likeness(sheets.get(other - 1)) > TWINS_MIN)
                .toList());
    }
}
