package dev.stitchwork.splitter.registration;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * From a guess of how the form lies in a scan to where each spot of it lies: landmarks of the form are looked for, at 75
 * dots an inch for the map of the whole page, then at 150 and at 300 for the correction that changes from place to place.
 * A page on which too few landmarks are found does not show the form.
 */
final class Refinement {
    /** What the picture was taken with: a scanner stretches and shears a sheet a little, a camera sees it in perspective. */
    enum Lens { SCANNER, CAMERA }

    /**
     * Where the form lies.
     *
     * @param errorPx what nine landmarks in ten are nearer than, pixels at 300 dpi
     * @param match share of the form's wide landmarks that were found
     * @param print share of the form's near landmarks that were found where the others say
     */
    record Found(Placement placement, double errorPx, double match, double print) {}

    static final double WIDE_TOLERANCE_PX = 9;

    private static final double WIDE_SCORE_MIN = 0.35;
    private static final double NEAR_SCORE_MIN = 0.45;
    private static final double CAMERA_TOLERANCE_PX = 24;
    private static final double MATCH_MIN = 0.4;
    private static final int MATCHES_MIN = 6;
    private static final int[] WIDE_REACHES = {14, 6};
    private static final int MANY = 300;

    private final Sheet sheet;
    private final Pyramid scan;
    private double match;

    Refinement(Sheet sheet, Pyramid scan) {
        this.sheet = sheet;
        this.scan = scan;
    }

    Optional<Found> of(Homography guess, Lens lens) {
        Optional<Found> near = lens == Lens.SCANNER ? near(guess) : Optional.empty();
        return near.isPresent() ? near : everywhere(guess, lens);
    }

    /** Where the guess is so good that nearly all landmarks are found close by, nothing further off could be better. */
    private Optional<Found> near(Homography guess) {
        List<Match> matches = wide(new Placement(guess, none()), WIDE_REACHES[1]);
        AffineFit.Fit fit = AffineFit.of(matches, WIDE_TOLERANCE_PX);
        match = Math.max(match, share(fit.followers().size()));
        boolean isSure = fit.followers().size() >= MATCHES_MIN && share(fit.followers().size()) >= Registration.SURE;
        return isSure ? Optional.of(local(guess.after(Homography.of(fit.correction())), none(), few(sheet.nearLandmarks()), Matcher.Search.NEARBY))
                : Optional.empty();
    }

    private Optional<Found> everywhere(Homography guess, Lens lens) {
        Homography map = guess;
        List<Match> matches = List.of();
        int followers = 0;
        for (int reach : WIDE_REACHES) {
            matches = wide(new Placement(map, none()), reach);
            if (matches.size() < MATCHES_MIN) {
                return Optional.empty();
            }
            if (lens == Lens.SCANNER) {
                AffineFit.Fit fit = AffineFit.of(matches, WIDE_TOLERANCE_PX);
                followers = fit.followers().size();
                map = map.after(Homography.of(fit.correction()));
            } else {
                HomographyFit.Fit fit = correction(matches);
                followers = fit.followers();
                map = fit.map() == null ? map : map.after(fit.map());
            }
            match = share(followers);
            if (followers < MATCHES_MIN) {
                return Optional.empty();
            }
        }
        LocalFit local = none();
        if (lens == Lens.CAMERA) {
            List<Match> bent = LocalFit.consistent(wide(new Placement(map, local), WIDE_REACHES[1]), WIDE_TOLERANCE_PX);
            local = local.refined(bent, sheet.width(), sheet.height(), LocalFit.WIDE_PX);
            followers = bent.size();
        }
        match = share(followers);
        return match < MATCH_MIN ? Optional.empty() : Optional.of(local(map, local, sheet.nearLandmarks(), Matcher.Search.AROUND));
    }

    private List<Match> wide(Placement placement, int reach) {
        return new Matcher(
                        sheet.pyramid().level(Sheet.WIDE_LEVEL), scan, 1 << Sheet.WIDE_LEVEL, Sheet.WIDE_WINDOW, reach,
                        Matcher.Search.EVERYWHERE)
                .matches(sheet.wideLandmarks(), placement, WIDE_SCORE_MIN);
    }

    private HomographyFit.Fit correction(List<Match> matches) {
        double[][] from = new double[matches.size()][];
        double[][] to = new double[matches.size()][];
        for (int i = 0; i < from.length; i++) {
            Match match = matches.get(i);
            from[i] = new double[] {match.landmark().x(), match.landmark().y()};
            to[i] = new double[] {match.landmark().x() + match.dx(), match.landmark().y() + match.dy()};
        }
        return new HomographyFit(from, to, CAMERA_TOLERANCE_PX, sheet.width(), sheet.height()).best();
    }

    /**
     * @param first landmarks for the first of two corrections
     * @param second how landmarks are looked for in the second
     */
    private Found local(Homography map, LocalFit start, List<Landmark> first, Matcher.Search second) {
        LocalFit local = start;
        List<Match> last = List.of();
        int[] reaches = {6, 4};
        for (int step = 0; step < reaches.length; step++) {
            int level = Sheet.NEAR_LEVEL - step;
            int side = step == 0 ? Sheet.NEAR_WINDOW : Sheet.NEAR_WINDOW * 3 / 2;
            List<Match> found = new Matcher(sheet.pyramid().level(level), scan, 1 << level, side, reaches[step],
                            step == 0 ? Matcher.Search.AROUND : second)
                    .matches(step == 0 ? first : sheet.nearLandmarks(), new Placement(map, local), NEAR_SCORE_MIN);
            last = LocalFit.consistent(found, step == 0 ? 3 : 2);
            local = local.refined(last, sheet.width(), sheet.height(), LocalFit.NEAR_PX);
        }
        double[] errors = LocalFit.errors(last, LocalFit.NEAR_PX);
        local.weigh(last, errors);
        double[] sorted = errors.clone();
        Arrays.sort(sorted);
        double error = sorted.length < MATCHES_MIN ? WIDE_TOLERANCE_PX : sorted[sorted.length * 9 / 10];
        return new Found(new Placement(map, local), error, match,
                last.size() / (double) Math.max(1, sheet.nearLandmarks().size()));
    }

    /** Every other one where there are many: enough to find the rest by, on a sheet that lay flat. */
    private static List<Landmark> few(List<Landmark> landmarks) {
        return landmarks.size() < MANY
                ? landmarks
                : IntStream.range(0, landmarks.size()).filter(i -> i % 2 == 0).mapToObj(landmarks::get).toList();
    }

    /** Share of the form's wide landmarks that were found, whether or not it was enough. */
    double match() {
        return match;
    }

    private double share(int found) {
        return found / (double) sheet.wideLandmarks().size();
    }

    private LocalFit none() {
        return LocalFit.none(sheet.width(), sheet.height());
    }
}
