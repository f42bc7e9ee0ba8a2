package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;

/** The eight ways up that EXIF and TIFF know, and how to undo each (TIFF 6.0, tag 274). */
final class Orientation {
    static final int UPRIGHT = 1;

    private Orientation() {}

    /** The picture as it is to be looked at; unknown numbers leave it alone. */
    static Gray upright(Gray stored, int orientation) {
        return switch (orientation) {
            case 2 -> stored.mirrored();
            case 3 -> stored.turned(2);
            case 4 -> stored.mirrored().turned(2);
            case 5 -> stored.mirrored().turned(3);
            case 6 -> stored.turned(1);
            case 7 -> stored.mirrored().turned(1);
            case 8 -> stored.turned(3);
            default -> stored;
        };
    }
}
