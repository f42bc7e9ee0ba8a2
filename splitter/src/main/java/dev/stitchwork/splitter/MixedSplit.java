package dev.stitchwork.splitter;

import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.splitter.reading.PrintReader;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/**
 * One file of documents of several forms on its way through the splitter: a page says by what is printed on it which form it
 * is of, and it and those that follow it, as many as the form has, are one document, in whatever order and whichever way up
 * they lie.
 *
 * <p>The rule is that of {@link FileSplit}: pages of two people never become one document. A document ends before its time
 * where a page of another form comes, or one that it has already; that page begins the next. Where a document of a form lacks
 * a page, or some page shows no form at all, only the documents are cut whose pages come in the form's order.
 */
final class MixedSplit {
    private final String scan;
    private final int count;
    private final FormSet forms;
    private final PageMatch match;
    private final PrintReader print;
    private final Proofs proofs;
    private final List<Whole> waiting = new ArrayList<>();
    /** Forms of which a page is missing somewhere. */
    private final BitSet torn = new BitSet();
    private RefusedException firstRefusal;
    private boolean anyCut;
    /** The page that comes next, where it was looked at already. */
    private PageMatch.Shown ahead;

    /** A document all of whose pages are there. */
    private record Whole(ShreddedDocument document, boolean inOrder) {}

    MixedSplit(String scan, int count, FormSet forms, PageMatch match, PrintReader print, Proofs proofs) {
        this.scan = scan;
        this.count = count;
        this.forms = forms;
        this.match = match;
        this.print = print;
        this.proofs = proofs;
    }

    /** @throws RefusedException where nothing of the file could be cut */
    void into(Splitter.Pieces pieces) throws RefusedException {
        proofs.opened(count);
        int next = 1;
        while (next <= count) {
            PageMatch.Shown first;
            try {
                first = look(next);
            } catch (RefusedException refused) {
                torn.set(0, forms.templates().size());
                refuse(next, next, refused, pieces);
                next++;
                continue;
            }
            next = document(first, pieces);
        }
        for (Whole whole : waiting) {
            if (whole.inOrder || !torn.get(whole.document.form())) {
                hand(whole.document, pieces);
            } else {
                refuseDoubtful(whole.document, pieces);
            }
        }
        if (!anyCut) {
            throw firstRefusal != null ? firstRefusal
                    : new RefusedException("Expected at least 1 page but scan '%s' has none.".formatted(scan));
        }
    }

    private PageMatch.Shown look(int filePage) throws RefusedException {
        PageMatch.Shown looked = ahead != null ? ahead : match.of(filePage, 1);
        ahead = null;
        return looked;
    }

    /**
     * Takes a document as far as it goes.
     *
     * @return the page of the file behind it
     */
    private int document(PageMatch.Shown first, Splitter.Pieces pieces) {
        int form = first.form();
        int size = forms.size(form);
        DocumentShredder shredder = new DocumentShredder(forms.templates().get(form), print);
        PageFit[] fits = new PageFit[size];
        boolean inOrder = true;
        int next = first.filePage();
        if (torn.get(form) && first.page() != 1) {
            refuse(next, next, new RefusedException(
                    "Expected page 1 of form '%s' on page %d of scan '%s' but it shows page %d, and since other pages of the file are no document, only documents in the form's order are cut: send each document whole and its pages together."
                            .formatted(forms.name(form), next, scan, first.page())), pieces);
            return next + 1;
        }
        RefusedException broken = null;
        for (int i = 0; i < size && broken == null; i++) {
            PageMatch.Shown shown = first;
            if (i > 0) {
                try {
                    if (next > count) {
                        throw lacking(first, next, "the scan ends there");
                    }
                    shown = look(next);
                    if (shown.form() != form || fits[shown.page() - 1] != null || torn.get(form) && shown.page() != i + 1) {
                        ahead = shown;
                        throw lacking(first, next, "page %d shows page %d of '%s'%s".formatted(
                                next, shown.page(), forms.name(shown.form()), shown.form() == form ? " again" : ""));
                    }
                } catch (RefusedException refused) {
                    // What cannot be cut is taken for the page that is due here.
                    next += ahead == null && next <= count ? 1 : 0;
                    broken = refused;
                    continue;
                }
            }
            fits[shown.page() - 1] = new PageFit(next, shown.laid().errorPx());
            inOrder &= shown.page() == i + 1;
            proofs.page(shredder.shred(shown));
            next++;
        }
        if (broken != null) {
            torn.set(form);
            refuse(first.filePage(), next - 1, broken, pieces);
        } else {
            take(new Whole(new ShreddedDocument(form, List.of(fits), shredder.shreds()), inOrder), pieces);
        }
        return next;
    }

    private RefusedException lacking(PageMatch.Shown first, int next, String why) {
        int size = forms.size(first.form());
        return new RefusedException("Expected the %d pages of one document of form '%s' from page %d of scan '%s' on but there %s of them: %s; "
                .formatted(size, forms.name(first.form()), first.filePage(), scan,
                        next - first.filePage() == 1 ? "is only 1" : "are only " + (next - first.filePage()), why)
                + "send each document whole and its pages together.");
    }

    /** Documents are handed on in the order of the file, at once while none of them is in doubt. */
    private void take(Whole whole, Splitter.Pieces pieces) {
        if (whole.inOrder && waiting.isEmpty()) {
            hand(whole.document, pieces);
        } else {
            waiting.add(whole);
        }
    }

    private void hand(ShreddedDocument document, Splitter.Pieces pieces) {
        anyCut = true;
        pieces.document(document);
    }

    private void refuseDoubtful(ShreddedDocument document, Splitter.Pieces pieces) {
        int first = document.pages().stream().mapToInt(PageFit::filePage).min().orElseThrow();
        int last = first + document.pages().size() - 1;
        refuse(first, last, new RefusedException(
                "Expected the pages of one document of form '%s' on pages %d to %d of scan '%s' but other pages of the file are no"
                        .formatted(forms.name(document.form()), first, last, scan)
                        + " document, and these lie in another order than the form's, so that they may be two people's: "
                        + "send this document in a file of its own."), pieces);
    }

    private void refuse(int first, int last, RefusedException refused, Splitter.Pieces pieces) {
        firstRefusal = firstRefusal == null ? refused : firstRefusal;
        pieces.refused(IntStream.rangeClosed(first, last).boxed().toList(), refused.getMessage());
    }
}
