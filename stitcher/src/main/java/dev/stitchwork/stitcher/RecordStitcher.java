package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Delivery;
import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.Stitcher;
import dev.stitchwork.engine.Transcript;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The stitcher: one record a document, as CSV or JSON, however far the document is; or both in a ZIP file with every paper
 * of the delivery; or, of running text, a file a page with the papers beside them. JSON holds the papers that are JSON. CSV cannot hold one and still be read as CSV: whoever hands out a
 * CSV file by itself sends its papers beside it.
 */
public final class RecordStitcher implements Stitcher {
    @Override
    public void stitch(Delivery delivery, DeliveryFormat format, OutputStream out) throws IOException {
        switch (format) {
            case CSV -> write(delivery, new CsvRecords(delivery.template(), out));
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
            FormRecord record = FormRecord.of(delivery.template(), transcripts.next(), former);
            writer.write(record);
            former = Optional.of(record);
        }
        writer.end();
    }

    private void writeZip(Delivery delivery, OutputStream out) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(leftOpen(out))) {
            for (DeliveryFormat each : List.of(DeliveryFormat.CSV, DeliveryFormat.JSON)) {
                zip.putNextEntry(new ZipEntry("records." + each.ending()));
                stitch(delivery, each, zip);
                zip.closeEntry();
            }
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
