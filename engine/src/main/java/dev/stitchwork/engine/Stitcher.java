package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FormTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** Joins settled answers into records and writes them. Safe for use by several threads at once. */
public interface Stitcher {
    /**
     * Writes one record a document, in the order given, holding one document at a time. Leaves the stream open.
     *
     * @throws IOException where the stream fails
     */
    void stitch(FormTemplate template, Iterator<Transcript> transcripts, DeliveryFormat format, OutputStream out)
            throws IOException;
}
