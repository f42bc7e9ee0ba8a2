package dev.stitchwork.samples.bench.registration;

import java.nio.file.Path;

/**
 * A scan or photograph to be measured, and what it is laid against.
 *
 * @param blank the form's blank, or where a set has none another copy of the form
 * @param landmarks table of points found by other means; null where they are to be found as {@link Islands}
 * @param name of the scan in that table
 * @param photo whether a camera took it
 * @param pixels whether the table gives points of the blank in pixels, and not in printer's points
 */
record Paper(Path scan, Path blank, Path landmarks, String name, boolean photo, boolean pixels) {
    static Paper tabled(Path folder, String name, String blank, boolean pixels) {
        return new Paper(folder.resolve(name), folder.resolve(blank), folder.resolve("landmarks.csv"), name, false, pixels);
    }

    static Paper photo(Path folder, String name, String blank) {
        return new Paper(folder.resolve(name), folder.resolve(blank), null, name, true, true);
    }

    static Paper scan(Path folder, String name, String blank) {
        return new Paper(folder.resolve(name), folder.resolve(blank), null, name, false, true);
    }
}
