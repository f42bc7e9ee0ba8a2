package dev.stitchwork.engine.form;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What the empty form looks like. Everything on it is the client's secret: nothing of it but a field's
 * {@link FieldKind} and the number of its options is ever told to a worker.
 *
 * @param name short name, unique among a client's templates
 * @param title what the client calls the form
 * @param locale how numbers, dates and phone numbers are written on it
 * @param layout how its fields lie on a page
 * @param pages its pages, at least one
 * @param fields its fields, in the order of the output's columns
 * @param checks what must hold between the fields of one record
 */
public record FormTemplate(
        String name,
        String title,
        Locale locale,
        Layout layout,
        List<TemplatePage> pages,
        List<Field> fields,
        List<RecordRule> checks) {
    public FormTemplate {
        checks = List.copyOf(checks);
        pages = List.copyOf(pages);
        fields = List.copyOf(fields);
    }

    /** One without rules between its fields. */
    public FormTemplate(String name, String title, Locale locale, Layout layout, List<TemplatePage> pages, List<Field> fields) {
        this(name, title, locale, layout, pages, fields, List.of());
    }

    /** A printed form. */
    public FormTemplate(String name, String title, Locale locale, List<TemplatePage> pages, List<Field> fields) {
        this(name, title, locale, Layout.FORM, pages, fields);
    }

    public Optional<Field> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    public List<Field> fieldsOfPage(int page) {
        return fields.stream().filter(field -> field.page() == page).toList();
    }
}
