package dev.stitchwork.engine;

import java.io.IOException;
import java.io.OutputStream;

/** Joins settled answers into records and writes them with their papers. Safe for use by several threads at once. */
public interface Stitcher {
    /**
     * Writes one record a document, in the order given, holding one document at a time. Leaves the stream open.
     *
     * @throws IOException where the stream fails
     */
    void stitch(Delivery delivery, DeliveryFormat format, OutputStream out) throws IOException;
}
