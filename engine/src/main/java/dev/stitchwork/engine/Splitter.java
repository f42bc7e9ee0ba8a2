package dev.stitchwork.engine;

import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.FormTemplate;
import java.util.List;
import java.util.Optional;

/** Cuts scans into fragments. Safe for use by several threads at once. */
public interface Splitter {
    /**
     * Splits one file, document by document, holding no more than a few pages at a time.
     *
     * @param pieces told of each document in the order of the file, as soon as it is cut
     * @throws UnreadableScanException where nothing of the file can be used; the pieces told of before do not count
     */
    void split(Scan scan, Pieces pieces) throws UnreadableScanException;

    /**
     * Checks that the pictures of the empty form that a template names can be opened and have the pages it names.
     *
     * @return one sentence for each problem; empty where all is well
     */
    List<String> checkReferences(Scan emptyForm);

    /** Why no printed text will be read by machine, as one sentence for the client; empty where it will be. */
    Optional<String> machineReadingUnavailable();

    /** What a client should know of how print of this template is read by machine, one sentence; empty for nothing. */
    default Optional<String> readingNote(FormTemplate template) {
        return machineReadingUnavailable();
    }

    /** Every size that a picture can have: a few, so that none names its field. */
    List<ExposureLog.Canvas> canvases();

    /** Hears of each document of a file. */
    interface Pieces {
        void document(ShreddedDocument document);

        /**
         * A document that could not be cut; the others of the file are not touched by it.
         *
         * @param filePages its pages in the file, from 1
         * @param reason one sentence for the client
         */
        void refused(List<Integer> filePages, String reason);
    }
}
