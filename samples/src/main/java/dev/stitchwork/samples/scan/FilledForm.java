package dev.stitchwork.samples.scan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What one applicant put on the form: for each field the text as written, the numbers of the ticked boxes
 * ({@code "1 3"}), {@code "yes"} for a signature, and the empty string for a field left empty.
 */
public record FilledForm(Map<String, String> answers) {
    public FilledForm {
        answers = Collections.unmodifiableMap(new LinkedHashMap<>(answers));
    }

    /** The truth about one piece of a field that is cut into several, cells being dealt out evenly from the left. */
    public String piece(String field, int part, int parts) {
        String whole = answers.get(field);
        if (whole.isEmpty()) {
            return "";
        }
        int from = whole.length() * (part - 1) / parts;
        int to = whole.length() * part / parts;
        return whole.substring(from, to);
    }
}
