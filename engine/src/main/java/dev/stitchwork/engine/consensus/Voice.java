package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.Reading;
import java.util.Objects;

/**
 * One answer as the vote sees it.
 *
 * @param voter who gave it; the same voter never counts twice
 * @param machine whether a machine gave it
 * @param confidence 0 to 1; 1 for people
 * @param reading the raw reading
 */
public record Voice(String voter, boolean machine, double confidence, Reading reading) {
    public Voice {
        Objects.requireNonNull(voter, "voter");
        Objects.requireNonNull(reading, "reading");
        if (!(confidence >= 0 && confidence <= 1)) {
            throw new IllegalArgumentException("Expected a confidence from 0 to 1 but was %s.".formatted(confidence));
        }
    }
}
