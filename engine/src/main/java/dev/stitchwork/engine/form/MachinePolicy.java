package dev.stitchwork.engine.form;

import java.util.OptionalDouble;

/**
 * What a machine's reading of a field counts for.
 *
 * @param votes false where machine readings are kept but do not vote
 * @param decidesAt confidence (0 to 1) from which the machine's answer is final by itself; empty for never
 */
public record MachinePolicy(boolean votes, OptionalDouble decidesAt) {
    public static final MachinePolicy VOTER = new MachinePolicy(true, OptionalDouble.empty());
}
