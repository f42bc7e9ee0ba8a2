package dev.stitchwork.splitter.intake;

import dev.stitchwork.splitter.raster.Gray;

/** The eight ways up that EXIF and TIFF know, and how to undo each (TIFF 6.0, tag 274). */
final class Orientation {
    static final int UPRIGHT = 1;

    private Orientation() {}

    /** A number as a file has it; one that means nothing counts as upright. */
    static int known(int orientation) {
        return orientation >= 1 && orientation <= 8 ? orientation : UPRIGHT;
    }

    /** The number for quarter turns clockwise. */
    static int ofTurn(int quarters) {
        return switch (Math.floorMod(quarters, 4)) {
            case 1 -> 6;
            case 2 -> 3;
            case 3 -> 8;
            default -> UPRIGHT;
        };
    }

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
