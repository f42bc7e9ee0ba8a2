package dev.stitchwork.engine.form;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;

/**
 * A pattern that a template asks a field's values to match, in time linear in the value.
 *
 * <p>Templates come from clients, and with the JDK's own expressions one like {@code (a+)+b} would hold a server's
 * processor for hours. RE2 has no such pattern; its price is that there are no back references and no looking ahead.
 */
public final class ValuePattern {
    private final Pattern pattern;

    private ValuePattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /**
     * @throws IllegalArgumentException with RE2's reason where this is no RE2 expression
     */
    public static ValuePattern compile(String expression) {
        try {
            return new ValuePattern(Pattern.compile(expression));
        } catch (PatternSyntaxException invalid) {
            throw new IllegalArgumentException(invalid.getDescription(), invalid);
        }
    }

    /** Whether the whole value is of this form. */
    public boolean matches(String value) {
        return pattern.matches(value);
    }
}
