package dev.stitchwork.engine;

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
    public Shred {
        machineReadings = List.copyOf(machineReadings);
    }

    /** A piece of a form. */
    public Shred(
            String field, int part, byte[] picture, double inkShare, List<MachineReading> machineReadings, Optional<String> flag) {
        this(field, part, picture, inkShare, machineReadings, flag, Optional.empty());
    }
}
