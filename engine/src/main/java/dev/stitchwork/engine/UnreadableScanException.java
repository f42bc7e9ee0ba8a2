package dev.stitchwork.engine;

/** A file of which nothing can be used; the message is one sentence for the client: expected, found, what to do. */
public final class UnreadableScanException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnreadableScanException(String sentence) {
        super(sentence);
    }

    public UnreadableScanException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
