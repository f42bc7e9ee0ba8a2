package dev.stitchwork.splitter.proof;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.geom.GeneralPath;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.PDType1Font;

/**
 * Draws captions with the font that PDFBox brings along, since a server need not have any of its own. Safe for use by several
 * threads.
 */
final class Lettering {
    private static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";

    private final TrueTypeFont font;
    private final CmapLookup letters;
    private final double unit;
    /** What was drawn before, by code point: reading an outline takes longer than drawing it. */
    private final Map<Integer, Glyph> glyphs = new ConcurrentHashMap<>();

    /** @param advance to the next letter, pixels */
    private record Glyph(GeneralPath outline, double advance) {}

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
            AffineTransform place = new AffineTransform(unit, 0, 0, -unit, at, y);
            to.fill(place.createTransformedShape(glyph(letter).outline()));
            at += advance(letter);
        }
    }

    double width(String text) {
        return text.codePoints().mapToDouble(this::advance).sum();
    }

    private double advance(int letter) {
        return glyph(letter).advance();
    }

    private Glyph glyph(int letter) {
        return glyphs.computeIfAbsent(letter, this::read);
    }

    private Glyph read(int letter) {
        try {
            int number = letters.getGlyphId(letter);
            var data = font.getGlyph().getGlyph(number);
            return new Glyph(data == null ? new GeneralPath() : data.getPath(), font.getAdvanceWidth(number) * unit);
        } catch (IOException broken) {
            throw new UncheckedIOException("Expected outlines and widths in the font but they cannot be read.", broken);
        }
    }
}
