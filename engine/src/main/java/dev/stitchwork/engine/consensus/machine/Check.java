package dev.stitchwork.engine.consensus.machine;

/**
 * One reading of a machine that people's answers settled.
 *
 * @param confidence that the machine stated, 0 to 1
 * @param right whether people settled on the same
 */
public record Check(double confidence, boolean right) {}
