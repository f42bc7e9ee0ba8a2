package dev.stitchwork.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What must hold for the rules between fields beyond the schema: that their fields are there, and of a kind that they can be
 * about.
 */
final class RecordRuleCheck {
    private final Map<String, Field> fields = new HashMap<>();
    private final boolean register;
    private final Problems problems;

    /** @param layout the template's, as in its file */
    RecordRuleCheck(Collection<Field> fields, JsonNode layout, Problems problems) {
        fields.forEach(field -> this.fields.put(field.name(), field));
        this.register = layout.path("kind").asText().equals("register");
        this.problems = problems;
    }

    void check(JsonNode checks) {
        for (int at = 0; at < checks.size(); at++) {
            check(checks.get(at), "/checks/" + at);
        }
    }

    private void check(JsonNode check, String pointer) {
        switch (check.path("rule").textValue()) {
            case "sum" -> {
                count(check, check.path("fields").size() >= 2, "a total and at least one part", pointer);
                each(check, FieldKind::isNumber, "a number", pointer);
            }
            case "date-order" -> {
                count(check, check.path("fields").size() == 2, "two dates", pointer);
                each(check, kind -> kind == FieldKind.DATE, "a date", pointer);
            }
            case "check-digit" -> {
                count(check, check.path("fields").size() == 1, "one field", pointer);
                // A canonical number has no leading zeros: to Luhn they are nothing, the others count digits.
                boolean zeros = check.has("scheme") && !check.path("scheme").asText().equals("luhn");
                each(check, kind -> !kind.isMarked() && !(zeros && kind.isNumber()),
                        zeros ? "written and keeps its leading zeros" : "written", pointer);
                if (!check.has("scheme")) {
                    problems.add("Expected a scheme, luhn, iban or ean, but was missing", pointer);
                }
            }
            default -> {
                count(check, check.path("fields").size() == 1, "one field", pointer);
                each(check, FieldKind::isNumber, "a number", pointer);
                if (!register) {
                    problems.add("Expected a sequence only in a register but was in a template of another layout", pointer);
                }
            }
        }
    }

    private void count(JsonNode check, boolean right, String expected, String pointer) {
        if (!right) {
            problems.add("Expected %s but was %d".formatted(expected, check.path("fields").size()), pointer + "/fields");
        }
    }

    private void each(JsonNode check, Predicate<FieldKind> fits, String expected, String pointer) {
        for (int at = 0; at < check.path("fields").size(); at++) {
            String name = check.path("fields").get(at).textValue();
            Field field = fields.get(name);
            String place = pointer + "/fields/" + at;
            if (field == null) {
                problems.add("Expected the name of a field but was %s".formatted(Problems.quoted(name)), place);
            } else if (!fits.test(field.kind())) {
                problems.add("Expected a field that is %s but was of kind %s".formatted(expected, field.kind().json()), place);
            }
        }
    }
}
