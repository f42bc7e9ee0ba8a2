package dev.stitchwork.engine;

import dev.stitchwork.engine.form.FormTemplate;
import java.util.Map;

/**
 * An empty form that a scan may show: its template with the pictures that it names.
 *
 * @param references files with pictures of the empty form, by the name the template uses
 */
public record EmptyForm(FormTemplate template, Map<String, byte[]> references) {
    public EmptyForm {
        references = Map.copyOf(references);
    }
}
