package dev.stitchwork.samples.bench.marks;

import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.samples.scan.PrintedFile;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.registration.FormFinder;
import dev.stitchwork.splitter.registration.Sheet;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import picocli.CommandLine;

/**
 * Whether pages are put to the right form of a set, and what it costs, on every scan and photograph that there is a template
 * for: eleven templates, of which two are of one print, with its head and without.
 */
@CommandLine.Command(
        name = "matching",
        description = "Which form of a set each page is put to, and what that costs.",
        mixinStandardHelpOptions = true)
public final class MatchingBench implements Bench {
    private static final int PRINTED = 6;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    @CommandLine.Option(names = "--sets", paramLabel = "N", split = ",", defaultValue = "1,2,5,10",
            description = "measure the time for sets of so many templates, 0 for none; default: ${DEFAULT-VALUE}")
    private List<Integer> sets;

    @CommandLine.Option(names = "--times-only", description = "do not say where pages are put")
    private boolean timesOnly;

    private final ThreadMXBean clock = ManagementFactory.getThreadMXBean();
    private final List<Form> forms = new ArrayList<>();
    private final List<Paper> papers = new ArrayList<>();

    /** A template's empty pages. */
    private record Form(String name, List<Sheet> sheets) {}

    /** A filled page, and what it is. */
    private record Paper(String name, int form, int page, Gray picture, boolean photo) {}

    @Override
    public Integer call() throws IOException {
        try {
            benefits();
            Path quexf = corpus.set("forms-quexf");
            tabled("quexf", "quexf/template.json", quexf.resolve("template"), IntStream.rangeClosed(1, 3)
                    .mapToObj(i -> quexf.resolve("filled/test_filled_%d.pdf".formatted(i))).toList());
            Path sheets = corpus.set("reg-formscanner");
            tabled("questionnaire", "formscanner/questionnaire.json", sheets.resolve("Questionnaire"), IntStream.rangeClosed(1, 5)
                    .mapToObj(i -> sheets.resolve("Questionnaire/Q0000%d.jpg".formatted(i))).toList());
            tabled("answer sheet", "formscanner/answer-sheet.json", sheets.resolve("Test"), IntStream.rangeClosed(1, 3)
                    .mapToObj(i -> sheets.resolve("Test/T0000%d.jpg".formatted(i))).toList());
            bubbles(corpus.set("reg-omrchecker"));
        } catch (RefusedException refused) {
            throw new IOException(refused.getMessage(), refused);
        }
        PrintWriter out = spec.commandLine().getOut();
        int wrong = timesOnly ? 0 : places(out);
        if (!sets.contains(0)) {
            times(out);
        }
        return wrong == 0 ? Exit.DONE : Exit.REFUSED;
    }

    /** Says of each page where it is put; how many wrongly. */
    private int places(PrintWriter out) {
        FormFinder finder = new FormFinder(forms.stream().flatMap(form -> form.sheets().stream()).toList());
        int right = 0;
        int none = 0;
        int wrong = 0;
        for (Paper paper : papers) {
            long start = clock.getCurrentThreadCpuTime();
            FormFinder.Found found = finder.find(paper.picture());
            long ms = (clock.getCurrentThreadCpuTime() - start) / 1_000_000;
            int first = first(paper.form());
            boolean itself = found.page() == first + paper.page();
            String said = found.laid().isEmpty() ? "NONE, nearest " + name(found.page())
                    : (itself ? "" : "WRONG: ") + name(found.page()) + found.revision().map(other -> ", of another revision").orElse("");
            none += found.laid().isEmpty() ? 1 : 0;
            right += found.laid().isPresent() && itself ? 1 : 0;
            wrong += found.laid().isPresent() && !itself ? 1 : 0;
            out.printf(Locale.ROOT, "%-36s %-28s match %.2f  %5d ms  %s%n", paper.name(),
                    forms.get(paper.form()).name() + " " + paper.page(), found.match(), ms, said);
            out.flush();
        }
        out.printf("%d pages, %d templates: %d put to their own page, %d to another, %d refused%n",
                papers.size(), forms.size(), right, wrong, none);
        return wrong;
    }

    private int first(int form) {
        return forms.subList(0, form).stream().mapToInt(each -> each.sheets().size()).sum();
    }

    private String name(int inRow) {
        int form = 0;
        while (inRow > first(form) + forms.get(form).sheets().size()) {
            form++;
        }
        return forms.get(form).name() + " " + (inRow - first(form));
    }

    /** Processor time a page for sets of several sizes, each of the page's own form and those after it. */
    private void times(PrintWriter out) {
        out.println("templates      scans, ms   photographs, ms   (median processor time a page)");
        for (int size : sets) {
            List<Double> scans = new ArrayList<>();
            List<Double> photos = new ArrayList<>();
            for (int own = 0; own < forms.size(); own++) {
                int form = own;
                List<Sheet> sheets = IntStream.range(0, size)
                        .mapToObj(i -> forms.get((form + i) % forms.size()))
                        .flatMap(each -> each.sheets().stream())
                        .toList();
                FormFinder finder = new FormFinder(sheets);
                // What is worked out once for a set is not what a page costs.
                papers.stream().filter(paper -> paper.form() == form).limit(1).forEach(paper -> find(finder, size, paper));
                papers.stream().filter(paper -> paper.form() == form).skip(1).limit(1)
                        .forEach(paper -> (paper.photo() ? photos : scans).add(find(finder, size, paper)));
            }
            out.printf(Locale.ROOT, "%9d %14.0f %17.0f%n", size, median(scans), median(photos));
            out.flush();
        }
    }

    private double find(FormFinder finder, int size, Paper paper) {
        long start = clock.getCurrentThreadCpuTime();
        if (size == 1) {
            finder.find(paper.picture(), false, paper.page());
        } else {
            finder.find(paper.picture());
        }
        return (clock.getCurrentThreadCpuTime() - start) / 1e6;
    }

    private static double median(List<Double> all) {
        double[] sorted = all.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
    }

    private void benefits() throws IOException, RefusedException {
        FormTemplate template = BenefitForm.template();
        forms.add(new Form("benefit", List.of(Sheet.printed(BenefitForm.WIDTH_MM, BenefitForm.HEIGHT_MM,
                pictures("blank.pdf", SampleFormFiles.blankPdf()).get(0)))));
        ConcurrentLinkedQueue<PrintedFile> files = new ConcurrentLinkedQueue<>();
        new FormPrinter(template, SampleFormFiles.blankPdf()).print(PRINTED, 3, "benefit", files::add);
        for (PrintedFile file : files) {
            add(file.name(), file.bytes(), 1, false);
        }
    }

    private void tabled(String name, String template, Path references, List<Path> scans) throws IOException, RefusedException {
        FormTemplate form;
        try (InputStream in = MatchingBench.class.getResourceAsStream("/dev/stitchwork/samples/" + template)) {
            form = TemplateJson.read(in.readAllBytes());
        }
        List<Sheet> sheets = new ArrayList<>();
        for (TemplatePage page : form.pages()) {
            TemplatePage.Reference reference = page.reference().orElseThrow();
            List<Gray> blank = pictures(reference.file(), Files.readAllBytes(references.resolve(reference.file())));
            sheets.add(Sheet.printed(page.widthMm(), page.heightMm(), blank.get(reference.page() - 1)));
        }
        forms.add(new Form(name, sheets));
        for (Path scan : scans) {
            add(scan.getFileName().toString(), Files.readAllBytes(scan), sheets.size(), false);
        }
    }

    private void bubbles(Path folder) throws IOException, RefusedException {
        for (BubbleSheets sheets : BubbleSheets.all()) {
            BubbleForm form = sheets.form(folder);
            TemplatePage page = form.template().pages().get(0);
            forms.add(new Form(sheets.name(),
                    List.of(Sheet.printed(page.widthMm(), page.heightMm(), pictures("blank.png", form.picture()).get(0)))));
            for (String sheet : sheets.sheets()) {
                Path scan = folder.resolve(sheet);
                add(scan.getFileName().toString(), Files.readAllBytes(scan), 1, sheets.name().contains("photograph"));
            }
        }
    }

    /** Adds the pages of a scan of the newest form, in the form's order. */
    private void add(String name, byte[] bytes, int size, boolean photo) throws IOException, RefusedException {
        List<Gray> pictures = pictures(name, bytes);
        for (int page = 1; page <= pictures.size(); page++) {
            papers.add(new Paper(name + (pictures.size() > 1 ? " " + page : ""), forms.size() - 1, (page - 1) % size + 1,
                    pictures.get(page - 1), photo));
        }
    }

    private static List<Gray> pictures(String name, byte[] bytes) throws IOException, RefusedException {
        Path file = Files.createTempFile("matching", "");
        try {
            Files.write(file, bytes);
            List<Gray> pictures = new ArrayList<>();
            try (Pages pages = new Intake(IntakeLimits.DEFAULT).open(name, () -> Files.newByteChannel(file), Optional.empty())) {
                for (int page = 1; page <= pages.count(); page++) {
                    pictures.add(pages.page(page).picture());
                }
            }
            return pictures;
        } finally {
            Files.delete(file);
        }
    }
}
