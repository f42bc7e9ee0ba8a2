package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Flat;
import dev.stitchwork.splitter.raster.Gray;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lays the empty form over a scan, in pure Java, for what flatbed and sheet-fed scanners deliver.
 *
 * <p>From coarse to fine: a guess by correlation of the whole page ({@link CoarseFit}); landmarks of the form looked for
 * at 75 dots an inch and a straight map that most of them agree on ({@link AffineFit}); then at 150 and at 300 dots the
 * correction that changes from place to place ({@link LocalFit}). A page on which too few landmarks are found does not
 * show the form. Where no picture of the form is known, the sheet's edges and the level of its lines have to do.
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
     */
    public record Laid(Gray picture, Placement placement, int turn, double errorPx, double match) {}

    private static final double WIDE_SCORE_MIN = 0.35;
    private static final double NEAR_SCORE_MIN = 0.45;
    private static final double WIDE_TOLERANCE_PX = 9;
    private static final double MATCH_MIN = 0.4;
    private static final int MATCHES_MIN = 6;
    private static final double[] DPI = {72, 96, 100, 150, 200, 240, 300, 400, 600};
    private static final double ASPECT_TOLERANCE = 0.06;
    private static final double UNPRINTED_ERROR_PX = 12;

    private final Sheet sheet;

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
        Gray flat = Flat.of(scan);
        return sheet.print().isPresent() ? layPrinted(flat) : layUnprinted(flat, fillsSheet);
    }

    private Optional<Laid> layPrinted(Gray flat) {
        boolean scanLies = flat.width() > flat.height();
        boolean sheetLies = sheet.width() > sheet.height();
        int[] turns = scanLies == sheetLies ? new int[] {0, 2, 1, 3} : new int[] {1, 3, 0, 2};
        for (boolean everyAngle : new boolean[] {false, true}) {
            for (int turn : turns) {
                Optional<Laid> laid = layTurned(new Pyramid(flat.turned(turn)), turn, everyAngle);
                if (laid.isPresent()) {
                    return laid;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Laid> layTurned(Pyramid scan, int turn, boolean everyAngle) {
        double[] angles = everyAngle ? everyAngle() : new double[] {skewOf(scan) - sheet.skew()};
        List<CoarseFit.Guess> guesses =
                sheet.coarse().guesses(scan, sheet.width(), sheet.height(), angles, scales(scan.full()));
        for (CoarseFit.Guess guess : guesses.subList(0, Math.min(2, guesses.size()))) {
            Optional<Laid> laid = refine(scan, guess.map(), turn);
            if (laid.isPresent()) {
                return laid;
            }
        }
        return Optional.empty();
    }

    private static double[] everyAngle() {
        double[] angles = new double[17];
        for (int i = 0; i < angles.length; i++) {
            angles[i] = Math.toRadians((i - 8) * 0.75);
        }
        return angles;
    }

    private double skewOf(Pyramid scan) {
        return Skew.of(Border.without(scan.level(scan.levelFor(scan.full().width() / (sheet.width() / 4.0)))));
    }

    private Optional<Laid> refine(Pyramid scan, Affine guess, int turn) {
        Affine map = guess;
        AffineFit.Fit fit = null;
        for (int reach : new int[] {14, 6}) {
            List<Match> matches = new Matcher(sheet.pyramid().level(Sheet.WIDE_LEVEL), scan, 1 << Sheet.WIDE_LEVEL,
                    Sheet.WIDE_WINDOW, reach)
                    .matches(sheet.wideLandmarks(), new Placement(map, noCorrection()), WIDE_SCORE_MIN);
            fit = AffineFit.of(matches, WIDE_TOLERANCE_PX);
            if (fit.followers().size() < MATCHES_MIN) {
                return Optional.empty();
            }
            map = map.after(fit.correction());
        }
        double match = fit.followers().size() / (double) sheet.wideLandmarks().size();
        if (match < MATCH_MIN) {
            return Optional.empty();
        }
        return Optional.of(local(scan, map, turn, match));
    }

    private Laid local(Pyramid scan, Affine map, int turn, double match) {
        LocalFit local = noCorrection();
        List<Match> last = List.of();
        int[] reaches = {6, 4};
        for (int step = 0; step < reaches.length; step++) {
            int level = Sheet.NEAR_LEVEL - step;
            int side = step == 0 ? Sheet.NEAR_WINDOW : Sheet.NEAR_WINDOW * 3 / 2;
            List<Match> found = new Matcher(sheet.pyramid().level(level), scan, 1 << level, side, reaches[step])
                    .matches(sheet.nearLandmarks(), new Placement(map, local), NEAR_SCORE_MIN);
            last = LocalFit.consistent(found, step == 0 ? 3 : 2);
            local = local.refined(last, sheet.width(), sheet.height());
        }
        double[] errors = LocalFit.errors(last);
        double error = errors.length < MATCHES_MIN ? WIDE_TOLERANCE_PX : errors[errors.length * 9 / 10];
        Placement placement = new Placement(map, local);
        return new Laid(Redraw.of(scan, placement, sheet.width(), sheet.height()), placement, turn, error, match);
    }

    private LocalFit noCorrection() {
        return LocalFit.none(sheet.width(), sheet.height());
    }

    /** Scanners cut sheets short and name resolutions wrongly, so both sides' scales and the usual resolutions are tried. */
    private double[][] scales(Gray scan) {
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
                Placement placement = new Placement(map, noCorrection());
                return Optional.of(new Laid(Redraw.of(scan, placement, sheet.width(), sheet.height()), placement, turn,
                        fillsSheet ? 0 : UNPRINTED_ERROR_PX, 1));
            }
        }
        return Optional.empty();
    }
}
