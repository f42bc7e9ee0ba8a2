package dev.stitchwork.splitter.reading;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.splitter.cutting.InkMap;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads what needs no letters: an empty field, tick boxes, a signature that is there or not.
 *
 * <p>It is sure only of what is plain; what is not is read with a probability that asks people. Marks of a choice are
 * {@link MarkReader}'s.
 */
public final class InkReader {
    private static final String NAME = "ink";
    /** Ink of this many pixels at 300 dpi, a dot of half a millimetre, is still nothing. */
    private static final int NOTHING_MAX = 30;
    private static final int SIGNATURE_MIN = 700;
    private static final double SURE = 0.99;
    private static final double GUESS = 0.5;

    private final MarkReader marks;
    private final double trust;

    /**
     * @param errorPx the page's registration error, pixels at 300 dpi: with much of it, nothing is sure
     */
    public InkReader(InkMap ink, double errorPx) {
        marks = new MarkReader(ink);
        this.trust = errorPx <= 4 ? 1 : 0.8;
    }

    /**
     * Reads one piece of a field.
     *
     * @param pixels of the field's ink that the piece shows
     * @return empty where there is something only people or another machine can read
     */
    public Optional<MachineReading> read(Field field, int pixels) {
        if (field.kind().isChoice()) {
            return Optional.of(choice(field));
        }
        if (pixels <= NOTHING_MAX) {
            return Optional.of(reading(Reading.BLANK, SURE));
        }
        if (field.kind() == FieldKind.SIGNATURE) {
            return Optional.of(reading(Reading.of("yes"), pixels >= SIGNATURE_MIN ? SURE : GUESS));
        }
        return Optional.empty();
    }

    private MachineReading choice(Field field) {
        MarkReader.Marks read = marks.read(field);
        Reading reading = read.options().isEmpty()
                ? Reading.BLANK
                : Reading.of(read.options().stream().map(String::valueOf).collect(Collectors.joining(" ")));
        return reading(reading, Math.min(SURE, read.probability()));
    }

    private MachineReading reading(Reading reading, double confidence) {
        return new MachineReading(NAME, reading, confidence * trust);
    }
}
