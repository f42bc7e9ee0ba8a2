package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/**
 * How fast scanned forms are split, against what somebody would write in a shell: {@code pdftoppm} and one call of
 * ImageMagick that cuts the boxes out; and with print read by machine, against the {@code tesseract} command on the page.
 */
@CommandLine.Command(
        name = "speed",
        description = "Splits scans of the sample form at 300 dpi and prints ratios to pdftoppm with ImageMagick, and to tesseract.",
        mixinStandardHelpOptions = true)
public final class SpeedBench implements Bench {
    private static final double PAGES_RATIO_MIN = 2;
    private static final double READING_RATIO_MAX = 0.9;
    private static final int FIELDS = 20;
    private static final int PAGES = 6;
    private static final int THREADS = 2;
    private static final double PX_PER_MM = 300 / 25.4;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--rounds", paramLabel = "N", defaultValue = "4",
            description = "times that each of two threads does a file of six pages, either way; default: ${DEFAULT-VALUE}")
    private int rounds;

    @CommandLine.Option(names = "--warm", paramLabel = "N", defaultValue = "6",
            description = "files that are split before any is counted; default: ${DEFAULT-VALUE}")
    private int warm;

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (!Peer.isInstalled()) {
            out.println("Nothing is compared: expected pdftoppm (poppler-utils) and convert (imagemagick) but one is not there.");
            return Exit.REFUSED;
        }
        FormTemplate whole = BenefitForm.template();
        FormTemplate template = new FormTemplate(whole.name(), whole.title(), whole.locale(), whole.pages(), whole.fields().subList(0, FIELDS));
        Path folder = Files.createTempDirectory("stitchwork-speed");
        try {
            Path scan = Files.write(folder.resolve("scan.pdf"), GoodFiles.fax(PAGES));
            Scan file = new Scan("scan.pdf", () -> Files.newByteChannel(scan), template,
                    Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()), Optional.empty());
            boolean held = withoutReading(out, file, scan) & withReading(out, file, scan, folder);
            out.println(held ? "all bounds held" : "NOT all bounds held");
            return held ? Exit.DONE : Exit.REFUSED;
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    /** Two threads split, and two threads run the shell's way, by turns. */
    private boolean withoutReading(PrintWriter out, Scan file, Path scan) throws Exception {
        double ours = 0;
        double shell = 0;
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
            twoThreads(warm, () -> split(splitter, file));
            for (int round = 0; round < rounds; round++) {
                ours += twoThreads(1, () -> split(splitter, file));
                shell += twoThreads(1, () -> shell(scan, file.template()));
            }
        }
        double pages = PAGES * THREADS * rounds;
        double ratio = shell / ours;
        out.printf(Locale.ROOT, "%d fields, two threads: %.2f pages a second, pdftoppm and convert %.2f: %.2f times as many (at least %.1f)%n",
                FIELDS, pages / ours, pages / shell, ratio, PAGES_RATIO_MIN);
        return ratio >= PAGES_RATIO_MIN;
    }

    /** One thread splits and reads, and the other program reads the pages, by turns. */
    private boolean withReading(PrintWriter out, Scan file, Path scan, Path folder) throws Exception {
        if (!Peer.isThere("tesseract", "--version")) {
            out.println("Machine reading is not compared: expected tesseract (tesseract-ocr) but it is not there.");
            return true;
        }
        List<Path> pages = drawn(scan, folder);
        double ours = 0;
        double theirs = 0;
        try (ScanSplitter splitter = new ScanSplitter(folder.resolve("work"))) {
            for (int i = 0; i < warm; i++) {
                split(splitter, file);
            }
            for (int round = 0; round < rounds; round++) {
                long start = System.nanoTime();
                split(splitter, file);
                long between = System.nanoTime();
                for (Path page : pages) {
                    run(Map.of("OMP_THREAD_LIMIT", "1"), List.of("tesseract", page.toString(), "-"));
                }
                ours += (between - start) / 1e9;
                theirs += (System.nanoTime() - between) / 1e9;
            }
        }
        double ratio = ours / theirs;
        out.printf(Locale.ROOT, "with print read by machine: %.2f s a page, tesseract %.2f s: %.2f times as long (at most %.1f)%n",
                ours / rounds / PAGES, theirs / rounds / PAGES, ratio, READING_RATIO_MAX);
        return ratio <= READING_RATIO_MAX;
    }

    /** Seconds that two threads take for so many each. */
    private static double twoThreads(int times, Callable<Object> work) throws InterruptedException, ExecutionException {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        long start = System.nanoTime();
        List<Future<Object>> running = new ArrayList<>();
        for (int i = 0; i < THREADS * times; i++) {
            running.add(threads.submit(work));
        }
        for (Future<Object> one : running) {
            one.get();
        }
        threads.shutdown();
        return (System.nanoTime() - start) / 1e9;
    }

    private static Object split(ScanSplitter splitter, Scan file) throws IOException {
        List<ShreddedDocument> documents = GoodFiles.split(splitter, file);
        if (documents.size() != PAGES) {
            throw new IllegalStateException("Expected %d forms but %d were cut.".formatted(PAGES, documents.size()));
        }
        return documents;
    }

    private static Object shell(Path scan, FormTemplate template) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("stitchwork-shell");
        List<Path> pages = drawn(scan, folder);
        for (Path page : pages) {
            List<String> command = new ArrayList<>(List.of("convert", page.toString()));
            for (Field field : template.fields()) {
                command.addAll(List.of("(", "-clone", "0", "-crop", "%dx%d+%d+%d".formatted(px(field.box().width()),
                        px(field.box().height()), px(field.box().x()), px(field.box().y())), "+repage", ")"));
            }
            command.addAll(List.of("-delete", "0", page + "-%02d.png"));
            run(Map.of(), command);
        }
        try (Stream<Path> made = Files.list(folder)) {
            long all = made.count();
            if (all != pages.size() * (1 + template.fields().size())) {
                throw new IOException("Expected a picture for each field but found %d files.".formatted(all));
            }
        }
        FileUtils.deleteDirectory(folder.toFile());
        return pages;
    }

    private static List<Path> drawn(Path scan, Path folder) throws IOException, InterruptedException {
        run(Map.of(), List.of("pdftoppm", "-r", "300", "-gray", scan.toString(), folder.resolve("page").toString()));
        try (Stream<Path> pages = Files.list(folder)) {
            return pages.filter(page -> page.toString().endsWith(".pgm")).sorted().toList();
        }
    }

    private static int px(double mm) {
        return (int) Math.round(mm * PX_PER_MM);
    }

    private static void run(Map<String, String> variables, List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(variables);
        int exit = builder.start().waitFor();
        if (exit != 0) {
            throw new IOException("Expected '%s' to end well but it ended with %d.".formatted(command.get(0), exit));
        }
    }
}
