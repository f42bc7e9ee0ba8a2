package dev.stitchwork.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.SortedMap;

/** What must hold of a template's fields and pages for its layout: pages without a printed form leave less to say. */
final class LayoutCheck {
    private final Problems problems;

    LayoutCheck(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param layout as the file has it, keeping to the schema; missing for a form
     * @param fields the fields that keep to the schema, by their place in the file
     * @param pages every page of the template
     */
    void check(JsonNode layout, SortedMap<Integer, Field> fields, List<TemplatePage> pages) {
        Layout meant = TemplateTree.layout(layout);
        if (!(meant instanceof Layout.FreeText)) {
            List.of("writing", "languages").stream().filter(layout::has).forEach(name -> problems.add(
                    "Expected '%s' only for layout free-text but was one for layout %s".formatted(name, meant.json()),
                    "/layout/" + name));
        }
        if (!(meant instanceof Layout.Register)) {
            List.of("headingMm", "rowPitchMm", "rowsMin", "rowsMax").stream().filter(layout::has).forEach(name -> problems.add(
                    "Expected '%s' only for layout register but was one for layout %s".formatted(name, meant.json()), "/layout/" + name));
        }
        if (meant instanceof Layout.Register register && register.rowsMin() > register.rowsMax()) {
            problems.add("Expected a rowsMax of at least the rowsMin, %d, but was %d".formatted(register.rowsMin(), register.rowsMax()),
                    "/layout/rowsMax");
        }
        if (meant.fixed()) {
            return;
        }
        if (pages.size() != 1) {
            problems.add("Expected 1 page for layout %s but was %d".formatted(meant.json(), pages.size()), "/pages");
        }
        for (int page = 0; page < pages.size(); page++) {
            if (pages.get(page).reference().isPresent()) {
                problems.add("Expected no reference for layout %s but was '%s'".formatted(
                        meant.json(), pages.get(page).reference().get().file()), "/pages/" + page + "/reference");
            }
        }
        if (meant instanceof Layout.FreeText && fields.size() > 1) {
            problems.add("Expected 1 field for layout free-text but was %d".formatted(fields.size()), "/fields");
        }
        fields.forEach((at, field) -> field(meant, field, "/fields/" + at));
    }

    private void field(Layout layout, Field field, String pointer) {
        boolean text = layout instanceof Layout.FreeText;
        if (text ? field.kind() != FieldKind.TEXT : field.kind().isMarked()) {
            problems.add("Expected %s for layout %s but was %s"
                    .formatted(text ? "kind text" : "a kind that is written", layout.json(), field.kind().json()), pointer + "/kind");
        }
        if (field.parts() > 1) {
            problems.add("Expected 1 part for layout %s, which cuts by line, but was %d".formatted(layout.json(), field.parts()),
                    pointer + "/parts");
        }
        if (field.comb() > 0) {
            problems.add("Expected no comb for layout %s but was %d".formatted(layout.json(), field.comb()), pointer + "/comb");
        }
        field.sensitivity().group().ifPresent(group -> problems.add(
                "Expected no group for layout %s, whose pieces cannot be counted beforehand, but was '%s'"
                        .formatted(layout.json(), group), pointer + "/sensitivity/group"));
        if (text && !field.rules().equals(Rules.NONE)) {
            problems.add("Expected no rules for layout free-text but was some", pointer + "/rules");
        }
    }
}
