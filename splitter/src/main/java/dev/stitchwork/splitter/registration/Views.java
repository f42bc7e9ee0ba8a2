package dev.stitchwork.splitter.registration;

import dev.stitchwork.splitter.raster.Flat;
import dev.stitchwork.splitter.raster.Gray;

/** One scan, looked at every way that registration needs; each way is made when it is first asked for, and once. */
final class Views {
    private final Pyramid[] turned = new Pyramid[4];
    private FeatureFit.Seen seen;

    Views(Gray scan) {
        turned[0] = new Pyramid(Flat.of(scan));
    }

    /** Turned clockwise by quarter turns, evened out. */
    Pyramid turned(int turn) {
        if (turned[turn] == null) {
            turned[turn] = new Pyramid(turned[0].full().turned(turn));
        }
        return turned[turn];
    }

    /** Its features, as it was scanned. */
    FeatureFit.Seen features() {
        if (seen == null) {
            seen = new FeatureFit.Seen(turned[0]);
        }
        return seen;
    }
}
