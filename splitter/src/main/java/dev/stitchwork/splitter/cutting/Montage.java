package dev.stitchwork.splitter.cutting;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The boxes of a choice side by side, in the order of its options, each with its number below: what a worker keys.
 *
 * <p>The boxes are drawn anew in light grey, so that choices of all forms look alike; only the marks are the paper's,
 * with room around the box for those that overshoot it. What the paper says beside a box is not shown.
 */
public final class Montage {
    /** Height of a box on the canvas, pixels. */
    private static final double BOX = 48;
    /** Room around a box, as a share of its height. */
    private static final double ROOM = 0.45;
    private static final int GAP = 14;
    private static final int FRAME_GREY = 170;
    private static final int NUMBER_GREY = 90;
    private static final int NUMBER_SIZE = 3;
    private static final int NUMBER_ROOM = Digits.HEIGHT * NUMBER_SIZE + 2;
    private static final int ROW_WIDTH_MAX = 1240;
    private static final int CELL_WIDTH_MAX = 300;

    private final InkMap ink;

    public Montage(InkMap ink) {
        this.ink = ink;
    }

    public Cut cut(Field field) {
        Gray[] cells = new Gray[field.options().size()];
        Cut.Hidden hidden = Cut.Hidden.NOTHING;
        int wide = 0;
        int high = 0;
        for (int i = 0; i < cells.length; i++) {
            cells[i] = cell(field, field.options().get(i), i + 1);
            wide = Math.max(wide, cells[i].width());
            high = Math.max(high, cells[i].height());
            hidden = hidden.and(ink.hidden(field, Sheet.span(field.options().get(i).box())));
        }
        int columns = Math.max(1, Math.min(cells.length, ROW_WIDTH_MAX / (wide + GAP)));
        int rows = (cells.length + columns - 1) / columns;
        List<Span> places = new ArrayList<>();
        Gray sheet = Gray.white(columns * (wide + GAP) - GAP, rows * (high + GAP) - GAP);
        for (int i = 0; i < cells.length; i++) {
            int left = i % columns * (wide + GAP) + (wide - cells[i].width()) / 2;
            int top = i / columns * (high + GAP);
            paste(cells[i], sheet, left, top);
            places.add(new Span(left, top, left + cells[i].width(), top + cells[i].height() - NUMBER_ROOM));
        }
        Span whole = new Span(0, 0, sheet.width(), sheet.height());
        Canvas.Placed placed = Canvas.centred(sheet, whole, 1);
        Span span = Sheet.span(field.box());
        int own = ink.pieces(field).stream().mapToInt(piece -> ink.ink(field, piece)).sum();
        return new Cut(placed.picture(), patches(field, places, placed.patch()), span, own, hidden, Optional.empty());
    }

    /** Each option with its room on the page, and where that lies on the canvas. */
    private static List<Patch> patches(Field field, List<Span> places, Patch sheet) {
        double scale = sheet.canvas().width() / (double) sheet.page().width();
        List<Patch> patches = new ArrayList<>();
        for (int i = 0; i < places.size(); i++) {
            Span place = places.get(i);
            patches.add(new Patch(withRoom(Sheet.span(field.options().get(i).box())), new Span(
                    sheet.canvas().left() + (int) Math.round(place.left() * scale),
                    sheet.canvas().top() + (int) Math.round(place.top() * scale),
                    sheet.canvas().left() + (int) Math.round(place.right() * scale),
                    sheet.canvas().top() + (int) Math.round(place.bottom() * scale))));
        }
        return patches;
    }

    private static int room(Span box) {
        return (int) Math.round(Math.max(box.height() * ROOM, 12));
    }

    private static Span withRoom(Span box) {
        return box.grown(room(box));
    }

    private Gray cell(Field field, Option option, int number) {
        Span box = Sheet.span(option.box());
        double scale = Math.min(BOX / box.height(), CELL_WIDTH_MAX / (double) box.width());
        int room = room(box);
        Span span = withRoom(box);
        Gray marks = Gray.white(span.width(), span.height());
        for (int y = 0; y < span.height(); y++) {
            for (int x = 0; x < span.width(); x++) {
                int u = span.left() + x;
                int v = span.top() + y;
                boolean faint = box.contains(u, v) && !ink.isPrint(u, v) && !ink.isForeign(field, u, v);
                if (ink.isShown(field, u, v) || faint && v < ink.page().height() && u < ink.page().width() && u >= 0 && v >= 0) {
                    marks.set(x, y, ink.page().at(u, v));
                }
            }
        }
        Gray scaled = Canvas.scaled(Canvas.contrasted(marks), scale);
        int edge = (int) Math.round(room * scale);
        frame(scaled, new Span(edge, edge, scaled.width() - edge, scaled.height() - edge));
        Gray numbered = scaled.crop(new Span(0, 0, scaled.width(), scaled.height() + NUMBER_ROOM));
        Digits.draw(numbered, number, numbered.width() / 2, scaled.height(), NUMBER_SIZE, NUMBER_GREY);
        return numbered;
    }

    private static void frame(Gray picture, Span box) {
        for (int thick = 0; thick < 2; thick++) {
            for (int x = box.left(); x < box.right(); x++) {
                darken(picture, x, box.top() + thick);
                darken(picture, x, box.bottom() - 1 - thick);
            }
            for (int y = box.top(); y < box.bottom(); y++) {
                darken(picture, box.left() + thick, y);
                darken(picture, box.right() - 1 - thick, y);
            }
        }
    }

    private static void darken(Gray picture, int x, int y) {
        picture.set(x, y, Math.min(FRAME_GREY, picture.at(x, y)));
    }

    private static void paste(Gray from, Gray to, int left, int top) {
        for (int y = 0; y < from.height(); y++) {
            for (int x = 0; x < from.width(); x++) {
                to.set(left + x, top + y, from.at(x, y));
            }
        }
    }
}
