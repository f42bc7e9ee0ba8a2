package dev.stitchwork.engine.form;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.StreamSupport;

/** Parts of a template file that keep to the schema, as values. */
final class TemplateTree {
    private TemplateTree() {}

    static FormTemplate template(JsonNode node, Locale locale) {
        return new FormTemplate(
                node.path("name").textValue(),
                node.path("title").textValue(),
                locale,
                layout(node.path("layout")),
                pages(node),
                items(node.path("fields")).stream().map(TemplateTree::field).toList(),
                items(node.path("checks")).stream().map(TemplateTree::check).toList());
    }

    static Layout layout(JsonNode node) {
        return switch (node.path("kind").asText("form")) {
            case "free-text" -> new Layout.FreeText(
                    Writing.valueOf(node.path("writing").asText("print").toUpperCase(Locale.ROOT)),
                    items(node.path("languages")).stream().map(JsonNode::textValue).toList());
            case "register" -> new Layout.Register(
                    number(node.path("headingMm")),
                    number(node.path("rowPitchMm")),
                    node.path("rowsMin").asInt(1),
                    node.path("rowsMax").asInt(Layout.Register.ROWS_MAX));
            default -> Layout.FORM;
        };
    }

    private static OptionalDouble number(JsonNode node) {
        return node.isNumber() ? OptionalDouble.of(node.doubleValue()) : OptionalDouble.empty();
    }

    static List<TemplatePage> pages(JsonNode template) {
        return items(template.path("pages")).stream().map(TemplateTree::page).toList();
    }

    private static TemplatePage page(JsonNode node) {
        JsonNode reference = node.path("reference");
        return new TemplatePage(
                node.path("widthMm").doubleValue(),
                node.path("heightMm").doubleValue(),
                reference.isMissingNode()
                        ? Optional.empty()
                        : Optional.of(new TemplatePage.Reference(
                                reference.path("file").textValue(), reference.path("page").asInt(1))));
    }

    static Field field(JsonNode node) {
        List<Option> options = items(node.path("options")).stream().map(TemplateTree::option).toList();
        Box box = node.has("box")
                ? box(node.path("box"))
                : options.stream().map(Option::box).reduce(Box::union).orElseThrow();
        return new Field(
                node.path("name").textValue(),
                node.path("label").asText(""),
                node.path("page").intValue(),
                box,
                FieldKind.ofJson(node.path("kind").textValue()).orElseThrow(),
                node.path("required").booleanValue(),
                rules(node.path("rules")),
                sensitivity(node.path("sensitivity")),
                node.path("parts").asInt(1),
                node.path("comb").asInt(0),
                options,
                machine(node.path("machine")));
    }

    private static RecordRule check(JsonNode node) {
        List<String> fields = items(node.path("fields")).stream().map(JsonNode::textValue).toList();
        return switch (node.path("rule").textValue()) {
            case "sum" -> new RecordRule.Sum(fields.get(0), fields.subList(1, fields.size()));
            case "date-order" -> new RecordRule.DateOrder(fields.get(0), fields.get(1));
            case "check-digit" -> new RecordRule.CheckDigit(
                    fields.get(0), RecordRule.CheckDigit.Scheme.valueOf(node.path("scheme").textValue().toUpperCase(Locale.ROOT)));
            default -> new RecordRule.Sequence(
                    fields.get(0), node.has("step") ? node.path("step").decimalValue() : BigDecimal.ONE);
        };
    }

    private static Box box(JsonNode node) {
        return new Box(
                node.path("x").doubleValue(),
                node.path("y").doubleValue(),
                node.path("width").doubleValue(),
                node.path("height").doubleValue());
    }

    private static Option option(JsonNode node) {
        return new Option(node.path("value").textValue(), node.path("label").asText(""), box(node.path("box")));
    }

    private static Rules rules(JsonNode node) {
        return new Rules(
                text(node.path("pattern")),
                limit(node.path("min")),
                limit(node.path("max")),
                items(node.path("values")).stream().map(JsonNode::textValue).toList(),
                text(node.path("dateFormat")),
                node.has("lengthMax") ? OptionalInt.of(node.path("lengthMax").intValue()) : OptionalInt.empty());
    }

    private static Sensitivity sensitivity(JsonNode node) {
        String word = node.path("class").asText(SensitivityClass.PLAIN.json());
        return new Sensitivity(SensitivityClass.valueOf(word.toUpperCase(Locale.ROOT)), text(node.path("group")));
    }

    private static MachinePolicy machine(JsonNode node) {
        return new MachinePolicy(
                node.path("votes").asBoolean(true),
                node.has("decidesAt") ? OptionalDouble.of(node.path("decidesAt").doubleValue()) : OptionalDouble.empty());
    }

    private static Optional<String> limit(JsonNode node) {
        return node.isNumber() ? Optional.of(node.decimalValue().toPlainString()) : text(node);
    }

    private static Optional<String> text(JsonNode node) {
        return Optional.ofNullable(node.textValue());
    }

    private static List<JsonNode> items(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false).toList();
    }
}
