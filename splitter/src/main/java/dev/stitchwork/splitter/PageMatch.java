package dev.stitchwork.splitter;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.intake.FormValue;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.OtherRevision;
import dev.stitchwork.splitter.registration.Registration;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.List;
import java.util.Optional;

/**
 * Finds which page of which form a page of a file shows. What is no page of any, of another revision, or laid too badly to be
 * cut is refused in one sentence.
 */
final class PageMatch {
    /** Above this estimate for a page as a whole or for any of its fields it is not laid well enough to be cut, pixels at 300 dpi. */
    static final double ERROR_MAX_PX = 8;

    private final String scan;
    private final Pages pages;
    private final FormSet forms;

    /**
     * A page that can be cut.
     *
     * @param filePage page of the file, from 1
     * @param form which of the forms it is of, from 0
     * @param page of the form, from 1
     * @param values typed into it, where it is an electronic form
     */
    record Shown(int filePage, int form, int page, Sheet sheet, Registration.Laid laid, List<FormValue> values) {}

    PageMatch(String scan, Pages pages, FormSet forms) {
        this.scan = scan;
        this.pages = pages;
        this.forms = forms;
    }

    /** @param due page of the form that it should be by its place in the file, where there is one form */
    Shown of(int filePage, int due) throws RefusedException {
        Pages.Page decoded = pages.page(filePage);
        FormFinder finder = forms.finder();
        FormFinder.Found found = forms.isMixed()
                ? finder.find(decoded.picture())
                : finder.find(decoded.picture(), decoded.rendered(), due);
        return new Shown(filePage, forms.form(found.page()), forms.page(found.page()), forms.sheet(found.page()),
                checked(found, filePage), decoded.values());
    }

    /** The page as it was laid, where that is well enough to be cut. */
    private Registration.Laid checked(FormFinder.Found shown, int filePage) throws RefusedException {
        String name = forms.name(forms.form(shown.page()));
        int page = forms.page(shown.page());
        boolean isPrinted = forms.sheet(shown.page()).print().isPresent();
        if (shown.laid().isEmpty()) {
            throw new RefusedException(isPrinted
                    ? "Expected a page of %s on page %d of scan '%s' but it shows none; the nearest is page %d%s, with %.0f %% of its landmarks: check page and template."
                            .formatted(forms.words(), filePage, scan, page, forms.isMixed() ? " of '" + name + "'" : "", shown.match() * 100)
                    : "Expected page %d of form '%s' but page %d of scan '%s' does not show it: check page and template."
                            .formatted(page, name, filePage, scan));
        }
        Optional<OtherRevision> revision = shown.revision();
        if (revision.isPresent()) {
            throw new RefusedException(
                    "Expected page %d of form '%s' but page %d of scan '%s' is of another revision of it: %s which is %.0f %% of the page's print; make a template for that revision."
                            .formatted(page, name, filePage, scan, revision.get().words(), revision.get().share() * 100));
        }
        Registration.Laid laid = shown.laid().get();
        if (isPrinted && laid.errorPx() > ERROR_MAX_PX) {
            throw new RefusedException(
                    "Expected page %d of form '%s' to lie on page %d of scan '%s' to within %.1f mm but it may be off by %.1f mm: check the template, or scan the page flat."
                            .formatted(page, name, filePage, scan, mm(ERROR_MAX_PX), mm(laid.errorPx())));
        }
        checkFields(shown, filePage);
        return laid;
    }

    /** No field may lie badly, however well the rest of the page does: people would be shown a part of something else. */
    private void checkFields(FormFinder.Found shown, int filePage) throws RefusedException {
        double most = ERROR_MAX_PX;
        Field worst = null;
        int off = 0;
        for (Field field : forms.fields(shown.page())) {
            double error = shown.errorPx(Sheet.span(field.box()));
            off += error > ERROR_MAX_PX ? 1 : 0;
            if (error > most) {
                most = error;
                worst = field;
            }
        }
        if (worst != null) {
            throw new RefusedException(
                    "Expected every field of page %d of form '%s' to lie on page %d of scan '%s' to within %.1f mm but field '%s' may be off by %.1f mm%s: check the template there, or scan the page flat."
                            .formatted(forms.page(shown.page()), forms.name(forms.form(shown.page())), filePage, scan, mm(ERROR_MAX_PX),
                                    worst.name(), mm(most), off == 1 ? "" : " and %d more by less".formatted(off - 1)));
        }
    }

    private static double mm(double px) {
        return px / Sheet.PX_PER_MM;
    }
}
