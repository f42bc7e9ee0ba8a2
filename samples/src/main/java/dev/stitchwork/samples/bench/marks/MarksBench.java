package dev.stitchwork.samples.bench.marks;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeSet;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;
import picocli.CommandLine;

/** How many marks of real sheets are read for certain, whether those are right, and whether the probabilities are true. */
@CommandLine.Command(
        name = "marks",
        description = "Marks read by machine on real sheets: certain ones, wrong ones, and what share goes to people.",
        mixinStandardHelpOptions = true)
public final class MarksBench implements Bench {
    private static final String RESOURCES = "/dev/stitchwork/samples/";
    private static final CSVFormat CSV = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
    private static final double[] BINS = {0, 0.6, 0.8, 0.9, 0.95, 0.98, 1.01};
    private static final double PEOPLE_MAX = 0.03;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    @CommandLine.Option(names = "--certain", paramLabel = "P", defaultValue = "0.95",
            description = "probability from which a reading counts as certain; default: ${DEFAULT-VALUE}")
    private double certain;

    @CommandLine.Option(names = "--show", description = "print each reading that is wrong or not certain")
    private boolean show;

    @CommandLine.Option(names = "--looks", paramLabel = "DIR", description = "write a contact sheet of each page here")
    private Path looks;

    @CommandLine.Option(names = "--only", paramLabel = "TEXT", defaultValue = "", description = "only sets whose name has this in it")
    private String only;

    private final Set<String> refusals = new TreeSet<>();
    private final List<Marked> all = new ArrayList<>();

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        out.println("set                              fields  certain  of them wrong  to people  of them right");
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
            Path quexf = corpus.set("forms-quexf");
            if ("quexf".contains(only)) {
                try (Reader answers = Files.newBufferedReader(quexf.resolve("answers.csv"))) {
                    line(out, "quexf", tabled(splitter, "quexf/template.json", quexf.resolve("template"), quexf, answers));
                }
            }
            Path sheets = corpus.set("reg-formscanner");
            for (String form : List.of("Questionnaire", "Test")) {
                String template = form.equals("Test") ? "answer-sheet" : "questionnaire";
                if (("formscanner " + form).contains(only)) {
                    try (Reader answers = new InputStreamReader(resource("formscanner/answers.csv"), StandardCharsets.UTF_8)) {
                        line(out, "formscanner " + form,
                                tabled(splitter, "formscanner/" + template + ".json", sheets.resolve(form), sheets, answers));
                    }
                }
            }
            Path bubbles = corpus.set("reg-omrchecker");
            for (BubbleSheets form : BubbleSheets.all()) {
                if (("omrchecker " + form.name()).contains(only)) {
                    line(out, "omrchecker " + form.name(), bubbles(splitter, form, bubbles));
                }
            }
        }
        line(out, "all", all);
        refusals.forEach(out::println);
        out.println("\nprobability given       fields   right");
        for (int i = 0; i + 1 < BINS.length; i++) {
            double from = BINS[i];
            double to = BINS[i + 1];
            List<Marked> bin = all.stream().filter(one -> one.probability() >= from && one.probability() < to).toList();
            out.printf(Locale.ROOT, "%.2f to %.2f          %8d  %5.1f %%%n", from, Math.min(1, to), bin.size(),
                    100.0 * bin.stream().filter(Marked::isRight).count() / Math.max(1, bin.size()));
        }
        long wrong = all.stream().filter(one -> one.probability() >= certain && !one.isRight()).count();
        double people = all.stream().filter(one -> one.probability() < certain).count() / (double) all.size();
        boolean held = wrong == 0 && people <= PEOPLE_MAX;
        out.println(held ? "all bounds held" : "NOT all bounds held (no certain reading wrong, at most 3 % to people)");
        return held ? Exit.DONE : Exit.REFUSED;
    }

    private void line(PrintWriter out, String name, List<Marked> marks) {
        List<Marked> sure = marks.stream().filter(one -> one.probability() >= certain).toList();
        List<Marked> open = marks.stream().filter(one -> one.probability() < certain).toList();
        out.printf(Locale.ROOT, "%-30s %8d %8d %14d %8.1f %% %13d%n", name, marks.size(), sure.size(),
                sure.stream().filter(one -> !one.isRight()).count(), 100.0 * open.size() / Math.max(1, marks.size()),
                open.stream().filter(Marked::isRight).count());
        if (show && marks != all) {
            marks.stream().filter(one -> one.probability() < certain || !one.isRight()).forEach(one -> out.printf(Locale.ROOT,
                    "    %s: read '%s' with %.2f, is '%s'%n", one.sheet(), one.read(), one.probability(), one.truth()));
        }
        out.flush();
    }

    /** Sheets with a table of file, field and value. */
    private List<Marked> tabled(ScanSplitter splitter, String template, Path references, Path scans, Reader answers) throws IOException {
        FormTemplate form;
        try (InputStream in = resource(template)) {
            form = TemplateJson.read(in.readAllBytes());
        }
        Map<String, byte[]> pictures = new LinkedHashMap<>();
        for (TemplatePage page : form.pages()) {
            String name = page.reference().orElseThrow().file();
            pictures.put(name, Files.readAllBytes(references.resolve(name)));
        }
        Map<String, Map<String, String>> truth = new LinkedHashMap<>();
        for (CSVRecord row : CSV.parse(answers)) {
            if (form.field(row.get("field")).isPresent()) {
                truth.computeIfAbsent(row.get("file"), file -> new LinkedHashMap<>()).put(row.get("field"), row.get("value"));
            }
        }
        List<Marked> marks = new ArrayList<>();
        for (Map.Entry<String, Map<String, String>> sheet : truth.entrySet()) {
            marks.addAll(read(splitter, form, pictures, scans.resolve(sheet.getKey()), sheet.getValue()));
        }
        all.addAll(marks);
        return marks;
    }

    /** Answer sheets, with what is expected of each in tables of their own. */
    private List<Marked> bubbles(ScanSplitter splitter, BubbleSheets sheets, Path folder) throws IOException {
        BubbleMap map = sheets.map(folder);
        BubbleForm form = sheets.form(folder);
        List<Marked> marks = new ArrayList<>();
        for (String sheet : sheets.sheets()) {
            Map<String, String> truth = new LinkedHashMap<>();
            for (String table : sheets.expected()) {
                ExpectedAnswers.of(folder.resolve("expected").resolve(table), Path.of(sheet).getFileName().toString(), map)
                        .forEach((question, answer) -> truth.put(question, String.join("|", answer.split(""))));
            }
            marks.addAll(read(splitter, form.template(), Map.of(BubbleForm.PICTURE, form.picture()), folder.resolve(sheet), truth));
        }
        all.addAll(marks);
        return marks;
    }

    private List<Marked> read(ScanSplitter splitter, FormTemplate form, Map<String, byte[]> pictures, Path file,
            Map<String, String> truth) throws IOException {
        String name = file.getFileName().toString();
        List<Marked> marks = new ArrayList<>();
        try {
            Proofs looked = looked(name);
            splitter.split(new Scan(name, () -> Files.newByteChannel(file), form, pictures, Optional.empty()), new Splitter.Pieces() {
                @Override
                public void document(ShreddedDocument document) {
                    document.shreds().forEach(shred -> add(form, name, shred, truth, marks));
                }

                @Override
                public void refused(List<Integer> filePages, String reason) {
                    refusals.add(reason);
                }
            }, looked);
        } catch (UnreadableScanException unreadable) {
            refusals.add(unreadable.getMessage());
        }
        return marks;
    }

    /** Contact sheets of what is read, where they are wanted. */
    private Proofs looked(String name) {
        return looks == null ? Proofs.NONE : new Proofs() {
            @Override
            public void opened(int pages) {}

            @Override
            public void page(PageProof proof) {
                try {
                    Files.createDirectories(looks);
                    Files.write(looks.resolve(name + "-" + proof.filePage() + ".png"), proof.contactSheet());
                } catch (IOException failed) {
                    throw new UncheckedIOException("Cannot write into " + looks, failed);
                }
            }
        };
    }

    private static void add(FormTemplate form, String sheet, Shred shred, Map<String, String> truth, List<Marked> marks) {
        Field field = form.field(shred.field()).orElseThrow();
        if (field.kind().isChoice() && truth.containsKey(field.name())) {
            MachineReading reading = shred.machineReadings().get(0);
            marks.add(new Marked(sheet + " " + field.name(), reading.reading().text(), numbers(field, truth.get(field.name())),
                    reading.confidence()));
        }
    }

    private static String numbers(Field field, String values) {
        StringJoiner numbers = new StringJoiner(" ");
        List<String> chosen = List.of(values.split("\\|"));
        for (int i = 0; i < field.options().size(); i++) {
            Option option = field.options().get(i);
            if (chosen.contains(option.value())) {
                numbers.add(String.valueOf(i + 1));
            }
        }
        return numbers.toString();
    }

    private static InputStream resource(String name) {
        return MarksBench.class.getResourceAsStream(RESOURCES + name);
    }
}
