package dev.stitchwork.stitcher;

import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.RecordRule;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * One output row: a document's fields, joined and typed, in the order of the template.
 *
 * @param template name of the template
 * @param file the client's name for the file the document came in
 * @param number which document of that file, from 1
 * @param filePages its pages in the file, from 1
 */
record FormRecord(String template, String file, int number, List<Integer> filePages, List<RecordField> fields) {
    FormRecord {
        filePages = List.copyOf(filePages);
        fields = List.copyOf(fields);
    }

    /** @param former the record before it, to hold a sequence against */
    static FormRecord of(FormTemplate template, Transcript transcript, Optional<FormRecord> former) {
        FormRecord alone = of(template, transcript);
        Map<String, String> values = alone.values();
        former.filter(before -> before.template.equals(alone.template) && before.file.equals(alone.file) && before.number == alone.number - 1)
                .ifPresent(before -> template.checks().forEach(rule -> {
                    if (rule instanceof RecordRule.Sequence sequence) {
                        Optional.ofNullable(before.values().get(sequence.field()))
                                .ifPresent(value -> values.put(sequence.former(), value));
                    }
                }));
        List<RecordField> fields = alone.fields.stream()
                .map(field -> field.breaking(template.checks().stream()
                        .filter(rule -> rule.fields().get(0).equals(field.field().name()) && !rule.holds(values))
                        .map(RecordRule::word)
                        .toList()))
                .toList();
        return new FormRecord(alone.template, alone.file, alone.number, alone.filePages, fields);
    }

    /** The values of the fields that have one, by name. */
    private Map<String, String> values() {
        Map<String, String> values = new HashMap<>();
        fields.stream()
                .filter(field -> field.mark().isEmpty() && !field.value().isBlank())
                .forEach(field -> values.put(field.field().name(), field.value().text()));
        return values;
    }

    /** One by itself. */
    static FormRecord of(FormTemplate template, Transcript transcript) {
        Map<String, List<Transcript.Part>> parts =
                transcript.parts().stream().collect(Collectors.groupingBy(Transcript.Part::field));
        List<RecordField> fields = template.fields().stream()
                .map(field -> {
                    List<Transcript.Part> own = parts.getOrDefault(field.name(), List.of());
                    checkComplete(field, template.layout().fixed() ? field.parts() : own.size(), own, transcript);
                    return RecordField.of(field, own, template);
                })
                .toList();
        return new FormRecord(template.name(), transcript.file(), transcript.number(), transcript.filePages(), fields);
    }

    List<RecordField> where(Predicate<RecordField> test) {
        return fields.stream().filter(test).toList();
    }

    /** @param count how many pieces there should be: where only the page knows, none may be missing before the last */
    private static void checkComplete(Field field, int count, List<Transcript.Part> parts, Transcript transcript) {
        List<Integer> numbers = parts.stream().map(Transcript.Part::part).sorted().toList();
        for (int part = 1; part <= Math.max(1, count); part++) {
            if (numbers.size() != count || count == 0 || numbers.get(part - 1) != part) {
                throw new IllegalArgumentException(
                        "Expected parts 1 to %d of field '%s' once each but was %s in document %d of file '%s'."
                                .formatted(Math.max(1, count), field.name(), numbers, transcript.number(), transcript.file()));
            }
        }
    }
}
