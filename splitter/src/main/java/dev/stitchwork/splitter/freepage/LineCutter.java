package dev.stitchwork.splitter.freepage;

import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.reading.ReadWord;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Cuts lines and words out of a page along their outlines: inside their own band all is shown but what is another's, and
 * outside of it nothing but their own strokes.
 */
final class LineCutter {
    /** Grey seam around ink, where it fades into paper. */
    private static final int SEAM = 2;

    private final Gray page;
    private final LineMap map;
    private final List<TextLine> lines;

    /**
     * A cut-out.
     *
     * @param picture the piece alone, on white
     * @param span where it lies on the page
     * @param ink pixels of its own ink
     * @param foreign pixels of others' ink that its span holds and it does not show
     */
    record Outline(Gray picture, Span span, int ink, int foreign) {}

    LineCutter(Gray page, LineMap map, List<TextLine> lines) {
        this.page = page;
        this.map = map;
        this.lines = lines;
    }

    Outline line(int number) {
        return cut(number, x -> true, lines.get(number).box());
    }

    /** @param word its number in its line, from 0 */
    Outline word(int number, int word) {
        List<ReadWord> words = lines.get(number).words();
        int from = word == 0 ? Integer.MIN_VALUE : border(number, words.get(word - 1).box(), words.get(word).box());
        int to = word == words.size() - 1 ? Integer.MAX_VALUE : border(number, words.get(word).box(), words.get(word + 1).box());
        return cut(number, x -> x >= from && x < to, words.get(word).box());
    }

    /** The middle of the widest gap in the line near where the reader parts two words: its boxes are not exact. */
    private int border(int number, Span left, Span right) {
        TextLine line = lines.get(number);
        int middle = (left.right() + right.left() + 1) / 2;
        int reach = (int) Math.round(line.height() * 0.8);
        int from = Math.max(middle - reach, (left.left() + left.right()) / 2);
        int to = Math.min(middle + reach, (right.left() + right.right()) / 2);
        int best = middle;
        int widest = 0;
        for (int x = from, run = 0; x <= to; x++) {
            run = x < to && !isInked(number, line, x) ? run + 1 : 0;
            if (run > widest) {
                widest = run;
                best = x - run / 2;
            }
        }
        return best;
    }

    private boolean isInked(int number, TextLine line, int x) {
        for (int y = (int) line.top(x); y <= line.base(x); y++) {
            if (x >= 0 && x < page.width() && y >= 0 && y < page.height() && map.lineAt(x, y) == number) {
                return true;
            }
        }
        return false;
    }

    /** @param within for a place across the page, whether it belongs to the piece that is cut */
    private Outline cut(int number, IntPredicate within, Span least) {
        TextLine line = lines.get(number);
        Span sheet = new Span(0, 0, page.width(), page.height());
        int band = (int) Math.round(line.height() * 0.15);
        Span whole = least.grown(SEAM).intersect(sheet);
        for (int piece : map.pieces(number)) {
            Span bounds = map.bounds(piece);
            if (map.isShared(piece)) {
                int reach = (int) Math.round(line.height() * 0.9);
                bounds = bounds.intersect(new Span(bounds.left(), line.box().top() - reach, bounds.right(), line.box().bottom() + reach));
            }
            if (!bounds.isEmpty() && within.test((bounds.left() + bounds.right()) / 2)) {
                whole = whole.union(bounds.grown(SEAM).intersect(sheet));
            }
        }
        return shown(number, within, whole, band, least);
    }

    private Outline shown(int number, IntPredicate within, Span whole, int band, Span least) {
        Mask own = new Mask(whole.width(), whole.height());
        Mask foreign = new Mask(whole.width(), whole.height());
        int ink = 0;
        int hidden = 0;
        for (int y = 0; y < whole.height(); y++) {
            for (int x = 0; x < whole.width(); x++) {
                int u = whole.left() + x;
                int v = whole.top() + y;
                if (!map.isInk(u, v)) {
                    continue;
                }
                boolean mine = map.lineAt(u, v) == number && within.test(centre(number, u, v));
                own.set(x, y, mine);
                foreign.set(x, y, !mine);
                ink += mine ? 1 : 0;
                hidden += mine ? 0 : 1;
            }
        }
        Mask nearOwn = own.dilated(SEAM);
        Mask nearForeign = foreign.dilated(SEAM);
        TextLine line = lines.get(number);
        Gray picture = Gray.white(whole.width(), whole.height());
        for (int y = 0; y < whole.height(); y++) {
            for (int x = 0; x < whole.width(); x++) {
                int u = whole.left() + x;
                int v = whole.top() + y;
                boolean inBand = v >= line.top(u) - band && v <= line.base(u) + 2 * band && within.test(u);
                if (own.at(x, y) || !nearForeign.at(x, y) && (inBand || nearOwn.at(x, y))) {
                    picture.set(x, y, page.at(u, v));
                }
            }
        }
        Span seen = seen(own, whole, line, least);
        return new Outline(picture.crop(new Span(seen.left() - whole.left(), seen.top() - whole.top(),
                seen.right() - whole.left(), seen.bottom() - whole.top())), seen, ink, hidden);
    }

    /** Its own ink, and no less than the band of its line: what was parted from it leaves no room. */
    private static Span seen(Mask own, Span whole, TextLine line, Span least) {
        Span seen = new Span(least.left(), (int) Math.min(line.top(least.left()), line.top(least.right())), least.right(),
                (int) Math.ceil(Math.max(line.base(least.left()), line.base(least.right()))));
        seen = seen.intersect(whole).isEmpty() ? least : seen;
        for (int y = 0; y < whole.height(); y++) {
            for (int x = 0; x < whole.width(); x++) {
                if (own.at(x, y)) {
                    int u = whole.left() + x;
                    int v = whole.top() + y;
                    if (!seen.contains(u, v)) {
                        seen = seen.union(new Span(u, v, u + 1, v + 1));
                    }
                }
            }
        }
        Span grown = seen.grown(SEAM).intersect(whole);
        return grown.isEmpty() ? whole : grown;
    }

    /** A piece of ink belongs to one word by its middle, as long as it is no wider than a letter or two. */
    private int centre(int number, int x, int y) {
        Span piece = map.bounds(map.pieceAt(x, y));
        return piece.width() <= 1.6 * lines.get(number).height() ? (piece.left() + piece.right()) / 2 : x;
    }
}
