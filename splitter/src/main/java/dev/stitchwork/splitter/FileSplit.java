package dev.stitchwork.splitter;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.splitter.reading.PrintReader;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One file of documents of one form on its way through the splitter: each page is matched to the page of the form that it shows, and as many pages
 * in a row as the form has are one document, in whatever order and whichever way up they lie.
 *
 * <p>The rule: pages of two people never become one document. A page that shows no page of the form, or one that the
 * document has already, costs the document. Then it may be that a sheet is missing or too many and that all documents
 * after it begin in the wrong place; so of such a file only the documents are cut whose pages come in the order of the
 * form, and the others are refused, since of those it cannot be told.
 */
final class FileSplit {
    private final Scan scan;
    private final Pages pages;
    private final PageMatch match;
    private final PrintReader print;
    private final Proofs proofs;
    private final int size;
    /** Which page of the form the first, second ... page of the last document was. */
    private int[] order;
    private final List<ShreddedDocument> waiting = new ArrayList<>();
    private final List<Boolean> isInOrder = new ArrayList<>();
    private RefusedException firstRefusal;
    private boolean anyCut;

    FileSplit(Scan scan, Pages pages, FormSet form, PrintReader print, Proofs proofs) {
        this.scan = scan;
        this.pages = pages;
        match = new PageMatch(scan.name(), pages, form);
        this.print = print;
        this.proofs = proofs;
        size = form.size(0);
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
            PageMatch.Shown shown = match.of(filePage, order[i]);
            if (fits[shown.page() - 1] != null) {
                throw new RefusedException(
                        "Expected each page of form '%s' once on pages %d to %d of scan '%s' but pages %d and %d both show page %d: "
                                .formatted(scan.template().name(), first, first + size - 1, scan.name(),
                                        fits[shown.page() - 1].filePage(), filePage, shown.page())
                                + "send each document's pages together.");
            }
            fits[shown.page() - 1] = new PageFit(filePage, shown.laid().errorPx());
            found[i] = shown.page();
            proofs.page(shredder.shred(shown));
        }
        order = found;
        return new ShreddedDocument(List.of(fits), shredder.shreds());
    }
}
