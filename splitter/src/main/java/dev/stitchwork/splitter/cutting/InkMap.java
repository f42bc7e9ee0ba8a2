package dev.stitchwork.splitter.cutting;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.splitter.raster.Blobs;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Mask;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Whose ink is whose on one page: every connected piece of filled-in ink belongs to the field in whose boxes most of it
 * lies, or to nobody.
 */
public final class InkMap {
    /** A piece this small, under 0.3 mm across, is dust. */
    private static final int DUST = 9;
    /** A piece that touches no box belongs to a box this near, 1.5 mm: the dot above an i. */
    private static final int NEAR = 18;
    /** A piece belongs to the boxes that hold at least this share of it. */
    private static final double OWN_SHARE = 0.3;
    /** A piece of which boxes hold less belongs to them too where at least this share of it is no further from them than near. */
    private static final double NEAR_SHARE = 0.6;

    private final Gray page;
    private final Mask print;
    private final Mask filled;
    /** What of it holds strokes together across rules and is not to be shown. */
    private final Mask ties;
    private final Blobs blobs;
    private final List<Field> fields;
    private final int[] owners;
    /** Fields of which a piece of ink lies for the most part outside of the boxes. */
    private final BitSet hanging = new BitSet();

    private record Zone(int field, Span span) {}

    /**
     * @param page in the form's frame, flattened
     * @param fields those of this page
     */
    public InkMap(Gray page, Sheet sheet, double errorPx, List<Field> fields) {
        this.page = page;
        this.fields = fields;
        Mask ink = Mask.darker(page, Dropout.inkThreshold(page));
        Dropout.Print form = Dropout.print(sheet, ink, errorPx);
        print = form.seam();
        CrossedRules.Mended mended = Dropout.filled(ink, form);
        filled = mended.filled();
        ties = mended.ties();
        blobs = new Blobs(filled);
        owners = owners(zones(fields));
        new Tails(blobs, print).join(owners);
    }

    private static List<Zone> zones(List<Field> fields) {
        List<Zone> zones = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (field.kind().isChoice()) {
                for (Option option : field.options()) {
                    zones.add(new Zone(i, Sheet.span(option.box())));
                }
            } else {
                zones.add(new Zone(i, Sheet.span(field.box())));
            }
        }
        return zones;
    }

    private int[] owners(List<Zone> zones) {
        int[] found = new int[blobs.count() + 1];
        int[] most = new int[blobs.count() + 1];
        Arrays.fill(found, -1);
        int[] counts = new int[blobs.count() + 1];
        for (int i = 0; i < zones.size(); i++) {
            filled.each(zones.get(i).span(), (x, y) -> counts[blobs.at(x, y)]++);
            if (i + 1 < zones.size() && zones.get(i + 1).field() == zones.get(i).field()) {
                continue; // the boxes of one choice count together
            }
            for (int label = 1; label < counts.length; label++) {
                if (counts[label] > most[label]) {
                    most[label] = counts[label];
                    found[label] = zones.get(i).field();
                }
            }
            Arrays.fill(counts, 0);
        }
        for (int label = 1; label <= blobs.count(); label++) {
            if (blobs.area(label) < DUST) {
                found[label] = -1;
            } else if (found[label] < 0) {
                found[label] = near(zones, blobs.bounds(label));
            } else if (most[label] < OWN_SHARE * blobs.area(label)) {
                // What surrounds a box to tick is its frame, or the next option's mark.
                if (!fields.get(found[label]).kind().isChoice() && isAbout(zones, found[label], label)) {
                    hanging.set(found[label]);
                } else {
                    found[label] = -1;
                }
            }
        }
        return found;
    }

    /** Whether a piece lies about the boxes of a field, though little of it in them: letters that hang below their line. */
    private boolean isAbout(List<Zone> zones, int field, int label) {
        List<Span> about = zones.stream().filter(zone -> zone.field() == field).map(zone -> zone.span().grown(NEAR)).toList();
        int[] held = {0};
        filled.each(blobs.bounds(label), (x, y) -> {
            boolean isHeld = blobs.at(x, y) == label && about.stream().anyMatch(span -> span.contains(x, y));
            held[0] += isHeld ? 1 : 0;
        });
        return held[0] >= NEAR_SHARE * blobs.area(label);
    }

    private static int near(List<Zone> zones, Span piece) {
        int best = -1;
        int least = NEAR;
        for (Zone zone : zones) {
            Span span = zone.span();
            int apart = Math.max(
                    Math.max(span.left() - piece.left(), piece.right() - span.right()),
                    Math.max(span.top() - piece.top(), piece.bottom() - span.bottom()));
            if (apart < least) {
                least = apart;
                best = zone.field();
            }
        }
        return best;
    }

    public Gray page() {
        return page;
    }

    /** The fields of this page. */
    public List<Field> fields() {
        return fields;
    }

    /** Which field a pixel's ink belongs to, as its place in {@link #fields()}; below zero where it is nobody's. */
    public int owner(int x, int y) {
        return owners[blobs.at(x, y)];
    }

    /**
     * Whether the ink at a pixel goes to the edge of the page and belongs to nobody: a band of colour that the form is printed
     * with up to the edge, or the dark beside a sheet.
     */
    public boolean isMargin(int x, int y) {
        int label = blobs.at(x, y);
        if (label == 0 || owners[label] >= 0) {
            return false;
        }
        Span bounds = blobs.bounds(label);
        return bounds.left() == 0 || bounds.top() == 0 || bounds.right() == page.width() || bounds.bottom() == page.height();
    }

    /** Whether there is filled-in ink at a pixel. */
    public boolean isFilled(int x, int y) {
        return blobs.at(x, y) != 0;
    }

    /** Whether the form itself is printed at a pixel, or so near that it cannot be told. */
    public boolean isPrint(int x, int y) {
        return print.at(x, y);
    }

    /** Whether a pixel is filled-in ink of a field. */
    public boolean isOwn(Field field, int x, int y) {
        int label = x < 0 || y < 0 || x >= page.width() || y >= page.height() ? 0 : blobs.at(x, y);
        return label != 0 && owners[label] >= 0 && fields.get(owners[label]) == field;
    }

    /** Whether a pixel is filled-in ink of another field, or of none. */
    boolean isForeign(Field field, int x, int y) {
        int label = x < 0 || y < 0 || x >= page.width() || y >= page.height() ? 0 : blobs.at(x, y);
        return label != 0 && blobs.area(label) >= DUST && (owners[label] < 0 || fields.get(owners[label]) != field);
    }

    /** Whether a pixel is filled-in ink of a field, and more likely a stroke of the pen than a bit of a rule that it crosses. */
    boolean isShown(Field field, int x, int y) {
        return isOwn(field, x, y) && !ties.at(x, y);
    }

    /** Whether some ink of a field lies for the most part outside of its boxes, so that it may be another's. */
    boolean hangsOut(Field field) {
        return hanging.get(fields.indexOf(field));
    }

    /** Parts the ink of a rectangle within the page into that of a field, as far as it is shown, and that of others. */
    void part(Field field, Span span, Mask own, Mask foreign) {
        filled.each(span, (x, y) -> {
            own.set(x - span.left(), y - span.top(), isShown(field, x, y));
            foreign.set(x - span.left(), y - span.top(), isForeign(field, x, y));
        });
    }

    /** The pixels of a field's ink inside a rectangle. */
    void eachOwn(Field field, Span span, Mask.Pixels pixels) {
        filled.each(span, (x, y) -> {
            if (isOwn(field, x, y)) {
                pixels.at(x, y);
            }
        });
    }

    /** The number of the connected piece of ink at a pixel; 0 for none. */
    int piece(int x, int y) {
        return x < 0 || y < 0 || x >= page.width() || y >= page.height() ? 0 : blobs.at(x, y);
    }

    /** The bounds of a piece. */
    Span bounds(int piece) {
        return blobs.bounds(piece);
    }

    /** The bounds of each piece of a field's ink. */
    public List<Span> pieces(Field field) {
        List<Span> pieces = new ArrayList<>();
        for (int label = 1; label <= blobs.count(); label++) {
            if (owners[label] >= 0 && fields.get(owners[label]) == field) {
                pieces.add(blobs.bounds(label));
            }
        }
        return pieces;
    }

    /** How much of a rectangle is printed form, and how much is ink of others. */
    Cut.Hidden hidden(Field field, Span span) {
        int[] printed = {print.count(span)};
        int[] foreign = {0};
        filled.each(span, (x, y) -> {
            printed[0] -= print.at(x, y) && isShown(field, x, y) ? 1 : 0;
            foreign[0] += isForeign(field, x, y) ? 1 : 0;
        });
        return new Cut.Hidden(printed[0], foreign[0]);
    }

    /** Number of pixels of a field's ink inside a rectangle. */
    public int ink(Field field, Span span) {
        int[] count = {0};
        eachOwn(field, span, (x, y) -> count[0]++);
        return count[0];
    }
}
