package dev.stitchwork.samples.crowd;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.FormTemplate;
import java.util.List;
import java.util.Optional;

/** Stands beside a splitter and is shown every document that it cuts, before it is handed on; all else is the splitter's own. */
public abstract class BesideSplitter implements Splitter {
    private final Splitter splitter;

    protected BesideSplitter(Splitter splitter) {
        this.splitter = splitter;
    }

    /** Looks at a document of a scan, and gives what is to be handed on. */
    protected abstract ShreddedDocument seen(Scan scan, ShreddedDocument document);

    @Override
    public final void split(Scan scan, Pieces pieces) throws UnreadableScanException {
        splitter.split(scan, new Pieces() {
            @Override
            public void document(ShreddedDocument document) {
                pieces.document(seen(scan, document));
            }

            @Override
            public void refused(List<Integer> filePages, String reason) {
                pieces.refused(filePages, reason);
            }
        });
    }

    @Override
    public final List<String> checkReferences(Scan emptyForm) {
        return splitter.checkReferences(emptyForm);
    }

    @Override
    public final Optional<String> machineReadingUnavailable() {
        return splitter.machineReadingUnavailable();
    }

    @Override
    public final Optional<String> readingNote(FormTemplate template) {
        return splitter.readingNote(template);
    }

    @Override
    public final List<ExposureLog.Canvas> canvases() {
        return splitter.canvases();
    }
}
