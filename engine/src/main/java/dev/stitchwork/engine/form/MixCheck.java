package dev.stitchwork.engine.form;

import java.util.ArrayList;
import java.util.List;

/** What templates must be like to be mixed in one batch: a page is told from others by what is printed on it. */
public final class MixCheck {
    private MixCheck() {}

    /** One sentence for each template that cannot be one of several; empty where there is only one. */
    public static List<String> problems(List<FormTemplate> templates) {
        List<String> problems = new ArrayList<>();
        for (FormTemplate template : templates.size() > 1 ? templates : List.<FormTemplate>of()) {
            if (!(template.layout() instanceof Layout.Form)) {
                problems.add("Expected printed forms where there are several templates but '%s' is of layout %s: give it a batch of its own."
                        .formatted(template.name(), template.layout().json()));
            } else if (template.pages().stream().anyMatch(page -> page.reference().isEmpty())) {
                problems.add("Expected a picture of every empty page where there are several templates, to tell pages apart, but '%s' has a page without: add it to the template."
                        .formatted(template.name()));
            }
        }
        return problems;
    }
}
