package dev.stitchwork.splitter.intake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.apache.fontbox.FontBoxFont;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.font.CIDFontMapping;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMappers;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.apache.pdfbox.pdmodel.font.PDCIDSystemInfo;
import org.apache.pdfbox.pdmodel.font.PDFontDescriptor;

/**
 * The fonts that stand in for those a PDF names and does not bring: twelve Liberation faces, as wide letter for letter as
 * the Helvetica, Times and Courier that every printer has.
 *
 * <p>They come from the class path, not from the machine: the same form is drawn the same everywhere. Only signs and the
 * letters of East Asia, which Liberation has not, are looked for among the machine's fonts, as PDFBox does.
 */
final class PrintersFonts implements FontMapper {
    private static final Pattern SIGNS = Pattern.compile("dingbat|symbol|wingding|webding");
    private static final Pattern FIXED = Pattern.compile("courier|mono|typewriter|consol|fixed");
    private static final Pattern SANS = Pattern.compile("sans|helvetica|arial|verdana|tahoma|calibri");
    private static final Pattern SERIF = Pattern.compile("times|serif|roman|georgia|garamond|palatino|bookman|minion|cambria");
    private static final Pattern BOLD = Pattern.compile("bold|black|heavy|demi");
    private static final Pattern SLANTED = Pattern.compile("italic|oblique");
    /** Bold is 700; PDF has weights from 100 to 900. */
    private static final int BOLD_WEIGHT = 600;

    private final FontMapper machine;
    private final Map<String, TrueTypeFont> faces = new ConcurrentHashMap<>();

    PrintersFonts(FontMapper machine) {
        this.machine = machine;
    }

    /** Has every PDF of this process drawn with them. */
    static void use() {
        FontMappers.set(new PrintersFonts(FontMappers.instance()));
    }

    @Override
    public FontMapping<TrueTypeFont> getTrueTypeFont(String name, PDFontDescriptor descriptor) {
        return isSigns(name) ? machine.getTrueTypeFont(name, descriptor) : new FontMapping<>(face(name, descriptor), true);
    }

    @Override
    public FontMapping<FontBoxFont> getFontBoxFont(String name, PDFontDescriptor descriptor) {
        return isSigns(name) ? machine.getFontBoxFont(name, descriptor) : new FontMapping<>(face(name, descriptor), true);
    }

    @Override
    public CIDFontMapping getCIDFont(String name, PDFontDescriptor descriptor, PDCIDSystemInfo characters) {
        boolean isLatin = characters == null || !characters.getOrdering().matches("GB1|CNS1|Japan1|Japan2|Korea1|KR");
        return isLatin && !isSigns(name)
                ? new CIDFontMapping(null, face(name, descriptor), true)
                : machine.getCIDFont(name, descriptor, characters);
    }

    private static boolean isSigns(String name) {
        return name != null && SIGNS.matcher(name.toLowerCase(Locale.ROOT)).find();
    }

    private TrueTypeFont face(String name, PDFontDescriptor descriptor) {
        return faces.computeIfAbsent(file(name, descriptor), PrintersFonts::load);
    }

    /** The face nearest to a name, and to what the PDF says of the font besides. */
    static String file(String name, PDFontDescriptor descriptor) {
        String said = name == null ? "" : name.toLowerCase(Locale.ROOT);
        boolean isKnown = descriptor != null;
        boolean isFixed = FIXED.matcher(said).find() || isKnown && descriptor.isFixedPitch();
        boolean isSerif = !SANS.matcher(said).find() && (SERIF.matcher(said).find() || isKnown && descriptor.isSerif());
        boolean isBold = BOLD.matcher(said).find()
                || isKnown && (descriptor.isForceBold() || descriptor.getFontWeight() >= BOLD_WEIGHT);
        boolean isSlanted = SLANTED.matcher(said).find() || isKnown && descriptor.isItalic();
        return "Liberation" + (isFixed ? "Mono" : isSerif ? "Serif" : "Sans") + "-"
                + (isBold ? "Bold" : "") + (isSlanted ? "Italic" : isBold ? "" : "Regular") + ".ttf";
    }

    private static TrueTypeFont load(String file) {
        try (InputStream in = PrintersFonts.class.getClassLoader().getResourceAsStream("liberation/" + file)) {
            if (in == null) {
                throw new IllegalStateException("Expected the font '%s' on the class path but it is not there.".formatted(file));
            }
            return new TTFParser().parse(RandomAccessReadBuffer.createBufferFromStream(in));
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }
}
