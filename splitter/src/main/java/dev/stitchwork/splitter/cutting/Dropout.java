package dev.stitchwork.splitter.cutting;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.function.IntConsumer;
import java.util.function.IntPredicate;

/**
 * Tells what was filled in from what was printed.
 *
 * <p>Registration leaves a pixel or two, and that differs from place to place. So the print is fitted once more, tile by
 * tile, to the ink of the page ({@link PrintFit}); what lies there is print and drops out. Around it is a seam as wide as
 * the registration's error, in which ink counts as filled in only where a stroke from outside reaches in: a left-over
 * edge of a rule has none. A stroke that crosses a printed rule would lose a slice; so a dropped pixel comes back where
 * filled-in ink stands on both sides of it in one line, closer than a rule is thick ({@link CrossedRules}). Where no picture
 * of the form is known, long straight runs of ink are taken for its rules.
 */
public final class Dropout {
    private static final int SLACK_MIN = 2;
    private static final int SLACK_MAX = 5;
    /** A straight run of ink this long, about 9 mm, is no handwriting. */
    private static final int RULE_RUN = 110;
    private static final int RULE_GAP = 2;

    /**
     * Where the form itself is printed.
     *
     * @param core where there is print for certain
     * @param seam the same with room for the registration's error
     */
    record Print(Mask core, Mask seam, int slack) {}

    private Dropout() {}

    static Print print(Sheet sheet, Mask ink, double errorPx) {
        int slack = (int) Math.max(SLACK_MIN, Math.min(SLACK_MAX, Math.round(errorPx + 1.3)));
        if (sheet.print().isEmpty()) {
            Mask rules = rules(ink).dilated(1);
            return new Print(rules, rules, 1);
        }
        Mask fitted = PrintFit.of(sheet.printTiles(), ink, slack);
        return new Print(fitted.dilated(1), fitted.dilated(slack), slack);
    }

    /** The ink that is not print, strokes across printed rules mended. */
    static CrossedRules.Mended filled(Mask ink, Print print) {
        Mask outside = ink.without(print.seam());
        Mask reached = ink.without(print.core()).and(outside.dilated(print.slack()));
        return CrossedRules.mended(outside.or(reached), ink.and(print.core()));
    }

    private static Mask rules(Mask ink) {
        Mask rules = new Mask(ink.width(), ink.height());
        for (int y = 0; y < ink.height(); y++) {
            int row = y;
            runs(ink.width(), x -> ink.at(x, row), x -> rules.set(x, row, true));
        }
        for (int x = 0; x < ink.width(); x++) {
            int column = x;
            runs(ink.height(), y -> ink.at(column, y), y -> rules.set(column, y, true));
        }
        return rules;
    }

    private static void runs(int length, IntPredicate ink, IntConsumer rule) {
        int from = -1;
        int last = -1;
        for (int i = 0; i <= length; i++) {
            boolean isInk = i < length && ink.test(i);
            if (isInk) {
                from = from < 0 ? i : from;
                last = i;
            } else if (from >= 0 && (i == length || i - last > RULE_GAP)) {
                for (int j = from; last - from >= RULE_RUN && j <= last; j++) {
                    rule.accept(j);
                }
                from = -1;
            }
        }
    }

    /** The grey that parts ink from paper on a flattened page (Otsu 1979), held to a sensible range. */
    public static int inkThreshold(Gray page) {
        int[] histogram = new int[256];
        byte[] pixels = page.pixels();
        int dark = 0;
        for (int at = page.nextDark(0, pixels.length); at < pixels.length; at = page.nextDark(at + 1, pixels.length)) {
            histogram[pixels[at] & 0xff]++;
            dark++;
        }
        histogram[Gray.WHITE] = pixels.length - dark;
        double sum = 0;
        for (int i = 0; i < 256; i++) {
            sum += i * (double) histogram[i];
        }
        double total = page.pixels().length;
        double below = 0;
        double belowSum = 0;
        double most = -1;
        int best = 128;
        for (int i = 0; i < 255; i++) {
            below += histogram[i];
            belowSum += i * (double) histogram[i];
            if (below == 0 || below == total) {
                continue;
            }
            double apart = belowSum / below - (sum - belowSum) / (total - below);
            double between = below * (total - below) * apart * apart;
            if (between > most) {
                most = between;
                best = i + 1;
            }
        }
        return Math.max(130, Math.min(200, best));
    }
}
