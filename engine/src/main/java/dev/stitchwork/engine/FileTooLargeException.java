package dev.stitchwork.engine;

/** An upload over the size limit. */
public final class FileTooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public FileTooLargeException(String fileName, long bytesMax) {
        super("Expected a file of at most %,d bytes but '%s' is larger; split it into several files."
                .formatted(bytesMax, fileName));
    }
}
