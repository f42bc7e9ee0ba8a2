package dev.stitchwork.engine;

/** Too many ask for something dear at once; trying again a little later may do. */
public final class BusyException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    BusyException(String sentence) {
        super(sentence);
    }
}
