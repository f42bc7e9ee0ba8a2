package dev.stitchwork.engine.exposure;

/**
 * The most fragments of one document that one worker may ever be shown, whatever for.
 *
 * @param fragmentsMax at least 1
 */
public record ExposureCap(int fragmentsMax) {
    public static final ExposureCap DEFAULT = new ExposureCap(1);

    public ExposureCap {
        if (fragmentsMax < 1) {
            throw new IllegalArgumentException("Expected a cap of at least 1 fragment but was %d.".formatted(fragmentsMax));
        }
    }

    /** Whether a worker who was shown this many fragments of a document may be shown one more. */
    public boolean permits(int fragmentsShown) {
        return fragmentsShown < fragmentsMax;
    }
}
