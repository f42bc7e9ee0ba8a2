package dev.stitchwork.splitter.reading;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.splitter.cutting.InkMap;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what needs no letters: an empty field, tick boxes, a signature that is there or not.
 *
 * <p>It is sure only of what is plain. A box of a choice is plainly empty or plainly marked by the share of its area that
 * is ink; where one is in between, is inked over, or where two boxes of a choice of one are marked, as when somebody
 * crossed out a first choice, the reading is a guess and people decide.
 */
public final class InkReader {
    private static final String NAME = "ink";
    /** Ink of this many pixels at 300 dpi, a dot of half a millimetre, is still nothing. */
    private static final int NOTHING_MAX = 30;
    private static final int SIGNATURE_MIN = 700;
    /** Shares of a tick box that are ink: at most this when empty, at least this when ticked, at most this when ticked once. */
    private static final double EMPTY_MAX = 0.006;
    private static final double TICKED_MIN = 0.035;
    private static final double TICKED_MAX = 0.42;
    private static final double SURE = 0.99;
    private static final double GUESS = 0.5;

    private final InkMap ink;
    private final double trust;

    /**
     * @param errorPx the page's registration error, pixels at 300 dpi: with much of it, nothing is sure
     */
    public InkReader(InkMap ink, double errorPx) {
        this.ink = ink;
        this.trust = errorPx <= 4 ? 1 : 0.8;
    }

    /**
     * Reads one piece of a field.
     *
     * @param span which part of the page the piece shows
     * @return empty where there is something only people or another machine can read
     */
    public Optional<MachineReading> read(Field field, Span span) {
        if (field.kind().isChoice()) {
            return Optional.of(choice(field));
        }
        int pixels = ink.ink(field, span);
        if (pixels <= NOTHING_MAX) {
            return Optional.of(reading(Reading.BLANK, SURE));
        }
        if (field.kind() == FieldKind.SIGNATURE) {
            return Optional.of(reading(Reading.of("yes"), pixels >= SIGNATURE_MIN ? SURE : GUESS));
        }
        return Optional.empty();
    }

    private MachineReading choice(Field field) {
        List<Integer> marked = new ArrayList<>();
        boolean sure = true;
        int inBoxes = 0;
        for (int i = 0; i < field.options().size(); i++) {
            Option option = field.options().get(i);
            Span box = Sheet.span(option.box());
            int pixels = ink.ink(field, box);
            inBoxes += pixels;
            double share = pixels / (double) (box.width() * box.height());
            sure &= share <= EMPTY_MAX || share >= TICKED_MIN && share <= TICKED_MAX;
            if (share >= (EMPTY_MAX + TICKED_MIN) / 2) {
                marked.add(i + 1);
            }
        }
        int all = ink.pieces(field).stream().mapToInt(piece -> ink.ink(field, piece)).sum();
        sure &= all <= NOTHING_MAX || inBoxes * 3 >= all;
        sure &= field.kind() == FieldKind.CHOICE_ANY || marked.size() <= 1;
        Reading read = marked.isEmpty()
                ? Reading.BLANK
                : Reading.of(marked.stream().map(String::valueOf).collect(Collectors.joining(" ")));
        return reading(read, sure ? SURE : GUESS);
    }

    private MachineReading reading(Reading reading, double confidence) {
        return new MachineReading(NAME, reading, confidence * trust);
    }
}
