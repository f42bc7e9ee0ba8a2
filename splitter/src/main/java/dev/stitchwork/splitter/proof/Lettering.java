package dev.stitchwork.splitter.proof;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.PDType1Font;

/** Draws captions with the font that PDFBox brings along, since a server need not have any of its own. */
final class Lettering {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TrueTypeFont font;
    private final CmapLookup letters;
    private final double unit;

    Lettering(double size) {
        try (InputStream in = PDType1Font.class.getResourceAsStream(FONT)) {
            font = new TTFParser().parse(new RandomAccessReadBuffer(in));
            letters = font.getUnicodeCmapLookup();
            unit = size / font.getUnitsPerEm();
        } catch (IOException broken) {
            throw new UncheckedIOException("Expected the font '%s' in PDFBox but it cannot be read.".formatted(FONT), broken);
        }
    }

    /** Draws a text from its left end on the base line, and no further than a width: the rest becomes dots. */
    void draw(Graphics2D to, String text, double x, double y, double widthMax, Color colour) {
        to.setColor(colour);
        String shown = text;
        while (shown.length() > 1 && width(shown) > widthMax) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        double at = x;
        for (int letter : shown.codePoints().toArray()) {
            int glyph = letters.getGlyphId(letter);
            AffineTransform place = new AffineTransform(unit, 0, 0, -unit, at, y);
            to.fill(place.createTransformedShape(outline(glyph)));
            at += advance(glyph);
        }
    }

    double width(String text) {
        return text.codePoints().mapToDouble(letter -> advance(letters.getGlyphId(letter))).sum();
    }

    private double advance(int glyph) {
        try {
            return font.getAdvanceWidth(glyph) * unit;
        } catch (IOException broken) {
            throw new UncheckedIOException("Expected widths in the font but they cannot be read.", broken);
        }
    }

    private GeneralPath outline(int glyph) {
        try {
            var data = font.getGlyph().getGlyph(glyph);
            return data == null ? new GeneralPath() : data.getPath();
        } catch (IOException broken) {
            throw new UncheckedIOException("Expected outlines in the font but they cannot be read.", broken);
        }
    }
}
