package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The colours of the pages against WCAG 2.2, 1.4.3 (text) and 1.4.11 (edges of controls), light and dark. */
class ContrastTest {
    private static final Pattern COLOUR = Pattern.compile("--([a-z-]+): #([0-9a-f]{6});");

    @ParameterizedTest
    @CsvSource({
        "ink, desk, 4.5", "ink, card, 4.5", "ink, wash, 4.5", "ink, bad-wash, 4.5", "ink, warn-wash, 4.5", "ink, good-wash, 4.5",
        "soft, desk, 4.5", "soft, card, 4.5", "soft, sunken, 4.5", "soft, wash, 4.5",
        "accent, card, 4.5", "accent, desk, 4.5", "accent-strong, wash, 4.5", "on-accent, accent, 4.5", "on-accent, accent-strong, 4.5",
        "bad, card, 4.5", "bad, bad-wash, 4.5", "bad, desk, 4.5", "good, good-wash, 4.5", "warn, warn-wash, 4.5", "warn, desk, 4.5",
        "edge, card, 3", "edge, desk, 3", "edge, sunken, 3", "accent, line, 3", "warn, line, 3"
    })
    void everyPairCanBeRead(String front, String back, double least) {
        String css = css();
        int dark = css.indexOf("@media (prefers-color-scheme: dark)");
        Map<String, Integer> colours = colours(css.substring(0, dark));
        assertReadable("light", colours, front, back, least);
        colours.putAll(colours(css.substring(dark)));
        assertReadable("dark", colours, front, back, least);
    }

    private static void assertReadable(String scheme, Map<String, Integer> colours, String front, String back, double least) {
        double a = luminance(colours.get(front));
        double b = luminance(colours.get(back));
        double ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
        assertTrue(ratio >= least, () -> "%s: %s on %s has %.2f".formatted(scheme, front, back, ratio));
    }

    /** Relative luminance of an sRGB colour, 0 to 1, as WCAG defines it. */
    private static double luminance(int rgb) {
        return 0.2126 * linear(rgb >> 16 & 255) + 0.7152 * linear(rgb >> 8 & 255) + 0.0722 * linear(rgb & 255);
    }

    private static double linear(int channel) {
        double value = channel / 255.0;
        return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
    }

    private static Map<String, Integer> colours(String css) {
        Map<String, Integer> colours = new HashMap<>();
        Matcher matcher = COLOUR.matcher(css);
        while (matcher.find()) {
            colours.put(matcher.group(1), Integer.parseInt(matcher.group(2), 16));
        }
        return colours;
    }

    private static String css() {
        try (InputStream in = ContrastTest.class.getResourceAsStream("pages/style.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
