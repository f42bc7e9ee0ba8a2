package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;

/**
 * A fragment that somebody asks to see.
 *
 * @param document number of its document in the batch, from 0
 * @param piece number of its piece in the template, from 0
 * @param sensitivity class of its field
 * @param inkPpm its share of its document's filled-in ink, parts per million
 * @param heldBack whether only the trusted tier may see it
 * @param released whether it was let into its pool
 */
public record Candidate(
        int document, int piece, SensitivityClass sensitivity, int inkPpm, boolean heldBack, boolean released) {}
