package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Delivery;
import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.Stitcher;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The stitcher: one record a document, as CSV or JSON, however far the document is; or both in a ZIP file with every paper
 * of the delivery; or, of running text, a file a page with the papers beside them. Where the documents are of several forms,
 * each form has a table of its own, and JSON has all of them. JSON holds the papers that are JSON. CSV cannot hold one and
 * still be read as CSV: whoever hands out a CSV file by itself sends its papers beside it.
 */
public final class RecordStitcher implements Stitcher {
    @Override
    public void stitch(Delivery delivery, DeliveryFormat format, OutputStream out) throws IOException {
        switch (format) {
            case CSV -> write(delivery, new CsvRecords(table(delivery), out));
            case JSON -> write(delivery, new JsonRecords(delivery, out));
            case ZIP -> writeZip(delivery, out);
            case ALTO -> writePages(delivery, PageFiles.Format.ALTO, out);
            case HOCR -> writePages(delivery, PageFiles.Format.HOCR, out);
        }
    }

    private static void write(Delivery delivery, RecordWriter writer) throws IOException {
        Iterator<Transcript> transcripts = delivery.transcripts().get();
        Optional<FormRecord> former = Optional.empty();
        while (transcripts.hasNext()) {
            Transcript transcript = transcripts.next();
            FormRecord record = FormRecord.of(delivery.forms().get(transcript.form()), transcript, former);
            writer.write(record);
            former = Optional.of(record);
        }
        writer.end();
    }

    /** A table has the columns of one form. */
    private static FormTemplate table(Delivery delivery) {
        if (delivery.isMixed()) {
            throw new IllegalArgumentException("Expected one template for a table but the documents are of %s: say which, or take the ZIP."
                    .formatted(delivery.forms().stream().map(form -> "'" + form.name() + "'").collect(Collectors.joining(", "))));
        }
        return delivery.forms().get(0);
    }

    private void writeZip(Delivery delivery, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(leftOpen(out))) {
            for (FormTemplate form : delivery.forms()) {
                zip.putNextEntry(new ZipEntry(delivery.isMixed() ? "records-%s.csv".formatted(form.name()) : "records.csv"));
                stitch(delivery.of(form), DeliveryFormat.CSV, zip);
                zip.closeEntry();
            }
            zip.putNextEntry(new ZipEntry("records.json"));
            stitch(delivery, DeliveryFormat.JSON, zip);
            zip.closeEntry();
            writePapers(delivery, zip);
        }
    }

    private static void writePages(Delivery delivery, PageFiles.Format format, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(leftOpen(out))) {
            PageFiles pages = new PageFiles(format, zip);
            Iterator<Transcript> transcripts = delivery.transcripts().get();
            while (transcripts.hasNext()) {
                pages.write(transcripts.next());
            }
            writePapers(delivery, zip);
        }
    }

    private static void writePapers(Delivery delivery, ZipOutputStream zip) throws IOException {
        for (Delivery.Paper paper : delivery.papers()) {
            zip.putNextEntry(new ZipEntry(paper.fileName()));
            paper.content().writeTo(zip);
            zip.closeEntry();
        }
    }

    private static OutputStream leftOpen(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                out.write(bytes, from, length);
            }

            @Override
            public void close() throws IOException {
                out.flush();
            }
        };
    }
}
