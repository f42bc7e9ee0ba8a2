package dev.stitchwork.splitter;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.ShreddedDocument.PageFit;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.child.Children;
import dev.stitchwork.splitter.cutting.Cutter;
import dev.stitchwork.splitter.freepage.FreePages;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.splitter.reading.PageReader;
import dev.stitchwork.splitter.reading.PrintReader;
import dev.stitchwork.splitter.registration.Registration;
import dev.stitchwork.splitter.registration.Sheet;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The splitter: takes a file page by page, lays the empty form over each page, and shreds it.
 *
 * <p>A page that cannot be read, or does not show the form, costs its own document and no other; never more than one
 * decoded page is held.
 */
public final class ScanSplitter implements Splitter, AutoCloseable {
    private static final String NO_PRINT = "Printed text is not read by machine, as was asked: people key every field.";

    private final Children children;
    private final SheetShelf shelf = new SheetShelf();
    private final boolean reads;
    private final PrintReader print;
    private final FreePages freePages;

    /**
     * @param work folder for unpacked natives and language data; made where it is missing
     */
    public ScanSplitter(Path work) {
        this(work, ChildLimits.DEFAULT, Children.usual());
    }

    /**
     * @param limits of each process that decodes
     * @param children most of them that work at one time
     */
    public ScanSplitter(Path work, ChildLimits limits, int children) {
        this(Children.reading(limits, work, children), true, new PrintReader(work), new PageReader(work));
    }

    private ScanSplitter(Children children, boolean reads, PrintReader print, PageReader pages) {
        this.children = children;
        this.reads = reads;
        this.print = print;
        freePages = new FreePages(pages);
    }

    /** A splitter that leaves all print to people: marks, empty fields and typed values are still read. */
    public static ScanSplitter withoutPrintReading() {
        return new ScanSplitter(Children.decoding(ChildLimits.DEFAULT, Children.usual()), false, PrintReader.none(), PageReader.none());
    }

    @Override
    public void split(Scan scan, Pieces pieces) throws UnreadableScanException {
        split(scan, pieces, Proofs.NONE);
    }

    /** Splits a file as {@link #split(Scan, Pieces)} does, and shows each page as it was cut to the client's eyes. */
    public void split(Scan scan, Pieces pieces, Proofs proofs) throws UnreadableScanException {
        if (scan.template().layout() instanceof Layout.Register) {
            throw new UnreadableScanException("Expected a template of layout form but '%s' is of layout %s, which is not cut yet."
                    .formatted(scan.template().name(), scan.template().layout().json()));
        }
        try (ChildSession session = children.session();
                Pages pages = session.open(scan.name(), scan.content(), scan.password())) {
            if (scan.template().layout() instanceof Layout.FreeText) {
                FreePages cutter = freePages.on(session);
                new FreeSplit(scan, page -> cutter.cut(page, scan.template())).split(pages, pieces, proofs);
                return;
            }
            List<Sheet> sheets = shelf.sheets(scan, session);
            if (pages.count() == 0 || pages.count() % sheets.size() != 0) {
                throw new RefusedException(
                        "Expected %s for form '%s' but scan '%s' has %d: send whole documents, or check the template."
                                .formatted(expected(sheets.size()), scan.template().name(), scan.name(), pages.count()));
            }
            proofs.opened(pages.count());
            RefusedException firstRefusal = null;
            boolean anyCut = false;
            for (int first = 1; first <= pages.count(); first += sheets.size()) {
                ShreddedDocument document;
                try {
                    document = document(scan, pages, sheets, first, proofs, print.on(session));
                } catch (RefusedException refused) {
                    firstRefusal = firstRefusal == null ? refused : firstRefusal;
                    pieces.refused(IntStream.range(first, first + sheets.size()).boxed().toList(), refused.getMessage());
                    continue;
                }
                anyCut = true;
                pieces.document(document);
            }
            if (!anyCut) {
                throw firstRefusal;
            }
        } catch (RefusedException refused) {
            throw new UnreadableScanException(refused.getMessage(), refused);
        }
    }

    private static String expected(int pages) {
        return pages == 1 ? "at least 1 page" : "a multiple of %d pages".formatted(pages);
    }

    private ShreddedDocument document(Scan scan, Pages pages, List<Sheet> sheets, int first, Proofs proofs, PrintReader reader)
            throws RefusedException {
        List<PageFit> fits = new ArrayList<>();
        DocumentShredder shredder = new DocumentShredder(scan.template(), reader);
        for (int page = 1; page <= sheets.size(); page++) {
            int filePage = first + page - 1;
            Pages.Page decoded = pages.page(filePage);
            Sheet sheet = sheets.get(page - 1);
            Optional<Registration.Laid> laid = new Registration(sheet).lay(decoded.picture(), decoded.rendered());
            if (laid.isEmpty()) {
                throw new RefusedException(
                        "Expected page %d of form '%s' but page %d of scan '%s' does not show it: check page and template."
                                .formatted(page, scan.template().name(), filePage, scan.name()));
            }
            fits.add(new PageFit(filePage, laid.get().errorPx()));
            proofs.page(shredder.shred(filePage, page, sheet, laid.get(), decoded.values()));
        }
        return new ShreddedDocument(fits, shredder.shreds());
    }

    @Override
    public List<ExposureLog.Canvas> canvases() {
        return Cutter.canvases();
    }

    @Override
    public List<String> checkReferences(Scan emptyForm) {
        try (ChildSession session = children.shortSession()) {
            return shelf.problems(emptyForm, session);
        }
    }

    @Override
    public Optional<String> machineReadingUnavailable() {
        return reads ? children.unread() : Optional.of(NO_PRINT);
    }

    @Override
    public Optional<String> readingNote(FormTemplate template) {
        Optional<String> unavailable = machineReadingUnavailable();
        if (unavailable.isPresent() || !(template.layout() instanceof Layout.FreeText)) {
            return unavailable;
        }
        try {
            return Optional.of(freePages.note(template));
        } catch (IOException noMachine) {
            return Optional.of(noMachine.getMessage());
        }
    }

    @Override
    public void close() {
        children.close();
    }
}
