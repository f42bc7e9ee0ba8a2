package dev.stitchwork.splitter.cutting;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.HashMap;
import java.util.Map;

/**
 * Where a field is cut into parts for different people: between two printed cells where it has a comb of them, else in equal
 * shares.
 *
 * <p>In a comb a character goes to the part in whose cells most of it lies, also where it leans over the tooth: half a character
 * helps nobody to read, and tells the neighbour's reader something. Strokes much wider than a cell, as where somebody wrote
 * across the comb, are cut at the tooth. The rule: every pixel of the field's ink is in exactly one part.
 */
final class Teeth {
    /** A piece of ink this many cells wide is no character any more. */
    private static final double CHARACTER_CELLS = 1.5;
    /** Grey seam around ink, where it fades into paper. */
    private static final int SEAM = 2;

    private final InkMap ink;
    private final Field field;
    private final Span whole;
    /** The left edge of each part, and the right one of the last. */
    private final int[] edges;
    /** Which part a character belongs to, by the number of its piece of ink. */
    private final Map<Integer, Integer> characters = new HashMap<>();
    private final Span[] spans;
    private final int[] counts;

    private Teeth(InkMap ink, Field field, Span whole) {
        this.ink = ink;
        this.field = field;
        this.whole = whole;
        edges = new int[field.parts() + 1];
        Span box = Sheet.span(field.box());
        for (int part = 0; part <= field.parts(); part++) {
            edges[part] = part == 0 ? whole.left() : part == field.parts() ? whole.right() : tooth(field, box, part);
        }
        spans = new Span[field.parts()];
        counts = new int[field.parts()];
        if (field.parts() > 1 && isComb(field)) {
            giveCharacters(box.width() / (double) field.comb());
        }
        measure();
    }

    /** @param whole what the field shows of the page */
    static Teeth of(InkMap ink, Field field, Span whole) {
        return new Teeth(ink, field, whole);
    }

    private static boolean isComb(Field field) {
        return field.comb() >= field.parts();
    }

    private static int tooth(Field field, Span box, int part) {
        double share = part / (double) field.parts();
        if (isComb(field)) {
            share = Math.round(share * field.comb()) / (double) field.comb();
        }
        return box.left() + (int) Math.round(share * box.width());
    }

    private void giveCharacters(double cell) {
        Map<Integer, int[]> shares = new HashMap<>();
        ink.eachOwn(field, whole, (x, y) -> shares.computeIfAbsent(ink.piece(x, y), piece -> new int[field.parts()])[inRow(x)]++);
        shares.forEach((piece, parts) -> {
            if (ink.bounds(piece).width() <= CHARACTER_CELLS * cell) {
                int most = 0;
                for (int i = 1; i < parts.length; i++) {
                    most = parts[i] > parts[most] ? i : most;
                }
                characters.put(piece, most);
            }
        });
    }

    private void measure() {
        for (int i = 0; i < spans.length; i++) {
            spans[i] = new Span(edges[i], whole.top(), edges[i + 1], whole.bottom());
        }
        ink.eachOwn(field, whole, (x, y) -> counts[characters.getOrDefault(ink.piece(x, y), inRow(x))]++);
        characters.forEach((piece, part) -> spans[part] = spans[part].union(ink.bounds(piece).grown(SEAM).intersect(whole)));
    }

    private int inRow(int x) {
        int part = 0;
        while (part + 1 < field.parts() && x >= edges[part + 1]) {
            part++;
        }
        return part;
    }

    /** What of the page a part shows, from 1: its cells, and as much more as its characters lean out of them. */
    Span span(int part) {
        return spans[part - 1];
    }

    /** Pixels of the field's ink in a part. */
    int ink(int part) {
        return counts[part - 1];
    }

    /** Of what the field shows, one part. */
    Gray only(int part, Gray shown) {
        Span span = span(part);
        Gray only = Gray.white(span.width(), span.height());
        for (int y = span.top(); y < span.bottom(); y++) {
            for (int x = span.left(); x < span.right(); x++) {
                int grey = shown.at(x - whole.left(), y - whole.top());
                if (grey != Gray.WHITE && partOf(x, y) == part - 1) {
                    only.set(x - span.left(), y - span.top(), grey);
                }
            }
        }
        return only;
    }

    private int partOf(int x, int y) {
        Integer here = characters.get(ink.piece(x, y));
        for (int v = y - SEAM; here == null && v <= y + SEAM; v++) {
            for (int u = x - SEAM; here == null && u <= x + SEAM; u++) {
                here = characters.get(ink.piece(u, v));
            }
        }
        return here == null ? inRow(x) : here;
    }
}
