package dev.stitchwork.splitter;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.splitter.reading.PrintReader;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.OtherRevision;
import dev.stitchwork.splitter.registration.Registration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One file on its way through the splitter: each page is matched to the page of the form that it shows, and as many pages
 * in a row as the form has are one document, in whatever order and whichever way up they lie.
 *
 * <p>The rule: pages of two people never become one document. A page that shows no page of the form, or one that the
 * document has already, costs the document. Then it may be that a sheet is missing or too many and that all documents
 * after it begin in the wrong place; so of such a file only the documents are cut whose pages come in the order of the
 * form, and the others are refused, since of those it cannot be told.
 */
final class FileSplit {
    /** Above this estimate a page is not laid well enough to be cut, pixels at 300 dpi: 0.7 mm. */
    static final double ERROR_MAX_PX = 8;

    private final Scan scan;
    private final Pages pages;
    private final FormFinder form;
    private final PrintReader print;
    private final Proofs proofs;
    private final int size;
    /** Which page of the form the first, second ... page of the last document was. */
    private int[] order;
    private final List<ShreddedDocument> waiting = new ArrayList<>();
    private final List<Boolean> isInOrder = new ArrayList<>();
    private RefusedException firstRefusal;
    private boolean anyCut;

    FileSplit(Scan scan, Pages pages, FormFinder form, PrintReader print, Proofs proofs) {
        this.scan = scan;
        this.pages = pages;
        this.form = form;
        this.print = print;
        this.proofs = proofs;
        size = form.sheets().size();
        order = IntStream.rangeClosed(1, size).toArray();
    }

    /** @throws RefusedException where nothing of the file could be cut */
    void into(Splitter.Pieces pieces) throws RefusedException {
        if (pages.count() == 0 || pages.count() % size != 0) {
            throw new RefusedException(
                    "Expected %s for form '%s' but scan '%s' has %d: send whole documents, or check the template."
                            .formatted(expected(), scan.template().name(), scan.name(), pages.count()));
        }
        proofs.opened(pages.count());
        for (int first = 1; first <= pages.count(); first += size) {
            ShreddedDocument document;
            try {
                document = document(first);
            } catch (RefusedException refused) {
                refuse(first, refused, pieces);
                continue;
            }
            boolean inOrder = isFormsOrder();
            if (inOrder && waiting.isEmpty()) {
                hand(document, pieces);
            } else {
                waiting.add(document);
                isInOrder.add(inOrder);
            }
        }
        handWaiting(pieces);
        if (!anyCut) {
            throw firstRefusal;
        }
    }

    private String expected() {
        return size == 1 ? "at least 1 page" : "a multiple of %d pages".formatted(size);
    }

    private void handWaiting(Splitter.Pieces pieces) {
        for (int i = 0; i < waiting.size(); i++) {
            if (firstRefusal == null || isInOrder.get(i)) {
                hand(waiting.get(i), pieces);
            } else {
                int first = waiting.get(i).pages().stream().mapToInt(PageFit::filePage).min().orElseThrow();
                refuse(first, new RefusedException(
                        "Expected the pages of one document of form '%s' on pages %d to %d of scan '%s' but other pages of the file are no"
                                .formatted(scan.template().name(), first, first + size - 1, scan.name())
                                + " document, and these lie in another order than the form's, so that they may be two people's: "
                                + "send this document in a file of its own."), pieces);
            }
        }
    }

    private void hand(ShreddedDocument document, Splitter.Pieces pieces) {
        anyCut = true;
        pieces.document(document);
    }

    private void refuse(int first, RefusedException refused, Splitter.Pieces pieces) {
        firstRefusal = firstRefusal == null ? refused : firstRefusal;
        pieces.refused(IntStream.range(first, first + size).boxed().toList(), refused.getMessage());
    }

    private boolean isFormsOrder() {
        return IntStream.range(0, size).allMatch(i -> order[i] == i + 1);
    }

    private ShreddedDocument document(int first) throws RefusedException {
        PageFit[] fits = new PageFit[size];
        int[] found = new int[size];
        DocumentShredder shredder = new DocumentShredder(scan.template(), print);
        for (int i = 0; i < size; i++) {
            int filePage = first + i;
            Pages.Page decoded = pages.page(filePage);
            FormFinder.Found shown = form.find(decoded.picture(), decoded.rendered(), order[i]);
            Registration.Laid laid = checked(shown, filePage);
            if (fits[shown.page() - 1] != null) {
                throw new RefusedException(
                        "Expected each page of form '%s' once on pages %d to %d of scan '%s' but pages %d and %d both show page %d: "
                                .formatted(scan.template().name(), first, first + size - 1, scan.name(),
                                        fits[shown.page() - 1].filePage(), filePage, shown.page())
                                + "send each document's pages together.");
            }
            fits[shown.page() - 1] = new PageFit(filePage, laid.errorPx());
            found[i] = shown.page();
            proofs.page(shredder.shred(filePage, shown.page(), form.sheets().get(shown.page() - 1), laid, decoded.values()));
        }
        order = found;
        return new ShreddedDocument(List.of(fits), shredder.shreds());
    }

    /** The page as it was laid, where that is well enough to be cut. */
    private Registration.Laid checked(FormFinder.Found shown, int filePage) throws RefusedException {
        String name = scan.template().name();
        if (shown.laid().isEmpty()) {
            throw new RefusedException(form.sheets().get(shown.page() - 1).print().isEmpty()
                    ? "Expected page %d of form '%s' but page %d of scan '%s' does not show it: check page and template."
                            .formatted(shown.page(), name, filePage, scan.name())
                    : "Expected a page of form '%s' on page %d of scan '%s' but it shows none; the nearest is page %d, with %.0f %% of its landmarks: check page and template."
                            .formatted(name, filePage, scan.name(), shown.page(), shown.match() * 100));
        }
        if (shown.revision().isPresent()) {
            OtherRevision revision = shown.revision().get();
            throw new RefusedException(
                    "Expected page %d of form '%s' but page %d of scan '%s' is of another revision of it: %s which is %.0f %% of the page's print; make a template for that revision."
                            .formatted(shown.page(), name, filePage, scan.name(), revision.words(), revision.share() * 100));
        }
        Registration.Laid laid = shown.laid().get();
        if (form.sheets().get(shown.page() - 1).print().isPresent() && laid.errorPx() > ERROR_MAX_PX) {
            throw new RefusedException(
                    "Expected page %d of form '%s' to lie on page %d of scan '%s' to within %.0f pixels but it may be off by %.0f: check the template, or scan the page flat."
                            .formatted(shown.page(), name, filePage, scan.name(), ERROR_MAX_PX, laid.errorPx()));
        }
        return laid;
    }
}
