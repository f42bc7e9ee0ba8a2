package dev.stitchwork.ui;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.cutting.PictureEncoder;
import dev.stitchwork.splitter.raster.Gray;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Splits text files in which each line is a document and {@code |} stands between its fields, each of which is drawn. It
 * lets the server's tests say in one line what people see, and after {@code ~} what a machine reads there. Of several forms a line is of the one that has as many fields.
 */
final class CardSplitter implements Splitter {
    static final String TEMPLATE = """
            {"name": "card", "title": "Membership card", "locale": "en-GB",
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [
               {"name": "name", "label": "Full name", "page": 1, "kind": "person-name",
                "box": {"x": 10, "y": 10, "width": 80, "height": 8}},
               {"name": "hobbies", "label": "Hobbies", "page": 1, "kind": "choice-any", "options": [
                 {"value": "chess", "label": "Chess", "box": {"x": 10, "y": 30, "width": 4, "height": 4}},
                 {"value": "rowing", "label": "Rowing", "box": {"x": 30, "y": 30, "width": 4, "height": 4}},
                 {"value": "singing", "label": "Singing", "box": {"x": 50, "y": 30, "width": 4, "height": 4}}]},
               {"name": "signature", "label": "Signature", "page": 1, "kind": "signature",
                "box": {"x": 10, "y": 50, "width": 80, "height": 20}}]}
            """;

    /** The same card with nothing on it but the name. */
    static final String NAMES_ONLY = """
            {"name": "card", "title": "Membership card", "locale": "en-GB",
             "pages": [{"widthMm": 210, "heightMm": 297}],
             "fields": [{"name": "name", "label": "Full name", "page": 1, "kind": "person-name",
                         "box": {"x": 10, "y": 10, "width": 80, "height": 8}}]}
            """;

    @Override
    public void split(Scan scan, Pieces pieces) throws UnreadableScanException {
        List<String> lines;
        try (InputStream in = Channels.newInputStream(scan.content().open())) {
            lines = new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (lines.isEmpty()) {
            throw new UnreadableScanException("Expected a scan but '%s' is empty.".formatted(scan.name()));
        }
        for (int number = 1; number <= lines.size(); number++) {
            String[] cells = lines.get(number - 1).split("\\|", -1);
            List<Integer> sizes = scan.forms().stream().map(form -> form.template().fields().size()).toList();
            int form = Math.max(0, sizes.indexOf(cells.length));
            List<Field> fields = scan.forms().get(form).template().fields();
            if (cells.length != fields.size()) {
                pieces.refused(List.of(number), "Expected %d fields on page %d but it has %d.".formatted(fields.size(), number, cells.length));
                continue;
            }
            List<Shred> shreds = new ArrayList<>();
            for (int field = 0; field < cells.length; field++) {
                String[] seen = cells[field].split("~");
                List<MachineReading> read = seen.length < 2 ? List.of() : List.of(new MachineReading("ocr", Reading.of(seen[1]), 0.96));
                shreds.add(new Shred(fields.get(field).name(), 1, drawn(seen[0]), 0.1, read, Optional.empty()));
            }
            pieces.document(new ShreddedDocument(form, List.of(new ShreddedDocument.PageFit(number, 0)), shreds));
        }
    }

    private static byte[] drawn(String text) {
        BufferedImage paper = new BufferedImage(640, 192, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = paper.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, 640, 192);
        pen.setColor(Color.BLACK);
        pen.setFont(new Font(Font.SERIF, Font.ITALIC, 60));
        pen.drawString(text, 30, 110);
        pen.dispose();
        return PictureEncoder.png(new Gray(640, 192, ((DataBufferByte) paper.getRaster().getDataBuffer()).getData()));
    }

    @Override
    public List<ExposureLog.Canvas> canvases() {
        return List.of(new ExposureLog.Canvas(0, 0));
    }

    @Override
    public List<String> checkReferences(Scan emptyForm) {
        return List.of();
    }

    @Override
    public Optional<String> machineReadingUnavailable() {
        return Optional.empty();
    }
}
