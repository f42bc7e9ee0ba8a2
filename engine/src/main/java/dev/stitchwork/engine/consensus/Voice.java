package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.Reading;

/**
 * One answer as the vote sees it.
 *
 * @param voter who gave it; the same voter never counts twice
 * @param machine whether a machine gave it
 * @param confidence 0 to 1; 1 for people
 * @param reading the raw reading
 */
public record Voice(String voter, boolean machine, double confidence, Reading reading) {}
