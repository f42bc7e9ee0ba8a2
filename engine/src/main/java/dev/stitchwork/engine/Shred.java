package dev.stitchwork.engine;

import dev.stitchwork.engine.exposure.ExposureLog.Canvas;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * One fragment as the splitter cut it: a picture and what machines read in it. The picture names nothing.
 *
 * @param field name of the field
 * @param part which piece of the field, from 1
 * @param picture PNG of nothing but IHDR, IDAT and IEND
 * @param inkShare this fragment's share of the filled-in ink of its document, 0 to 1
 * @param machineReadings what machines read, possibly nothing
 * @param flag what is doubtful about the cut, for the client; empty where nothing is
 * @param spot where it stands; empty on a form, whose template says so
 */
public record Shred(
        String field,
        int part,
        byte[] picture,
        double inkShare,
        List<MachineReading> machineReadings,
        Optional<String> flag,
        Optional<Spot> spot) {
    private static final long PNG = 0x89504E470D0A1A0AL;
    /** Behind width and height: eight bytes of signature, eight of length and type, four each. */
    private static final int IHDR_END = 24;

    public Shred {
        machineReadings = List.copyOf(machineReadings);
    }

    /** A piece of a form. */
    public Shred(
            String field, int part, byte[] picture, double inkShare, List<MachineReading> machineReadings, Optional<String> flag) {
        this(field, part, picture, inkShare, machineReadings, flag, Optional.empty());
    }

    /** The picture's size as its header says, which is all that is ever read of it; 0 x 0 where it has none. */
    public Canvas canvas() {
        ByteBuffer header = ByteBuffer.wrap(picture);
        return picture.length < IHDR_END || header.getLong(0) != PNG
                ? new Canvas(0, 0)
                : new Canvas(header.getInt(IHDR_END - 8), header.getInt(IHDR_END - 4));
    }
}
