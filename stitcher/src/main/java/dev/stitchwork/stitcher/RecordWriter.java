package dev.stitchwork.stitcher;

import java.io.IOException;

/** Writes records one after the other to a stream that stays open. */
interface RecordWriter {
    void write(FormRecord document) throws IOException;

    /** After the last record: everything is on the stream when this returns. */
    void end() throws IOException;
}
