package dev.stitchwork.samples.bench.marks;

/**
 * A field of marks on a sheet, as the machine read it and as it is.
 *
 * @param sheet and field, for the eye
 * @param read option numbers, "1 3", or nothing
 * @param truth likewise
 * @param probability that the machine gave
 */
record Marked(String sheet, String read, String truth, double probability) {
    boolean isRight() {
        return read.equals(truth);
    }
}
