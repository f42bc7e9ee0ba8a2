package dev.stitchwork.engine.vault;

/**
 * Where a picture lies in its pack.
 *
 * @param pack name of the pack's file
 * @param offset of the sealed bytes, from the beginning of the file
 * @param length of the sealed bytes
 */
public record Slot(String pack, long offset, int length) {
    /** Largest picture, sealed. */
    public static final int BYTES_MAX = 32 << 20;

    public Slot {
        Safe.checkName(pack);
        if (offset < 0 || length < 0 || length > BYTES_MAX) {
            throw new IllegalArgumentException("Expected a slot of 0 to %,d bytes but was %,d bytes at %,d."
                    .formatted(BYTES_MAX, length, offset));
        }
    }
}
