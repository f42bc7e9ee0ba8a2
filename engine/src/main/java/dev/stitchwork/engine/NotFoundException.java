package dev.stitchwork.engine;

/** What was asked for is not there, or is not the caller's, which is the same to the caller. */
public final class NotFoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFoundException(String sentence) {
        super(sentence);
    }
}
