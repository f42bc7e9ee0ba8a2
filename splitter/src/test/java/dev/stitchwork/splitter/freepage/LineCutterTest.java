package dev.stitchwork.splitter.freepage;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.ReadLine;
import java.awt.image.DataBufferByte;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines printed so close that their letters touch; each is also printed alone, which tells whose every pixel is. */
class LineCutterTest {
    private static final List<String> TIGHT = List.of("jumpy fog & gypsy by day", "HfdklÅb bald tall hilt kid", "quay; joy, pygmy jig fly", "Öl Äd fjord lull bat TALL");
    private static final int SPACING = 50;
    private static final int DARK = 128;

    @Test
    void aLineShowsItsOwnInkAndNearlyNoneOfItsNeighbours() {
        List<Gray> alone = new ArrayList<>();
        for (int line = 0; line < TIGHT.size(); line++) {
            List<String> one = new ArrayList<>(Collections.nCopies(TIGHT.size(), ""));
            one.set(line, TIGHT.get(line));
            alone.add(gray(one));
        }
        Gray page = gray(TIGHT);
        List<TextLine> lines = new ArrayList<>();
        for (int line = 0; line < TIGHT.size(); line++) {
            int base = Letter.base(line, SPACING);
            lines.add(new TextLine(new ReadLine(0, new Span(180, base - 36, 900, base), base, base, List.of()), 36));
        }
        LineCutter cutter = new LineCutter(page, new LineMap(page, lines), lines);
        for (int line = 0; line < lines.size(); line++) {
            LineCutter.Outline cut = cutter.line(line);
            double own = 0;
            double shown = 0;
            double foreign = 0;
            double boxed = 0;
            for (int y = 0; y < page.height(); y++) {
                for (int x = 0; x < page.width(); x++) {
                    boolean mine = alone.get(line).at(x, y) < DARK;
                    boolean theirs = !mine && page.at(x, y) < DARK;
                    boolean seen = cut.span().contains(x, y) && cut.picture().at(x - cut.span().left(), y - cut.span().top()) < DARK;
                    own += mine ? 1 : 0;
                    shown += mine && seen ? 1 : 0;
                    foreign += theirs && seen ? 1 : 0;
                    boxed += theirs && cut.span().contains(x, y) ? 1 : 0;
                }
            }
            String what = "line %d: %.0f of %.0f shown, %.0f of %.0f foreign".formatted(line, shown, own, foreign, boxed);
            assertTrue(shown / own > 0.97, what);
            assertTrue(foreign / own < 0.025, what);
            assertTrue(line == 0 || boxed > 100, "a rectangle would show the neighbours: " + what);
        }
    }

    private static Gray gray(List<String> lines) {
        var page = Letter.printed(lines, 0, SPACING);
        byte[] pixels = ((DataBufferByte) page.getRaster().getDataBuffer()).getData();
        return new Gray(page.getWidth(), page.getHeight(), Arrays.copyOf(pixels, pixels.length));
    }
}
