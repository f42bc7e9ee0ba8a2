package dev.stitchwork.engine.vault;

/** The vault is not as it was left: a key or sealed bytes are missing, changed, moved or of another vault. */
public final class VaultException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    VaultException(String sentence) {
        super(sentence);
    }

    VaultException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
