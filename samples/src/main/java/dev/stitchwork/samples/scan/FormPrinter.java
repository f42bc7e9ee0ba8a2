package dev.stitchwork.samples.scan;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;

/**
 * Fills in copies of a form and scans them: the same seed gives the same scans and the same answers. One copy in three
 * is typed, the others are written by hand; no two hands are alike.
 */
public final class FormPrinter {
    /** Forms in one file of a kind that holds several. */
    static final int FORMS_PER_FILE = 6;
    private static final int DPI = 300;
    private static final double PIXELS_PER_MM = DPI / 25.4;

    private final FormTemplate template;
    private final BufferedImage blank;

    /** @param blankPdf the empty form, one page */
    public FormPrinter(FormTemplate template, byte[] blankPdf) throws IOException {
        this.template = template;
        try (PDDocument document = Loader.loadPDF(blankPdf)) {
            blank = new PDFRenderer(document).renderImageWithDPI(0, DPI, ImageType.GRAY);
        }
    }

    /**
     * Prints and scans forms, using all processors, in files of every kind by turns.
     *
     * @param forms how many filled-in forms, at least 1
     * @param prefix of the files' names
     * @param tray is given each file as it is done, in no order, by several threads
     */
    public void print(int forms, long seed, String prefix, Consumer<PrintedFile> tray) {
        jobs(forms, seed, prefix).parallelStream().forEach(job -> tray.accept(print(job)));
    }

    /** Fills in forms and scans none of them: sheets of 300 dpi, each in a hand of its own and printed as it is taken. */
    public Stream<BufferedImage> sheets(int forms, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Applicants applicants = new Applicants(random);
        return Stream.generate(() -> fill(applicants.next(), new Pen(random, random.nextInt(3) > 0))).limit(forms);
    }

    /** One file to be made, with a seed of its own so that files can be made side by side. */
    private record Job(String name, ScanFormat format, int forms, long seed) {}

    private static List<Job> jobs(int forms, long seed, String prefix) {
        SplittableRandom seeds = new SplittableRandom(seed);
        List<Job> jobs = new ArrayList<>();
        for (int left = forms; left > 0; left -= jobs.get(jobs.size() - 1).forms()) {
            ScanFormat format = ScanFormat.values()[jobs.size() % ScanFormat.values().length];
            String name = "%s-%03d.%s".formatted(prefix, jobs.size() + 1, format.ending());
            jobs.add(new Job(name, format, format.manyPages() ? Math.min(left, FORMS_PER_FILE) : 1, seeds.nextLong()));
        }
        return jobs;
    }

    private PrintedFile print(Job job) {
        RandomGenerator random = new SplittableRandom(job.seed());
        Applicants applicants = new Applicants(random);
        Scanner scanner = new Scanner(random);
        List<FilledForm> truth = new ArrayList<>();
        List<BufferedImage> pages = new ArrayList<>();
        for (int i = 0; i < job.forms(); i++) {
            FilledForm filled = applicants.next();
            truth.add(filled);
            Pen pen = new Pen(random, random.nextInt(3) > 0);
            pages.add(scanner.scan(fill(filled, pen), DPI, job.format().dpi(), job.format().oneBit()));
        }
        try {
            return new PrintedFile(job.name(), job.format().write(pages), truth);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private BufferedImage fill(FilledForm filled, Pen pen) {
        BufferedImage sheet = new BufferedImage(blank.getWidth(), blank.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        sheet.setData(blank.getRaster());
        Graphics2D paper = sheet.createGraphics();
        paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (Field field : template.fields()) {
            String answer = filled.answers().get(field.name());
            if (answer.isEmpty()) {
                continue;
            }
            if (field.kind().isChoice()) {
                for (String number : answer.split(" ")) {
                    pen.tick(paper, PIXELS_PER_MM, field.options().get(Integer.parseInt(number) - 1).box());
                }
            } else if (field.kind() == FieldKind.SIGNATURE) {
                pen.sign(paper, PIXELS_PER_MM, field.box());
            } else {
                pen.write(paper, PIXELS_PER_MM, field.box(), answer, field.comb());
            }
        }
        paper.dispose();
        return sheet;
    }
}
