package dev.stitchwork.samples.demo;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.consensus.Normaliser;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.scan.FilledForm;
import dev.stitchwork.samples.scan.PrintedFile;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/** A batch as it was delivered, to be compared with what was written. */
public final class Delivery {
    private final FormTemplate template;
    private final Map<String, CSVRecord> rows = new HashMap<>();

    public Delivery(FormTemplate template, byte[] csv) throws IOException {
        this.template = template;
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        for (CSVRecord row : format.parse(new StringReader(new String(csv, StandardCharsets.UTF_8)))) {
            rows.put(key(row.get("_file"), Integer.parseInt(row.get("_document"))), row);
        }
    }

    /** One sentence for each field that differs from what was written, every document of every file. */
    public List<String> differences(List<PrintedFile> files) {
        List<String> differences = new ArrayList<>();
        for (PrintedFile file : files) {
            for (int i = 0; i < file.forms().size(); i++) {
                FilledForm form = file.forms().get(i);
                String document = key(file.name(), i + 1);
                CSVRecord row = rows.get(document);
                for (Field field : template.fields()) {
                    String delivered = row == null ? "(no row)" : row.get(field.name());
                    String written = form.answers().get(field.name());
                    if (!same(field, written, delivered)) {
                        differences.add("Expected '%s' in field '%s' of %s but was '%s'.".formatted(
                                written, field.name(), document, delivered));
                    }
                }
            }
        }
        return differences;
    }

    private boolean same(Field field, String written, String delivered) {
        if (field.kind() == FieldKind.SIGNATURE) {
            return delivered.equals(written.isEmpty() ? "no" : "yes");
        }
        if (written.isEmpty() || delivered.isEmpty()) {
            return written.equals(delivered);
        }
        if (field.kind().isChoice()) {
            String values = Stream.of(written.split(" "))
                    .map(number -> field.options().get(Integer.parseInt(number) - 1).value())
                    .collect(Collectors.joining("|"));
            return values.equals(delivered);
        }
        return ballot(field, written).equals(ballot(field, delivered));
    }

    private String ballot(Field field, String text) {
        return Normaliser.ballot(Reading.of(text), field, template.locale());
    }

    private static String key(String file, int document) {
        return file + ", document " + document;
    }
}
