package dev.stitchwork.stitcher;

import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/**
 * Records as CSV: RFC 4180, UTF-8 without a byte order mark, a header, one row a document.
 *
 * <p>A spreadsheet runs a cell as a formula if it begins with {@code = + - @}, a tab or a line break, and an answer is
 * keyed by strangers from a paper filled in by strangers. Such a cell gets an apostrophe in front; so does one that
 * already has apostrophes before such a sign, so that a program takes one apostrophe off and has the value again.
 * Numbers and phone numbers are no formulas and stay as they are.
 */
final class CsvRecords implements RecordWriter {
    static final List<String> LEADING = List.of("_file", "_document", "_marked", "_breaches");

    private static final Pattern FORMULA = Pattern.compile("(?s)'*[\\s\\p{Z}]*[=+\\-@\\t\\r\\n\uFF1D\uFF0B\uFF0D\uFF20].*");
    private static final Set<FieldKind> NEVER_FORMULAS =
            Set.of(FieldKind.INTEGER, FieldKind.DECIMAL, FieldKind.MONEY, FieldKind.PHONE);

    private final CSVPrinter printer;

    CsvRecords(FormTemplate template, OutputStream out) throws IOException {
        printer = new CSVPrinter(new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8)), CSVFormat.RFC4180);
        List<String> header = new ArrayList<>(LEADING);
        template.fields().forEach(field -> header.add(field.name()));
        printer.printRecord(header);
    }

    @Override
    public void write(FormRecord document) throws IOException {
        List<String> row = new ArrayList<>();
        row.add(guarded(document.file()));
        row.add(String.valueOf(document.number()));
        row.add(document.where(field -> field.mark().isPresent()).stream()
                .map(field -> field.field().name())
                .collect(Collectors.joining(" ")));
        row.add(document.fields().stream()
                .flatMap(field -> field.breachWords().stream().map(word -> field.field().name() + ":" + word))
                .collect(Collectors.joining(" ")));
        document.fields().forEach(field -> row.add(cell(field)));
        printer.printRecord(row);
    }

    @Override
    public void end() throws IOException {
        printer.flush();
    }

    private static String cell(RecordField field) {
        boolean harmless = field.isMarkOnly()
                || field.value().isOfKind() && NEVER_FORMULAS.contains(field.field().kind());
        return harmless ? field.text() : guarded(field.text());
    }

    private static String guarded(String text) {
        return FORMULA.matcher(text).matches() ? "'" + text : text;
    }
}
