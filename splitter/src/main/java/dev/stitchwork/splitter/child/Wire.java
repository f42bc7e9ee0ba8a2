package dev.stitchwork.splitter.child;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.splitter.intake.FormValue;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.PageFacts;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.raster.Gray;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * How values go over a child's pipes. What comes out of a child is believed in nothing: every count, length and number is
 * checked before anything is made of it, and what is not as it must be is a {@link NonsenseException}.
 */
final class Wire {
    /** What the child is asked for. */
    enum Ask { OPEN, FACTS, PAGE, CLOSE, LINE, LINES, TURN }

    /** What the child says: a result, one sentence of refusal, or which bytes of its file it wants to see. */
    enum Say { DONE, REFUSED, BYTES }

    /** Bytes of a file that are sent at a time. */
    static final int BLOCK_BYTES = 1 << 16;
    static final int TEXT_BYTES_MAX = 1 << 20;
    private static final int VALUES_MAX = 20_000;
    private static final int VALUE_BYTES_MAX = 4_000_000;
    private static final int ENCODINGS_MAX = 100;
    private static final int SHRUNK_MAX = 64;
    /** Native memory is made for what goes through at once: little at a time costs less. */
    private static final int CHUNK_BYTES = 1 << 15;

    private Wire() {}

    /** What was said cannot be. */
    static final class NonsenseException extends IOException {
        private static final long serialVersionUID = 1L;

        NonsenseException(String sentence, Throwable cause) {
            super(sentence, cause);
        }
    }

    static void text(DataOutputStream out, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    static String text(DataInputStream in) throws IOException {
        byte[] bytes = new byte[within(in.readInt(), 0, TEXT_BYTES_MAX)];
        in.readFully(bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }

    static void picture(DataOutputStream out, Gray picture) throws IOException {
        out.writeInt(picture.width());
        out.writeInt(picture.height());
        for (int at = 0; at < picture.pixels().length; at += CHUNK_BYTES) {
            out.write(picture.pixels(), at, Math.min(CHUNK_BYTES, picture.pixels().length - at));
        }
    }

    static Gray picture(DataInputStream in, long pixelsMax) throws IOException {
        int width = within(in.readInt(), 1, (int) Math.min(pixelsMax, Integer.MAX_VALUE));
        int height = within(in.readInt(), 1, (int) Math.min(pixelsMax / width, Integer.MAX_VALUE));
        byte[] pixels = new byte[Math.multiplyExact(width, height)];
        for (int at = 0; at < pixels.length; at += CHUNK_BYTES) {
            in.readFully(pixels, at, Math.min(CHUNK_BYTES, pixels.length - at));
        }
        return new Gray(width, height, pixels);
    }

    static void facts(DataOutputStream out, PageFacts facts) throws IOException {
        out.writeDouble(facts.width());
        out.writeDouble(facts.height());
        out.writeInt(facts.unit().ordinal());
        out.writeInt(facts.orientation());
        out.writeInt(facts.encodings().size());
        for (String encoding : facts.encodings()) {
            text(out, encoding);
        }
    }

    static PageFacts facts(DataInputStream in) throws IOException {
        double width = in.readDouble();
        double height = in.readDouble();
        PageFacts.Unit unit = PageFacts.Unit.values()[within(in.readInt(), 0, PageFacts.Unit.values().length - 1)];
        int orientation = in.readInt();
        List<String> encodings = new ArrayList<>();
        for (int left = within(in.readInt(), 0, ENCODINGS_MAX); left > 0; left--) {
            encodings.add(text(in));
        }
        return checked(() -> new PageFacts(width, height, unit, orientation, encodings));
    }

    static void page(DataOutputStream out, Pages.Page page) throws IOException {
        out.writeBoolean(page.rendered());
        out.writeInt(page.values().size());
        for (FormValue value : page.values()) {
            text(out, value.name());
            out.writeDouble(value.box().x());
            out.writeDouble(value.box().y());
            out.writeDouble(value.box().width());
            out.writeDouble(value.box().height());
            out.writeInt(value.kind().ordinal());
            text(out, value.text());
            out.writeBoolean(value.filled());
        }
        out.writeInt(page.shrunk());
        picture(out, page.picture());
    }

    static Pages.Page page(DataInputStream in, IntakeLimits limits) throws IOException {
        boolean rendered = in.readBoolean();
        List<FormValue> values = new ArrayList<>();
        long bytes = 0;
        for (int left = within(in.readInt(), 0, VALUES_MAX); left > 0; left--) {
            FormValue value = value(in);
            bytes += value.name().length() + value.text().length();
            if (bytes > VALUE_BYTES_MAX) {
                throw new NonsenseException("Expected at most %d letters of values but there are more.".formatted(VALUE_BYTES_MAX), null);
            }
            values.add(value);
        }
        int shrunk = within(in.readInt(), 1, SHRUNK_MAX);
        return new Pages.Page(picture(in, Math.min(limits.pixelsMax(), IntakeLimits.KEPT_PIXELS_MAX)), shrunk, rendered, values);
    }

    private static FormValue value(DataInputStream in) throws IOException {
        String name = text(in);
        double[] sides = {in.readDouble(), in.readDouble(), in.readDouble(), in.readDouble()};
        FormValue.Kind kind = FormValue.Kind.values()[within(in.readInt(), 0, FormValue.Kind.values().length - 1)];
        String text = text(in);
        boolean filled = in.readBoolean();
        return checked(() -> new FormValue(name, new Box(sides[0], sides[1], sides[2], sides[3]), kind, text, filled));
    }

    static int within(int number, int least, int most) throws IOException {
        if (number < least || number > most) {
            throw new NonsenseException("Expected a number from %d to %d but was %d.".formatted(least, most, number), null);
        }
        return number;
    }

    /** Something that its constructor may find impossible. */
    interface Made<T> {
        T make();
    }

    static <T> T checked(Made<T> made) throws IOException {
        try {
            return made.make();
        } catch (IllegalArgumentException impossible) {
            throw new NonsenseException(impossible.getMessage(), impossible);
        }
    }
}
