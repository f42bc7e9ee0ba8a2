package dev.stitchwork.stitcher;

import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.Stitcher;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** The stitcher: one record a document, as CSV or JSON. */
public final class RecordStitcher implements Stitcher {
    @Override
    public void stitch(FormTemplate template, Iterator<Transcript> transcripts, DeliveryFormat format, OutputStream out)
            throws IOException {
        throw new UnsupportedOperationException("not built yet");
    }
}
