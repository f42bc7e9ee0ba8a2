package dev.stitchwork.engine;

import java.util.regex.Pattern;

/** A batch's public name: 128 random bits in hexadecimal, so that none can be guessed from another. */
public record BatchId(String value) {
    private static final Pattern FORM = Pattern.compile("[0-9a-f]{32}");

    public BatchId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("Expected a batch id of 32 hexadecimal digits but was '%s'.".formatted(value));
        }
    }
}
