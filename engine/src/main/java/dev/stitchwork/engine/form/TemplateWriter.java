package dev.stitchwork.engine.form;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** A template as a file for people: what is as usual is left out, and a box stands on one line. */
final class TemplateWriter {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonNodeFactory NODES = JsonNodeFactory.withExactBigDecimals(true);

    private TemplateWriter() {}

    static byte[] write(FormTemplate template) {
        ObjectNode file = NODES.objectNode()
                .put("$schema", "urn:stitchwork:template:1")
                .put("name", template.name())
                .put("title", template.title())
                .put("locale", template.locale().toLanguageTag());
        if (!template.layout().fixed()) {
            file.set("layout", layout(template.layout()));
        }
        var pages = file.putArray("pages");
        template.pages().forEach(page -> pages.add(page(page)));
        var fields = file.putArray("fields");
        template.fields().forEach(field -> fields.add(field(field)));
        if (!template.checks().isEmpty()) {
            var checks = file.putArray("checks");
            template.checks().forEach(check -> checks.add(check(check)));
        }
        try {
            return (MAPPER.writer(new OneLineBoxes()).writeValueAsString(file) + "\n").getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("A tree of plain values can always be written.", impossible);
        }
    }

    private static ObjectNode layout(Layout layout) {
        ObjectNode node = NODES.objectNode().put("kind", layout.json());
        if (layout instanceof Layout.FreeText text) {
            node.put("writing", text.writing().json());
            if (!text.languages().isEmpty()) {
                var languages = node.putArray("languages");
                text.languages().forEach(languages::add);
            }
        }
        if (layout instanceof Layout.Register register) {
            register.headingMm().ifPresent(mm -> node.put("headingMm", number(mm)));
            register.rowPitchMm().ifPresent(mm -> node.put("rowPitchMm", number(mm)));
            if (register.rowsMin() != 1) {
                node.put("rowsMin", register.rowsMin());
            }
            if (register.rowsMax() != Layout.Register.ROWS_MAX) {
                node.put("rowsMax", register.rowsMax());
            }
        }
        return node;
    }

    private static ObjectNode page(TemplatePage page) {
        ObjectNode node = NODES.objectNode();
        node.put("widthMm", number(page.widthMm())).put("heightMm", number(page.heightMm()));
        page.reference().ifPresent(reference ->
                node.putObject("reference").put("file", reference.file()).put("page", reference.page()));
        return node;
    }

    private static ObjectNode field(Field field) {
        ObjectNode node = NODES.objectNode().put("name", field.name());
        if (!field.label().isEmpty()) {
            node.put("label", field.label());
        }
        node.put("page", field.page());
        if (!isUnionOfOptions(field)) {
            node.set("box", box(field.box()));
        }
        node.put("kind", field.kind().json());
        if (field.required()) {
            node.put("required", true);
        }
        if (!field.rules().equals(Rules.NONE)) {
            node.set("rules", rules(field));
        }
        if (!field.sensitivity().equals(Sensitivity.NONE)) {
            ObjectNode sensitivity = node.putObject("sensitivity");
            sensitivity.put("class", field.sensitivity().sensitivityClass().json());
            field.sensitivity().group().ifPresent(group -> sensitivity.put("group", group));
        }
        if (field.parts() != 1) {
            node.put("parts", field.parts());
        }
        if (field.comb() != 0) {
            node.put("comb", field.comb());
        }
        if (!field.options().isEmpty()) {
            var options = node.putArray("options");
            field.options().forEach(option -> options.add(option(option)));
        }
        if (!field.machine().equals(MachinePolicy.VOTER)) {
            ObjectNode machine = node.putObject("machine").put("votes", field.machine().votes());
            field.machine().decidesAt().ifPresent(confidence -> machine.put("decidesAt", number(confidence)));
        }
        return node;
    }

    private static ObjectNode check(RecordRule check) {
        ObjectNode node = NODES.objectNode().put("rule", check.word());
        var fields = node.putArray("fields");
        check.fields().forEach(fields::add);
        if (check instanceof RecordRule.CheckDigit digit) {
            node.put("scheme", digit.scheme().json());
        }
        if (check instanceof RecordRule.Sequence sequence && sequence.step().compareTo(BigDecimal.ONE) != 0) {
            node.put("step", sequence.step());
        }
        return node;
    }

    private static boolean isUnionOfOptions(Field field) {
        return field.options().stream().map(Option::box).reduce(Box::union).filter(field.box()::equals).isPresent();
    }

    private static ObjectNode option(Option option) {
        ObjectNode node = NODES.objectNode().put("value", option.value());
        if (!option.label().isEmpty()) {
            node.put("label", option.label());
        }
        node.set("box", box(option.box()));
        return node;
    }

    private static ObjectNode rules(Field field) {
        Rules rules = field.rules();
        ObjectNode node = NODES.objectNode();
        rules.pattern().ifPresent(pattern -> node.put("pattern", pattern));
        boolean dates = field.kind() == FieldKind.DATE;
        rules.min().ifPresent(min -> putLimit(node, "min", min, dates));
        rules.max().ifPresent(max -> putLimit(node, "max", max, dates));
        if (!rules.values().isEmpty()) {
            var values = node.putArray("values");
            rules.values().forEach(values::add);
        }
        rules.dateFormat().ifPresent(format -> node.put("dateFormat", format));
        rules.lengthMax().ifPresent(length -> node.put("lengthMax", length));
        return node;
    }

    private static void putLimit(ObjectNode node, String name, String limit, boolean date) {
        if (date) {
            node.put(name, limit);
        } else {
            node.put(name, new BigDecimal(limit));
        }
    }

    private static ObjectNode box(Box box) {
        return NODES.objectNode()
                .put("x", number(box.x()))
                .put("y", number(box.y()))
                .put("width", number(box.width()))
                .put("height", number(box.height()));
    }

    /** The shortest number that is read back as the same double: 210 and not 210.0. */
    private static BigDecimal number(double value) {
        BigDecimal exact = new BigDecimal(Double.toString(value)).stripTrailingZeros();
        return exact.scale() < 0 ? exact.setScale(0) : exact;
    }

    /** Two blanks a level, line feeds on every system, and objects of a few plain values on one line. */
    private static final class OneLineBoxes extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;
        private static final Set<String> ONE_LINE = Set.of("box", "reference", "sensitivity", "machine");
        private static final Indenter INDENTER = new DefaultIndenter("  ", "\n");

        OneLineBoxes() {
            indentObjectsWith(INDENTER);
            indentArraysWith(INDENTER);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new OneLineBoxes();
        }

        @Override
        public void writeStartObject(JsonGenerator out) throws IOException {
            boolean oneLine = ONE_LINE.contains(String.valueOf(out.getOutputContext().getParent().getCurrentName()));
            indentObjectsWith(oneLine ? FixedSpaceIndenter.instance : INDENTER);
            super.writeStartObject(out);
        }

        @Override
        public void writeEndObject(JsonGenerator out, int entries) throws IOException {
            super.writeEndObject(out, entries);
            indentObjectsWith(INDENTER);
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator out) throws IOException {
            out.writeRaw(": ");
        }
    }
}
