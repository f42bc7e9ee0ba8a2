package dev.stitchwork.splitter.intake;

import dev.stitchwork.engine.form.Box;

/**
 * What stands in one electronic form field of a PDF page; a group of tick boxes gives one for each box.
 *
 * @param name full name of the field
 * @param box where it is drawn on the page
 * @param kind what sort of field it is
 * @param text what was typed or picked; for a tick box the value that ticking it stands for; empty for none
 * @param filled whether something was typed, picked, ticked or signed
 */
public record FormValue(String name, Box box, Kind kind, String text, boolean filled) {
    /** Typed or picked text, a box that is ticked or not, a signature. */
    public enum Kind { TEXT, TICK, SIGNATURE }
}
