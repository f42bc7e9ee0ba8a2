package dev.stitchwork.splitter;

import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.Registration;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Learns what a form prints from filled copies of it, where there is no blank: what stays the same is form, what varies is
 * field.
 *
 * <p>The first copy stands in for the blank and all others are laid over it; a pixel is print where most copies are dark.
 * What is so learned is laid over every copy once more, since the first copy's own writing had misled the first fit. The
 * rule: writing that fewer than eight copies in ten have in one place is never taken for print.
 */
public final class FormLearner {
    /** With two copies what both have cannot be told from what one has. */
    public static final int COPIES_MIN = 3;
    /** More copies add nothing but memory: each is held as 9 million greys. */
    public static final int COPIES_MAX = 15;

    private static final double SHARE = 0.8;

    private final OptionalDouble widthMm;
    private final List<Gray> copies = new ArrayList<>();
    private final List<Boolean> rendered = new ArrayList<>();

    /**
     * What was learned.
     *
     * @param picture the empty form, at 300 dpi
     * @param leftOut the copies that do not show the form that the first one shows, from 1
     */
    public record Learned(Gray picture, List<Integer> leftOut) {
        public Learned {
            leftOut = List.copyOf(leftOut);
        }
    }

    /** @param widthMm of the paper; empty where the first copy is at 300 dpi, or else of A4 */
    public FormLearner(OptionalDouble widthMm) {
        this.widthMm = widthMm;
    }

    /** Adds a copy: a page of a scan. Those after the fifteenth are not looked at. */
    public void add(Pages scan, int page) throws RefusedException {
        if (copies.size() < COPIES_MAX) {
            Pages.Page copy = scan.page(page);
            copies.add(copy.picture());
            rendered.add(copy.rendered());
        }
    }

    /** @throws RefusedException where too few copies show one form */
    public Learned learn() throws RefusedException {
        if (copies.size() < COPIES_MIN) {
            throw new RefusedException("Expected at least %d filled copies of the form but there %s: what stays the same cannot be told from fewer."
                    .formatted(COPIES_MIN, copies.size() == 1 ? "is 1" : "are " + copies.size()));
        }
        Gray first = copies.get(0);
        double wide = widthMm.orElse(first.width() * FormLocator.grow(first, rendered.get(0)) / Sheet.PX_PER_MM);
        double high = wide * first.height() / first.width();
        Gray once = common(Sheet.printed(wide, high, first), new ArrayList<>());
        List<Integer> leftOut = new ArrayList<>();
        return new Learned(common(Sheet.printed(wide, high, once), leftOut), leftOut);
    }

    private Gray common(Sheet sheet, List<Integer> leftOut) throws RefusedException {
        FormFinder finder = new FormFinder(List.of(sheet));
        List<Gray> laid = new ArrayList<>();
        for (int i = 0; i < copies.size(); i++) {
            Optional<Registration.Laid> found = finder.find(copies.get(i), rendered.get(i), 1).laid();
            if (found.isPresent()) {
                laid.add(found.get().picture());
            } else {
                leftOut.add(i + 1);
            }
        }
        if (laid.size() < COPIES_MIN) {
            throw new RefusedException(
                    "Expected at least %d copies that show the same form as the first one but %d of %d do: begin with a copy that lies straight and has little writing."
                            .formatted(COPIES_MIN, laid.size(), copies.size()));
        }
        return common(laid);
    }

    /** Of each pixel the grey that at least eight in ten of the pictures are no lighter than. */
    private static Gray common(List<Gray> laid) {
        int at = Math.min(laid.size() - 1, (int) (SHARE * laid.size()));
        Gray common = Gray.white(laid.get(0).width(), laid.get(0).height());
        int[] greys = new int[laid.size()];
        for (int y = 0; y < common.height(); y++) {
            for (int x = 0; x < common.width(); x++) {
                for (int i = 0; i < greys.length; i++) {
                    greys[i] = laid.get(i).at(x, y);
                }
                Arrays.sort(greys);
                common.set(x, y, greys[at]);
            }
        }
        return common;
    }
}
