package dev.stitchwork.splitter;

import dev.stitchwork.splitter.intake.FormValue;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.OtherRevision;
import dev.stitchwork.splitter.registration.Registration;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.List;

/**
 * Finds which page of which form a page of a file shows. What is no page of any, of another revision, or laid too badly to be
 * cut is refused in one sentence.
 */
final class PageMatch {
    /** Above this estimate a page is not laid well enough to be cut, pixels at 300 dpi: 0.7 mm. */
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
        if (shown.revision().isPresent()) {
            OtherRevision revision = shown.revision().get();
            throw new RefusedException(
                    "Expected page %d of form '%s' but page %d of scan '%s' is of another revision of it: %s which is %.0f %% of the page's print; make a template for that revision."
                            .formatted(page, name, filePage, scan, revision.words(), revision.share() * 100));
        }
        Registration.Laid laid = shown.laid().get();
        if (isPrinted && laid.errorPx() > ERROR_MAX_PX) {
            throw new RefusedException(
                    "Expected page %d of form '%s' to lie on page %d of scan '%s' to within %.0f pixels but it may be off by %.0f: check the template, or scan the page flat."
                            .formatted(page, name, filePage, scan, ERROR_MAX_PX, laid.errorPx()));
        }
        return laid;
    }
}
