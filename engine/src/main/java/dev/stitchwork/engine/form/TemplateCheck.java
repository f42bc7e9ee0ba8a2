package dev.stitchwork.engine.form;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/** What must hold between the parts of a template: names of their own, boxes on their page and apart. */
final class TemplateCheck {
    /** Each box is compared with each other one. */
    private static final int BOXES_MAX = 5_000;

    private final Problems problems;

    TemplateCheck(Problems problems) {
        this.problems = problems;
    }

    /**
     * @param fields the fields that keep to the schema, by their place in the file
     * @param locale the template's, if it has a right one
     */
    void fields(SortedMap<Integer, Field> fields, Optional<Locale> locale) {
        fields.forEach((at, field) -> {
            new FieldCheck(field, pointer(at), problems).check();
            if (field.kind() == FieldKind.PHONE) {
                locale.filter(its -> its.getCountry().isEmpty()).ifPresent(its -> problems.add(
                        "Expected a locale with a country, such as en-GB, to read phone numbers by but was '%s'"
                                .formatted(its.toLanguageTag()), pointer(at) + "/kind"));
            }
        });
        names(fields);
        int boxes = fields.values().stream().mapToInt(field -> Math.max(1, field.options().size())).sum();
        if (boxes > BOXES_MAX) {
            problems.add("Expected at most %d boxes but was %d".formatted(BOXES_MAX, boxes), "/fields");
        } else {
            overlaps(fields);
        }
    }

    /** @param pages every page of the form */
    void places(SortedMap<Integer, Field> fields, List<TemplatePage> pages) {
        fields.forEach((at, field) -> {
            if (field.page() > pages.size()) {
                problems.add("Expected a page from 1 to %d but was %d".formatted(pages.size(), field.page()),
                        pointer(at) + "/page");
                return;
            }
            TemplatePage page = pages.get(field.page() - 1);
            if (field.options().isEmpty()) {
                onPage(field.box(), page, pointer(at) + "/box");
            }
            for (int option = 0; option < field.options().size(); option++) {
                onPage(field.options().get(option).box(), page, pointer(at) + "/options/" + option + "/box");
            }
        });
    }

    private void onPage(Box box, TemplatePage page, String pointer) {
        if (!Boxes.inside(box, new Box(0, 0, page.widthMm(), page.heightMm()))) {
            problems.add("Expected a box on the paper of %s x %s mm but was %s"
                    .formatted(Boxes.mm(page.widthMm()), Boxes.mm(page.heightMm()), Boxes.shown(box)), pointer);
        }
    }

    private void names(SortedMap<Integer, Field> fields) {
        Map<String, Integer> first = new HashMap<>();
        fields.forEach((at, field) -> {
            Integer before = first.putIfAbsent(field.name().toLowerCase(Locale.ROOT), at);
            if (before != null) {
                problems.add("Expected a name of its own but was that of %s, '%s',"
                        .formatted(pointer(before), fields.get(before).name()), pointer(at) + "/name");
            }
        });
    }

    private void overlaps(SortedMap<Integer, Field> fields) {
        fields.forEach((at, field) -> fields.headMap(at).forEach((before, other) -> {
            if (field.page() == other.page()) {
                overlaps(other, field, at);
            }
        }));
    }

    /** Of a choice only its options are cut out, so that a line to write on may lie between them. */
    private void overlaps(Field other, Field field, int at) {
        for (int piece = 0; piece < Math.max(1, field.options().size()); piece++) {
            Box box = field.options().isEmpty() ? field.box() : field.options().get(piece).box();
            String pointer = pointer(at) + (field.options().isEmpty() ? "" : "/options/" + piece) + "/box";
            List<Box> others = other.options().isEmpty()
                    ? List.of(other.box())
                    : other.options().stream().map(Option::box).toList();
            others.forEach(otherBox ->
                    Boxes.overlap(otherBox, box, problems, "field '" + other.name() + "'", pointer));
        }
    }

    private static String pointer(int field) {
        return "/fields/" + field;
    }
}
