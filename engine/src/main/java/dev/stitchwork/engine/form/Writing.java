package dev.stitchwork.engine.form;

import java.util.Locale;

/** What running text is written with, which decides how it is cut and what a machine's reading of it is worth. */
public enum Writing {
    /** Printed or typed: cut into words; machines read it. */
    PRINT,
    /** Cut into lines; no machine reads it. */
    HANDWRITING;

    /** The word for it in template files. */
    public String json() {
        return name().toLowerCase(Locale.ROOT);
    }
}
