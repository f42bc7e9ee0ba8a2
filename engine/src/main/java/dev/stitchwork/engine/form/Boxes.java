package dev.stitchwork.engine.form;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * How boxes may lie to each other. Boxes drawn by hand over printed rules touch and cross by a hair, so up to half a
 * millimetre is no overlap; more would show one worker the ink of two fields.
 */
final class Boxes {
    private static final double OVERLAP_MM_MAX = 0.5;

    private Boxes() {}

    static boolean inside(Box box, Box outer) {
        return box.x() >= outer.x() - OVERLAP_MM_MAX
                && box.y() >= outer.y() - OVERLAP_MM_MAX
                && box.right() <= outer.right() + OVERLAP_MM_MAX
                && box.bottom() <= outer.bottom() + OVERLAP_MM_MAX;
    }

    /** Adds a problem where a box lies over another one. */
    static void overlap(Box other, Box box, Problems problems, String otherName, String pointer) {
        double width = Math.min(box.right(), other.right()) - Math.max(box.x(), other.x());
        double height = Math.min(box.bottom(), other.bottom()) - Math.max(box.y(), other.y());
        if (Math.min(width, height) > OVERLAP_MM_MAX) {
            problems.add("Expected boxes apart but was one %s x %s mm over %s".formatted(mm(width), mm(height), otherName),
                    pointer);
        }
    }

    static String shown(Box box) {
        return "%s to %s mm across and %s to %s mm down".formatted(mm(box.x()), mm(box.right()), mm(box.y()), mm(box.bottom()));
    }

    static String mm(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(2, RoundingMode.HALF_UP).stripTrailingZeros();
        return rounded.signum() == 0 ? "0" : rounded.toPlainString();
    }
}
