package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Flat;
import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays the empty form over a scan, in pure Java.
 *
 * <p>A first guess, then {@link Refinement}. The guess for what flatbeds and feeders deliver is correlation of the whole
 * page ({@link CoarseFit}); where that does not bear out, features ({@link FeatureFit}), which find the form at any turn,
 * at any size and in perspective, as photographs show it, at about six times the cost. Where no picture of the form is
 * known, the sheet's edges and the level of its lines have to do.
 */
public final class Registration {
    /**
     * A page that shows the form.
     *
     * @param picture the page in the form's frame, paper white
     * @param placement where the form lies in the scan turned by {@code turn}
     * @param turn quarter turns clockwise that bring the scan upright
     * @param errorPx what nine landmarks in ten are closer than, pixels at 300 dpi; a guess where the form is unprinted
     * @param match share of the form's landmarks that were found
     * @param print share of the form's small print that was found in its place
     */
    public record Laid(
            Gray picture, Placement placement, int turn, double errorPx, double match, double print) {}

    /** Above this share of landmarks found there is nothing left to look for. */
    static final double SURE = 0.7;
    private static final double[] DPI = {72, 96, 100, 150, 200, 240, 300, 400, 600};
    private static final double ASPECT_TOLERANCE = 0.06;
    private static final double UNPRINTED_ERROR_PX = 12;
    /** So many of the guesses for a page are followed. */
    private static final int GUESSES = 2;

    private final Sheet sheet;
    private double nearest;

    public Registration(Sheet sheet) {
        this.sheet = sheet;
    }

    /**
     * Lays the form over a scan.
     *
     * @param fillsSheet whether the picture is known to be the whole sheet and nothing else, as a drawn page is
     * @return empty where the scan does not show it
     */
    public Optional<Laid> lay(Gray scan, boolean fillsSheet) {
        if (sheet.print().isEmpty()) {
            return layUnprinted(Flat.of(scan), fillsSheet);
        }
        Views views = new Views(scan);
        Optional<Laid> scanned = layAsScanned(views);
        return isSure(scanned) ? scanned : better(scanned, layByFeatures(views));
    }

    /** Share of the form's landmarks that were found in the best try so far, whether or not it was enough. */
    double nearest() {
        return nearest;
    }

    /** Lays it as flatbeds and feeders deliver pages: nearly level, nearly to scale, either way up. */
    Optional<Laid> layAsScanned(Views views) {
        Gray scan = views.turned(0).full();
        boolean scanLies = scan.width() > scan.height();
        boolean sheetLies = sheet.width() > sheet.height();
        Optional<Laid> best = Optional.empty();
        for (int turn : scanLies == sheetLies ? new int[] {0, 2} : new int[] {1, 3}) {
            best = better(best, layTurned(views.turned(turn), turn));
            if (isSure(best)) {
                return best;
            }
        }
        return best;
    }

    /** Lays it wherever and however large it lies, in perspective too. */
    Optional<Laid> layByFeatures(Views views) {
        Pyramid scan = views.turned(0);
        return sheet.features().guess(views.features()).flatMap(guess -> {
            double angle = guess.map().angleAt(sheet.width() / 2.0, sheet.height() / 2.0);
            int turn = Math.floorMod(-(int) Math.round(angle / (Math.PI / 2)), 4);
            Homography turned = turned(scan.full(), turn).after(guess.map());
            return refine(views.turned(turn), turned, turn, Refinement.Lens.CAMERA);
        });
    }

    private static boolean isSure(Optional<Laid> laid) {
        return laid.isPresent() && laid.get().match() >= SURE;
    }

    private static Optional<Laid> better(Optional<Laid> one, Optional<Laid> other) {
        return one.isEmpty() || other.isPresent() && other.get().match() > one.get().match() ? other : one;
    }

    private Optional<Laid> layTurned(Pyramid scan, int turn) {
        double[] angles = {skewOf(scan) - sheet.skew()};
        double[][] scales = scales(scan.full());
        Optional<Laid> quickly = first(sheet.rough().guesses(scan, sheet.width(), sheet.height(), angles, scales), 1, scan, turn);
        return isSure(quickly) ? quickly : better(quickly,
                first(sheet.coarse().guesses(scan, sheet.width(), sheet.height(), angles, scales), GUESSES, scan, turn));
    }

    /** How it lies by the first of so many guesses that is borne out. */
    private Optional<Laid> first(List<CoarseFit.Guess> guesses, int most, Pyramid scan, int turn) {
        for (CoarseFit.Guess guess : guesses.subList(0, Math.min(most, guesses.size()))) {
            Optional<Laid> laid = refine(scan, Homography.of(guess.map()), turn, Refinement.Lens.SCANNER);
            if (laid.isPresent()) {
                return laid;
            }
        }
        return Optional.empty();
    }

    /** Where a place of a picture turned clockwise by quarter turns was before, in a picture of this size. */
    public static double[] unturned(double[] place, double width, double height, int turn) {
        return switch (turn) {
            case 1 -> new double[] {place[1], height - place[0]};
            case 2 -> new double[] {width - place[0], height - place[1]};
            case 3 -> new double[] {width - place[1], place[0]};
            default -> place.clone();
        };
    }

    /** Where the points of a picture go when it is turned clockwise by quarter turns. */
    static Homography turned(Gray picture, int turn) {
        double w = picture.width();
        double h = picture.height();
        return switch (turn) {
            case 1 -> new Homography(0, -1, h, 1, 0, 0, 0, 0);
            case 2 -> new Homography(-1, 0, w, 0, -1, h, 0, 0);
            case 3 -> new Homography(0, 1, 0, -1, 0, w, 0, 0);
            default -> new Homography(1, 0, 0, 0, 1, 0, 0, 0);
        };
    }

    private double skewOf(Pyramid scan) {
        return skewOf(scan, sheet);
    }

    static double skewOf(Pyramid scan, Sheet sheet) {
        return Skew.of(scan.inside(scan.levelFor(scan.full().width() / (sheet.width() / 4.0))));
    }

    private Optional<Laid> refine(Pyramid scan, Homography guess, int turn, Refinement.Lens lens) {
        Refinement refinement = new Refinement(sheet, scan);
        Optional<Laid> laid = refinement.of(guess, lens).map(found -> new Laid(
                Redraw.of(scan, found.placement(), sheet.width(), sheet.height()), found.placement(), turn,
                found.errorPx(), found.match(), found.print()));
        nearest = Math.max(nearest, refinement.match());
        return laid;
    }

    /** Scanners cut sheets short and name resolutions wrongly, so both sides' scales and the usual resolutions are tried. */
    private double[][] scales(Gray scan) {
        return scales(scan, sheet);
    }

    static double[][] scales(Gray scan, Sheet sheet) {
        double across = scan.width() / (double) sheet.width();
        double down = scan.height() / (double) sheet.height();
        List<double[]> scales = new ArrayList<>();
        add(scales, across, across);
        add(scales, down, down);
        for (double dpi : DPI) {
            double scale = dpi / 300;
            if (Math.abs(scale / across - 1) < 0.15 && Math.abs(scale / down - 1) < 0.15) {
                add(scales, scale, scale);
            }
        }
        add(scales, across, down);
        return scales.toArray(double[][]::new);
    }

    private static void add(List<double[]> scales, double across, double down) {
        boolean known = scales.stream()
                .anyMatch(scale -> Math.abs(scale[0] / across - 1) < 0.01 && Math.abs(scale[1] / down - 1) < 0.01);
        if (!known) {
            scales.add(new double[] {across, down});
        }
    }

    private Optional<Laid> layUnprinted(Gray flat, boolean fillsSheet) {
        double wanted = sheet.width() / (double) sheet.height();
        for (int turn = 0; turn < 2; turn++) {
            Gray turned = flat.turned(turn);
            double aspect = turned.width() / (double) turned.height();
            if (Math.abs(aspect / wanted - 1) < ASPECT_TOLERANCE) {
                Pyramid scan = new Pyramid(turned);
                double skew = fillsSheet ? 0 : skewOf(scan);
                Affine map = Affine.about(sheet.width() / 2.0, sheet.height() / 2.0, turned.width() / 2.0,
                        turned.height() / 2.0, skew, turned.width() / (double) sheet.width(),
                        turned.height() / (double) sheet.height());
                Placement placement = new Placement(Homography.of(map), LocalFit.none(sheet.width(), sheet.height()));
                return Optional.of(new Laid(Redraw.of(scan, placement, sheet.width(), sheet.height()), placement, turn,
                        fillsSheet ? 0 : UNPRINTED_ERROR_PX, 1, 1));
            }
        }
        return Optional.empty();
    }
}
