package dev.stitchwork.samples.verify;

import java.util.List;

/**
 * The bounds in force. The first row states them, no looser than the standard ones; only signed rows loosen them.
 *
 * @param fragments m: fragments of one document per cluster
 * @param inkPpm f: ink of one document per cluster, parts per million
 * @param coalition c: clusters that together must not complete a sensitive group
 * @param classesApart 1 where sensitivity classes are kept apart, else 0
 * @param pool L: documents in a pool at a release
 * @param sharePpm released fragments of the batch per cluster, parts per million
 * @param sittingSeconds how long a cluster is shown nothing before it may turn to another class
 */
record Bounds(int fragments, int inkPpm, int coalition, int classesApart, int pool, int sharePpm, int sittingSeconds) {
    static final Bounds STANDARD = new Bounds(1, 100_000, 3, 1, 50, 100_000, 600);

    /** The words for the bounds that a client may loosen, in the order of {@link #with}. */
    static final List<String> WORDS = List.of("fragments", "ink", "coalition", "pool", "share", "classes");

    static final int PPM = 1_000_000;

    /** Whether nothing is looser than the standard bounds. */
    boolean isStandard() {
        return fragments <= STANDARD.fragments
                && inkPpm <= STANDARD.inkPpm
                && coalition >= STANDARD.coalition
                && classesApart == STANDARD.classesApart
                && pool >= STANDARD.pool
                && sharePpm <= STANDARD.sharePpm
                && sittingSeconds >= STANDARD.sittingSeconds;
    }

    /** The same with another value for the bound of this place among {@link #WORDS}. */
    Bounds with(int word, int value) {
        return switch (word) {
            case 0 -> new Bounds(value, inkPpm, coalition, classesApart, pool, sharePpm, sittingSeconds);
            case 1 -> new Bounds(fragments, value, coalition, classesApart, pool, sharePpm, sittingSeconds);
            case 2 -> new Bounds(fragments, inkPpm, value, classesApart, pool, sharePpm, sittingSeconds);
            case 3 -> new Bounds(fragments, inkPpm, coalition, classesApart, value, sharePpm, sittingSeconds);
            case 4 -> new Bounds(fragments, inkPpm, coalition, classesApart, pool, value, sittingSeconds);
            case 5 -> new Bounds(fragments, inkPpm, coalition, value, pool, sharePpm, sittingSeconds);
            default -> throw new IllegalArgumentException("Expected a bound's place but was %d.".formatted(word));
        };
    }

    /** Pieces a group needs so that a coalition cannot complete it. */
    int piecesMin() {
        return coalition * fragments + 1;
    }

    long fragmentsOfBatchMax(long released) {
        return Math.max(1, released * sharePpm / PPM);
    }
}
