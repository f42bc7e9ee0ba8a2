package dev.stitchwork.stitcher;

import dev.stitchwork.stitcher.TextPage.Rectangle;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A page as hOCR 1.2, XHTML that a browser shows. What has no value is an empty element whose class says why; the style
 * sheet shows that in its place, and no text that is searched holds our words.
 */
final class HocrPage {
    private static final String NAMESPACE = "http://www.w3.org/1999/xhtml";
    private static final String STYLE = ".ocr_line { display: block } "
            + Arrays.stream(Mark.values())
                    .map(mark -> ".%s::after { content: \"%s\"; color: #b00 }".formatted(mark.word(), mark.cell()))
                    .collect(Collectors.joining(" "));

    private final Xml xml;

    private HocrPage(Xml xml) {
        this.xml = xml;
    }

    static void write(TextPage page, OutputStream out) throws IOException {
        new HocrPage(new Xml(out, NAMESPACE)).write(page);
    }

    private void write(TextPage page) throws IOException {
        xml.doctype("<!DOCTYPE html>").root("html", NAMESPACE).open("head");
        xml.empty("meta").with("charset", "utf-8").leaf("title", page.file());
        meta("ocr-system", "stitchwork");
        meta("ocr-capabilities", "ocr_page ocr_carea ocr_par ocr_line ocrx_word");
        xml.leaf("style", STYLE).close().line().open("body").line();
        String image = page.file().replace('\\', '/').replace('"', '\'');
        element("div", "ocr_page", "page", "image \"%s\"; %s; ppageno %d".formatted(
                image, box(new Rectangle(0, 0, page.width(), page.height())), page.filePage() - 1)).line();
        for (TextPage.Block block : page.blocks()) {
            element("div", "ocr_carea", "block-" + block.number(), box(block.place()));
            element("p", "ocr_par", "par-" + block.number(), box(block.place())).line();
            for (TextPage.Line line : block.lines()) {
                line(line);
            }
            xml.close().close().line();
        }
        xml.close().line().close().close().end();
    }

    private void meta(String name, String content) throws IOException {
        xml.empty("meta").with("name", name).with("content", content);
    }

    /** A line that was keyed whole has no words whose places are known: its text stands in the line itself. */
    private void line(TextPage.Line line) throws IOException {
        List<TextPage.Piece> pieces = line.pieces();
        boolean whole = pieces.size() == 1 && pieces.get(0).text().contains(" ");
        element("span", "ocr_line", "line-" + line.number(), box(line.place()));
        for (TextPage.Piece piece : pieces) {
            if (whole) {
                xml.text(piece.text());
                continue;
            }
            String confidence = piece.confidence().isPresent()
                    ? "; x_wconf %d".formatted(Math.round(100 * piece.confidence().getAsDouble()))
                    : "";
            element("span", "ocrx_word" + piece.mark().map(mark -> " " + mark.word()).orElse(""), "word-" + piece.number(),
                    box(piece.place()) + confidence).text(piece.text()).close();
            xml.text(piece == pieces.get(pieces.size() - 1) ? "" : " ");
        }
        xml.close().line();
    }

    private Xml element(String name, String kind, String id, String title) throws IOException {
        return xml.open(name).with("class", kind).with("id", id).with("title", title);
    }

    private static String box(Rectangle at) {
        return "bbox %d %d %d %d".formatted(at.left(), at.top(), at.right(), at.bottom());
    }
}
