package dev.stitchwork.engine.form;

/**
 * One answer of a choice field, with its own tick box on the paper.
 *
 * @param value what stands in the output when this option is chosen
 * @param label what the paper says beside it; for the client only, never shown to a worker
 * @param box the printed tick box
 */
public record Option(String value, String label, Box box) {}
