package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a template must be like for the guarantee to hold by construction; asked when a template is saved and again when
 * a batch is opened under another guarantee.
 */
public final class TemplateLaw {
    /** Most pieces of one sensitive group: an audience of it is the bits of one long. */
    public static final int GROUP_PIECES_MAX = 64;

    private static final int LAST_CHARACTERS = 4;

    private TemplateLaw() {}

    /** One sentence for each thing to change; empty where the template may be saved. */
    public static List<String> problems(FormTemplate template, Guarantee guarantee) {
        List<String> problems = new ArrayList<>();
        Map<String, List<Field>> groups = new LinkedHashMap<>();
        for (Field field : template.fields()) {
            field.sensitivity().group().ifPresent(
                    group -> groups.computeIfAbsent(group, name -> new ArrayList<>()).add(field));
            lastCharactersWhole(field, problems);
        }
        groups.forEach((name, fields) -> tooFewPieces(name, fields, guarantee, problems));
        return List.copyOf(problems);
    }

    private static void tooFewPieces(String name, List<Field> fields, Guarantee guarantee, List<String> problems) {
        int pieces = fields.stream().mapToInt(Field::parts).sum();
        int needed = guarantee.piecesMin();
        if (pieces > GROUP_PIECES_MAX) {
            problems.add("Expected at most %d pieces in the sensitive group '%s' but its fields are cut into %d."
                    .formatted(GROUP_PIECES_MAX, name, pieces));
        }
        if (pieces >= needed) {
            return;
        }
        int each = (needed + fields.size() - 1) / fields.size();
        List<String> names = fields.stream().map(field -> "'" + field.name() + "'").toList();
        problems.add("Expected at least %d pieces in the sensitive group '%s', so that no %d workers together see all of it,"
                .formatted(needed, name, guarantee.coalition())
                + " but %s cut into %d: cut %s into %d parts%s.".formatted(
                        fields.size() == 1 ? "its field is" : "its fields are",
                        pieces,
                        listed(names),
                        each,
                        fields.size() == 1 ? "" : " each"));
    }

    private static void lastCharactersWhole(Field field, List<String> problems) {
        if (field.parts() == 1 || field.comb() < LAST_CHARACTERS || !isIdentifying(field)) {
            return;
        }
        if (field.parts() > field.comb()) {
            problems.add("Expected at most one part per cell of field '%s' but its %d cells are cut into %d parts."
                    .formatted(field.name(), field.comb(), field.parts()));
        } else if (lastPiece(field.comb(), field.parts()) >= LAST_CHARACTERS) {
            int enough = field.parts();
            while (lastPiece(field.comb(), enough) >= LAST_CHARACTERS) {
                enough++;
            }
            problems.add("Expected a cut through the last four characters of field '%s' but its last piece holds %d of %d:"
                    .formatted(field.name(), lastPiece(field.comb(), field.parts()), field.comb())
                    + " cut it into %d parts instead of %d.".formatted(enough, field.parts()));
        }
    }

    private static boolean isIdentifying(Field field) {
        SensitivityClass sensitivity = field.sensitivity().sensitivityClass();
        return sensitivity == SensitivityClass.IDENTIFIER
                || sensitivity == SensitivityClass.ACCOUNT
                || sensitivity == SensitivityClass.BIRTH
                || field.kind() == FieldKind.EMAIL;
    }

    private static int lastPiece(int cells, int parts) {
        int[] bounds = new Pieces.Cut(SensitivityClass.PLAIN, -1, FieldKind.TEXT, 0, parts, cells).bounds();
        return bounds[parts] - bounds[parts - 1];
    }

    private static String listed(List<String> names) {
        if (names.size() == 1) {
            return names.get(0);
        }
        return String.join(", ", names.subList(0, names.size() - 1)) + " and " + names.get(names.size() - 1);
    }
}
