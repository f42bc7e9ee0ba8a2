package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.lang.reflect.Proxy;
import org.apache.fontbox.FontBoxFont;
import org.apache.pdfbox.pdmodel.font.FontMapper;
import org.apache.pdfbox.pdmodel.font.FontMapping;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrintersFontsTest {
    @ParameterizedTest
    @CsvSource({"Helvetica, LiberationSans", "Times-Roman, LiberationSerif", "Times-BoldItalic, LiberationSerif-BoldItalic",
        "Courier-Oblique, LiberationMono-Italic", "ABCDEF+ArialMT, LiberationSans", "MS Sans Serif, LiberationSans",
        "TimesNewRomanPS-BoldMT, LiberationSerif-Bold"})
    void aFontThatIsNotThereIsDrawnAsTheOneThatIsAsWide(String wanted, String drawn) throws Exception {
        assertEquals(drawn, new PrintersFonts(null).getFontBoxFont(wanted, null).getFont().getName());
    }

    @Test
    void signsAreLookedForAmongTheMachinesFonts() {
        FontMapping<FontBoxFont> found = new FontMapping<>(null, false);
        FontMapper machine = (FontMapper) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {FontMapper.class},
                (proxy, method, arguments) -> found);

        assertSame(found, new PrintersFonts(machine).getFontBoxFont("ZapfDingbats", null));
        assertSame(found, new PrintersFonts(machine).getFontBoxFont("Symbol", null));
    }
}
