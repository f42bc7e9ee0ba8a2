package dev.stitchwork.splitter;

import dev.stitchwork.engine.EmptyForm;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.engine.form.MixCheck;
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
import dev.stitchwork.splitter.register.RegisterPages;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The splitter: takes a file page by page, finds the page of the form that each shows, and shreds it.
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
    private final RegisterPages registerPages;

    /**
     * @param work folder for unpacked natives and language data; made where it is missing, in one that is there
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
        registerPages = new RegisterPages(pages, print);
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
        List<String> unmixable = MixCheck.problems(scan.forms().stream().map(EmptyForm::template).toList());
        if (!unmixable.isEmpty()) {
            throw new UnreadableScanException(unmixable.get(0));
        }
        try (ChildSession session = children.session();
                Pages pages = session.open(scan.name(), scan.content(), scan.password())) {
            if (scan.template().layout() instanceof Layout.FreeText) {
                FreePages cutter = freePages.on(session);
                new FreeSplit(scan, (page, where) -> cutter.cut(page, scan.template())).split(pages, pieces, proofs);
                return;
            }
            if (scan.template().layout() instanceof Layout.Register) {
                RegisterPages cutter = registerPages.on(session);
                new FreeSplit(scan, (page, where) -> cutter.cut(page, scan.template(), where)).split(pages, pieces, proofs);
                return;
            }
            FormSet forms = shelf.forms(scan, session);
            if (forms.isMixed()) {
                new MixedSplit(scan.name(), pages.count(), forms, new PageMatch(scan.name(), pages, forms), print.on(session), proofs)
                        .into(pieces);
                return;
            }
            new FileSplit(scan, pages, forms, print.on(session), proofs).into(pieces);
        } catch (RefusedException refused) {
            throw new UnreadableScanException(refused.getMessage(), refused);
        }
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
