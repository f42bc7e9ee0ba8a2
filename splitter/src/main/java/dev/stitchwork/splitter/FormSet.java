package dev.stitchwork.splitter;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.List;
import java.util.stream.Collectors;

/** The forms that a scan may show, with all their pages as one row: the pages of the first form, those of the second, ... */
record FormSet(List<FormTemplate> templates, FormFinder finder) {
    FormSet {
        templates = List.copyOf(templates);
    }

    /** Which form a page of the row is of, from 0. */
    int form(int inRow) {
        int form = 0;
        while (inRow > first(form) + size(form)) {
            form++;
        }
        return form;
    }

    /** The number of a page of the row in its own form, from 1. */
    int page(int inRow) {
        return inRow - first(form(inRow));
    }

    /** The empty page. */
    Sheet sheet(int inRow) {
        return finder.sheets().get(inRow - 1);
    }

    /** Pages of a form. */
    int size(int form) {
        return templates.get(form).pages().size();
    }

    /** How many pages of the row come before a form's. */
    private int first(int form) {
        return templates.subList(0, form).stream().mapToInt(template -> template.pages().size()).sum();
    }

    /** The fields of a page of the row. */
    List<Field> fields(int inRow) {
        int page = page(inRow);
        return templates.get(form(inRow)).fields().stream().filter(field -> field.page() == page).toList();
    }

    String name(int form) {
        return templates.get(form).name();
    }

    boolean isMixed() {
        return templates.size() > 1;
    }

    /** As a part of a sentence: form 'claim', or one of the forms 'claim', 'invoice'. */
    String words() {
        return isMixed()
                ? "one of the forms " + templates.stream().map(template -> "'" + template.name() + "'").collect(Collectors.joining(", "))
                : "form '" + name(0) + "'";
    }
}
