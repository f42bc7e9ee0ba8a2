package dev.stitchwork.engine;

/**
 * What a machine read in a fragment: one voter with a known confidence.
 *
 * @param reader which machine: {@code ink}, {@code ocr} or {@code acroform}
 * @param reading what it read
 * @param confidence probability, 0 to 1, that it is right, as far as the reader knows
 */
public record MachineReading(String reader, Reading reading, double confidence) {
    public MachineReading {
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("Expected a confidence from 0 to 1 but was %s.".formatted(confidence));
        }
    }
}
