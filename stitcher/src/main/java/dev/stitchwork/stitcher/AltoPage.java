package dev.stitchwork.stitcher;

import dev.stitchwork.stitcher.TextPage.Rectangle;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;

/**
 * A page as ALTO 4.4 (Library of Congress, namespace ns-v4), in pixels. What has no value is a String without content that
 * refers to a tag, and the tag says why; so no text that is searched holds our words.
 */
final class AltoPage {
    private static final String NAMESPACE = "http://www.loc.gov/standards/alto/ns-v4#";
    private static final String SAYS = "Read by machine and keyed by people, each piece by itself. CS tells what people keyed. "
            + "WC is the share of their voices for it, or how sure the machine was that decided it alone.";

    private final Xml xml;

    private AltoPage(Xml xml) {
        this.xml = xml;
    }

    static void write(TextPage page, OutputStream out) throws IOException {
        new AltoPage(new Xml(out, NAMESPACE)).write(page);
    }

    private void write(TextPage page) throws IOException {
        xml.root("alto", NAMESPACE).with("SCHEMAVERSION", "4.4").line();
        description(page);
        tags(page);
        xml.open("Layout").open("Page").with("ID", "page").with("PHYSICAL_IMG_NR", page.filePage())
                .with("WIDTH", page.width()).with("HEIGHT", page.height()).with("PROCESSINGREFS", "stitchwork").line();
        place(xml.open("PrintSpace"), "print", new Rectangle(0, 0, page.width(), page.height())).line();
        for (TextPage.Block block : page.blocks()) {
            place(xml.open("TextBlock"), "block-" + block.number(), block.place()).line();
            for (TextPage.Line line : block.lines()) {
                line(line);
            }
            xml.close().line();
        }
        xml.close().close().close().close().end();
    }

    private void description(TextPage page) throws IOException {
        xml.open("Description").leaf("MeasurementUnit", "pixel");
        xml.open("sourceImageInformation").leaf("fileName", page.file()).close();
        xml.open("Processing").with("ID", "stitchwork").leaf("processingCategory", "contentGeneration");
        xml.leaf("processingStepDescription", SAYS);
        if (page.quarterTurns() != 0) {
            xml.leaf("processingStepDescription", "Places are those of the page turned %s clockwise from how it lies in its file."
                    .formatted(List.of("", "a quarter", "upside down", "three quarters").get(page.quarterTurns())));
        }
        xml.open("processingSoftware").leaf("softwareName", "Stitchwork").close().close().close().line();
    }

    private void tags(TextPage page) throws IOException {
        List<Mark> used = page.blocks().stream()
                .flatMap(block -> block.lines().stream())
                .flatMap(line -> line.pieces().stream())
                .flatMap(piece -> piece.mark().stream())
                .distinct()
                .sorted()
                .toList();
        if (used.isEmpty()) {
            return;
        }
        xml.open("Tags");
        for (Mark mark : used) {
            xml.empty("OtherTag").with("ID", mark.word()).with("TYPE", "state").with("LABEL", mark.word());
        }
        xml.close().line();
    }

    private void line(TextPage.Line line) throws IOException {
        place(xml.open("TextLine"), "line-" + line.number(), line.place()).line();
        for (TextPage.Piece piece : line.pieces()) {
            if (piece != line.pieces().get(0)) {
                xml.empty("SP").line();
            }
            place(xml.empty("String"), "string-" + piece.number(), piece.place()).with("CONTENT", piece.text());
            if (piece.confidence().isPresent()) {
                xml.with("WC", String.format(Locale.ROOT, "%.3f", piece.confidence().getAsDouble()));
            }
            xml.with("CS", piece.byPeople());
            if (piece.mark().isPresent()) {
                xml.with("TAGREFS", piece.mark().get().word());
            }
            xml.line();
        }
        xml.close().line();
    }

    private static Xml place(Xml element, String id, Rectangle at) throws IOException {
        return element.with("ID", id)
                .with("HPOS", at.left()).with("VPOS", at.top()).with("WIDTH", at.width()).with("HEIGHT", at.height());
    }
}
