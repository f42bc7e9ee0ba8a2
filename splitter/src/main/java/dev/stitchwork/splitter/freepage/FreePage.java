package dev.stitchwork.splitter.freepage;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.splitter.cutting.Cut;
import dev.stitchwork.splitter.raster.Gray;
import java.util.List;
import java.util.Optional;

/**
 * A page without a printed form as it was cut.
 *
 * @param picture the page upright, its lines level, its paper white
 * @param turn quarter turns clockwise that brought it upright
 * @param degrees by which its lines fell to the right before they were levelled
 * @param documents the pieces of each document on it, in the order one reads; every field of each at least once
 * @param owners whose ink is whose
 */
public record FreePage(Gray picture, int turn, double degrees, List<List<Piece>> documents, Owners owners) {
    /** What a machine says of paper without ink. */
    public static final MachineReading BLANK = new MachineReading("ink", Reading.BLANK, 0.99);

    public FreePage {
        documents = List.copyOf(documents);
    }

    /**
     * A piece.
     *
     * @param part which piece of its field in its document, from 1
     * @param spot where it stands on the page as it lies in the file
     * @param owner as which its ink is known to {@link Owners}
     */
    public record Piece(Field field, int part, Cut cut, Optional<MachineReading> reading, Spot spot, int owner) {}

    /** Whose ink a pixel of the picture is. */
    @FunctionalInterface
    public interface Owners {
        int NO_INK = -2;
        int NOBODY = -1;

        /** Number of the line or the cell it belongs to, from 0; {@link #NOBODY} for none, {@link #NO_INK} for paper. */
        int at(int x, int y);
    }
}
