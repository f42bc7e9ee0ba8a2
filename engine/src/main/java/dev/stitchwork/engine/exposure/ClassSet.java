package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.SensitivityClass;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * A set of sensitivity classes as the bits of an int, and which classes must never meet in one cluster.
 *
 * <p>The conflicting pairs are name with identifier, name with account, and any two of postcode, birth and sex: the last
 * three together single out most people of a country (Sweeney, <i>Simple Demographics Often Identify People
 * Uniquely</i>, 2000), and two of them are kept apart so that a third, learned elsewhere, is not enough.
 */
public final class ClassSet {
    public static final int NONE = 0;
    public static final int ALL = (1 << SensitivityClass.values().length) - 1;

    private static final SensitivityClass[] CLASSES = SensitivityClass.values();
    private static final int[] CONFLICTS = new int[CLASSES.length];

    static {
        conflict(SensitivityClass.NAME, SensitivityClass.IDENTIFIER);
        conflict(SensitivityClass.NAME, SensitivityClass.ACCOUNT);
        conflict(SensitivityClass.POSTCODE, SensitivityClass.BIRTH);
        conflict(SensitivityClass.POSTCODE, SensitivityClass.SEX);
        conflict(SensitivityClass.BIRTH, SensitivityClass.SEX);
    }

    private ClassSet() {}

    private static void conflict(SensitivityClass one, SensitivityClass other) {
        CONFLICTS[one.ordinal()] |= of(other);
        CONFLICTS[other.ordinal()] |= of(one);
    }

    public static int of(SensitivityClass... classes) {
        int set = NONE;
        for (SensitivityClass each : classes) {
            set |= 1 << each.ordinal();
        }
        return set;
    }

    public static boolean has(int set, SensitivityClass sensitivity) {
        return (set & 1 << sensitivity.ordinal()) != 0;
    }

    /** The classes that a cluster shown this one must never be shown. */
    public static int conflictsOf(SensitivityClass sensitivity) {
        return CONFLICTS[sensitivity.ordinal()];
    }

    /** The largest sets of these classes in which no two conflict: what one cluster can be shown in the end. */
    public static List<Integer> sides(int classes) {
        for (int rest = classes; rest != 0; rest &= rest - 1) {
            int one = rest & -rest;
            int conflicting = CONFLICTS[Integer.numberOfTrailingZeros(one)] & classes;
            if (conflicting != 0) {
                Set<Integer> sides = new LinkedHashSet<>(sides(classes & ~conflicting));
                sides(classes & ~one).stream().filter(side -> (side & conflicting) != 0).forEach(sides::add);
                return List.copyOf(sides);
            }
        }
        return List.of(classes);
    }

    /** The classes that a cluster shown all of these may still be shown. */
    public static int compatibleWith(int shown) {
        int compatible = ALL;
        for (int rest = shown; rest != 0; rest &= rest - 1) {
            compatible &= ~CONFLICTS[Integer.numberOfTrailingZeros(rest)];
        }
        return compatible;
    }
}
