package dev.stitchwork.stitcher;

import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.Stitcher;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** The stitcher: one record a document, as CSV or JSON, however far the document is. */
public final class RecordStitcher implements Stitcher {
    @Override
    public void stitch(FormTemplate template, Iterator<Transcript> transcripts, DeliveryFormat format, OutputStream out)
            throws IOException {
        RecordWriter writer = switch (format) {
            case CSV -> new CsvRecords(template, out);
            case JSON -> new JsonRecords(template, out);
        };
        while (transcripts.hasNext()) {
            writer.write(FormRecord.of(template, transcripts.next()));
        }
        writer.end();
    }
}
