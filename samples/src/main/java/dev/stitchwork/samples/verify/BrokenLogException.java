package dev.stitchwork.samples.verify;

/** A log that was not written like this: edited, cut, reordered, or not a log at all. */
public final class BrokenLogException extends Exception {
    private static final long serialVersionUID = 1L;

    private final long row;

    BrokenLogException(long row, String sentence) {
        super("Row %d: %s".formatted(row, sentence));
        this.row = row;
    }

    /** Number of the row that gave it away, from 0. */
    public long row() {
        return row;
    }
}
