package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Finds which page of a form a scan shows, and lays that page over it.
 *
 * <p>The page that is due is tried first, and is taken where it fits so well that no other could fit better; else every
 * page is tried, as a scanner delivers it and then as a camera does, and the one of which most is found is taken. Pages
 * that look much like each other are tried together unless the scan has print that only the one that is due has.
 *
 * <p>Where the pages are of several forms none is due: a {@link Shortlist} says which to try, and few are.
 */
public final class FormFinder {
    /** Correlation from which two pages could be taken for each other. */
    private static final double TWINS_MIN = 0.35;

    /** So many of several forms' pages are tried as a scanner delivers them, and so many as a camera does. */
    private static final int TRIED_MAX = 3;
    /** A page that looks like the scan by this share of what the likeliest does is tried though that one could be laid. */
    private static final double AS_LIKELY = 0.6;
    /** Share of a page's small print that is found where it is not there, and the most that is found where it is. */
    private static final double FOUND_BY_CHANCE = 0.05;
    private static final double FOUND_MOST = 0.95;

    private final List<Sheet> sheets;
    private Shortlist shortlist;
    private final Map<Integer, Map<Integer, Double>> twins = new HashMap<>();

    /**
     * What a scan was found to show.
     *
     * @param page of the form, from 1: the one it shows, or else the nearest
     * @param laid empty where it shows no page of the form
     * @param match share of that page's landmarks that were found
     * @param print where that page's print stands on the paper; empty where it has none, or was not laid
     */
    public record Found(int page, Optional<Registration.Laid> laid, double match, Optional<PrintCheck> print) {
        Found(int page, Optional<Registration.Laid> laid, double match) {
            this(page, laid, match, Optional.empty());
        }

        /** What of that page's print is not where it should be; empty where nothing is. */
        public Optional<OtherRevision> revision() {
            return print.flatMap(PrintCheck::revision);
        }

        /**
         * How far off a part of the page may lie: by what the landmarks around it foretell, and by where its print is seen.
         *
         * @param part in the form's frame
         * @return pixels of the form's frame; nothing where the page has no print to tell it by
         */
        public double errorPx(Span part) {
            return print.map(seen -> Math.max(laid.orElseThrow().placement().errorIn(part), seen.displacement(part))).orElse(0.0);
        }
    }

    /** @param sheets the pages of one form, or of several, one form after the other */
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
        Found found = find(views, due);
        return found.laid().isEmpty() ? found : checked(found, found.laid().get(), scan);
    }

    /** Finds the page that a scan shows, any of them being as good as another; all have print. */
    public Found find(Gray scan) {
        Views views = new Views(scan);
        Found found = find(views);
        return found.laid().isEmpty() ? found : checked(found, found.laid().get(), scan);
    }

    private synchronized Shortlist shortlist() {
        if (shortlist == null) {
            shortlist = new Shortlist(sheets);
        }
        return shortlist;
    }

    private Found find(Views views) {
        Map<Integer, Registration> tries = new HashMap<>();
        List<Found> tried = new ArrayList<>();
        for (Shortlist.Likely likely : shortlist().flat(views)) {
            if (isWorthTrying(likely, tried)) {
                tried.add(flat(views, likely.page(), tries, new Found(likely.page(), Optional.empty(), 0)));
            }
        }
        if (tried.stream().noneMatch(FormFinder::isSure)) {
            for (Shortlist.Likely likely : shortlist().anyhow(views)) {
                if (isWorthTrying(likely, tried)) {
                    Registration registration =
                            tries.computeIfAbsent(likely.page(), page -> new Registration(sheets.get(page - 1)));
                    tried.add(found(likely.page(), registration.layByFeatures(views), registration.nearest()));
                }
            }
        }
        return tried.stream().anyMatch(found -> found.laid().isPresent())
                ? explaining(tried)
                : tried.stream().reduce(FormFinder::better).orElseThrow();
    }

    /** The likeliest three, and once one is found for sure only those that look nearly as likely. */
    private static boolean isWorthTrying(Shortlist.Likely likely, List<Found> tried) {
        return likely.place() <= TRIED_MAX && (tried.stream().noneMatch(FormFinder::isSure) || likely.share() >= AS_LIKELY);
    }

    /**
     * Of several pages that could be laid the one that explains the scan best. One form may be a part of another, with a
     * head or without, so that of the smaller one as large a share is found whichever it is: what counts is by how much
     * likelier it is to find what was found, and not to find what was not, where the page is there than where it is not.
     */
    private Found explaining(List<Found> tried) {
        List<Found> there = tried.stream().filter(found -> found.laid().isPresent()).toList();
        double most = Math.min(FOUND_MOST, there.stream().mapToDouble(found -> found.laid().get().print()).max().orElse(0));
        double usual = Math.max(most, 2 * FOUND_BY_CHANCE);
        return there.stream()
                .max(Comparator.comparingDouble(found -> {
                    int all = sheets.get(found.page() - 1).nearLandmarks().size();
                    double seen = found.laid().get().print() * all;
                    return seen * Math.log(usual / FOUND_BY_CHANCE) + (all - seen) * Math.log((1 - usual) / (1 - FOUND_BY_CHANCE));
                }))
                .orElseThrow();
    }

    private Found checked(Found found, Registration.Laid laid, Gray scan) {
        Sheet sheet = sheets.get(found.page() - 1);
        boolean lies = laid.turn() % 2 == 1;
        return new Found(found.page(), found.laid(), found.match(), Optional.of(new PrintCheck(sheet, laid.picture(), laid.placement(),
                lies ? scan.height() : scan.width(), lies ? scan.width() : scan.height())));
    }

    private Found find(Views views, int due) {
        Map<Integer, Registration> tries = new HashMap<>();
        Found best = flat(views, due, tries, new Found(due, Optional.empty(), 0));
        for (int twin : isSure(best) ? twins(due, best.laid().get().print()) : others(due)) {
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

    /** The pages that a scan could as well show when so much of the small print of the page that was due is on it. */
    private synchronized List<Integer> twins(int due, double print) {
        return twins.computeIfAbsent(due, this::shared).entrySet().stream()
                .filter(twin -> print < (1 + twin.getValue()) / 2)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** What share of a page's small print each page has too that looks much like it. */
    private Map<Integer, Double> shared(int page) {
        Map<Integer, Double> shared = new TreeMap<>();
        for (int other : others(page)) {
            Sheet one = sheets.get(page - 1);
            Sheet two = sheets.get(other - 1);
            if (one.likeness(two) > TWINS_MIN) {
                double print = two.print()
                        .flatMap(picture -> new Registration(one).layAsScanned(new Views(picture)))
                        .map(Registration.Laid::print)
                        .orElse(0.0);
                shared.put(other, print);
            }
        }
        return shared;
    }
}
