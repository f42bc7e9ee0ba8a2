package dev.stitchwork.engine.form;

import java.util.Optional;

/**
 * How delicate a field is.
 *
 * @param sensitivityClass what it reveals
 * @param group the sensitive group it belongs to: fields that together must not reach one pair of eyes
 */
public record Sensitivity(SensitivityClass sensitivityClass, Optional<String> group) {
    public static final Sensitivity NONE = new Sensitivity(SensitivityClass.PLAIN, Optional.empty());
}
