package dev.stitchwork.ui.cli;

import dev.stitchwork.engine.EmptyForm;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.UnreadableScanException;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.InvalidTemplateException;
import dev.stitchwork.engine.form.Layout;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.splitter.proof.FreePageProof;
import dev.stitchwork.splitter.proof.PageProof;
import dev.stitchwork.splitter.proof.Proofs;
import dev.stitchwork.splitter.scratch.ScratchFolder;
import dev.stitchwork.ui.Command;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import me.tongfei.progressbar.ProgressBar;
import picocli.CommandLine;

/** Splits scans without a server, into a folder where a client can see what would be cut. */
@CommandLine.Command(
        name = "split",
        description = "Cuts scans into fragments, without a server, to check a template by eye.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nWhat is written, for each FILE into a folder of its name:%n",
        footer = {
            "  page-1.png ...     contact sheets: the page with its fields in colours, beside its fragments;",
            "                     ink of no field is red, the printed form grey, a doubtful fragment framed in red",
            "                     running text has a colour for each line, a register for each cell",
            "  fragments/...      what people are shown: page, field, part",
            "  split.json         where the form lies, estimated error, what was hidden, what machines read",
            "",
            "Examples:",
            "  stitchwork split march.pdf --template claim.json --out look",
            "  stitchwork split march.pdf --template claim.json --template invoice.json --out look"
        })
public final class Split implements Command {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--template", paramLabel = "TEMPLATE", required = true,
            description = "the template file; the pictures of the empty form that it names are looked for beside it; several where"
                    + " the scans mix forms")
    private List<Path> templateFiles;

    @CommandLine.Option(names = "--references", paramLabel = "DIR",
            description = "where the pictures of the empty form are instead")
    private Path referenceFolder;

    @CommandLine.Option(names = "--out", paramLabel = "DIR", required = true, description = "folder to write to")
    private Path out;

    @CommandLine.Option(names = "--password-file", paramLabel = "FILE", description = "file with the password that opens the scans")
    private Path passwordFile;

    @CommandLine.Parameters(arity = "1..*", paramLabel = "FILE", description = "scans: PDF, TIFF, PNG or JPEG")
    private List<Path> files;

    private int pagesRefused;
    private int filesRefused;

    @Override
    public Integer call() throws IOException {
        InputFiles.check(files);
        Map<String, Long> folders = files.stream().collect(Collectors.groupingBy(Split::folder, Collectors.counting()));
        if (folders.size() < files.size()) {
            throw new CommandFailure(Exit.USAGE, "Expected files of different names but %d share one: split them into different folders."
                    .formatted(files.size() - folders.size() + 1));
        }
        // Natives and language data are unpacked here, by a process that may be one of several.
        List<EmptyForm> forms = new ArrayList<>();
        try (ScratchFolder scratch = ScratchFolder.open();
                Aside aside = new Aside("reads the templates");
                ScanSplitter splitter = open(scratch.path().resolve("natives"), aside, forms)) {
            Optional<String> password = InputFiles.secret(passwordFile);
            splitter.readingNote(forms.get(0).template()).ifPresent(note -> err().println(note));
            for (Path file : files) {
                split(splitter, new Scan(file.getFileName().toString(), () -> Files.newByteChannel(file), forms, password), file);
            }
        }
        if (filesRefused == files.size()) {
            return Exit.REFUSED;
        }
        return filesRefused + pagesRefused == 0 ? Exit.DONE : Exit.PARTLY;
    }

    /** Reads the templates while the first of the processes that decode starts: either takes about a second. */
    private ScanSplitter open(Path work, Aside aside, List<EmptyForm> forms) throws IOException {
        aside.run(() -> {
            for (Path templateFile : templateFiles) {
                FormTemplate template = template(templateFile);
                forms.add(new EmptyForm(template, references(template, templateFile)));
            }
        });
        ScanSplitter splitter = new ScanSplitter(work);
        try {
            splitter.machineReadingUnavailable();
            aside.await();
            return splitter;
        } catch (IOException | RuntimeException wrong) {
            splitter.close();
            throw wrong;
        }
    }

    private void split(ScanSplitter splitter, Scan scan, Path file) {
        Path to = out.resolve(folder(file));
        try (ProofFolder folder = new ProofFolder(to)) {
            try (ProgressBar bar = Bars.ofPages(scan.name()); Aside aside = new Aside("writes what was cut")) {
                Showing showing = new Showing(scan, folder, bar, aside);
                splitter.split(scan, showing, showing);
            } catch (UnreadableScanException unreadable) {
                filesRefused++;
                folder.refused(List.of(), unreadable.getMessage());
                err().println("stitchwork: " + unreadable.getMessage());
            }
            folder.end(file, scan.forms().stream().map(form -> form.template().name()).toList());
        } catch (IOException full) {
            throw unwritten(to, full);
        }
    }

    private static CommandFailure unwritten(Path to, IOException cause) {
        return new CommandFailure(Exit.USAGE, "Expected to write what was cut to '%s' but that failed (%s): free space there or name another folder with --out."
                .formatted(to, cause.getMessage()));
    }

    /** What was cut is drawn and written page by page, in order, while the next page is cut. */
    private final class Showing implements Splitter.Pieces, Proofs {
        private final Scan scan;
        private final ProofFolder folder;
        private final ProgressBar bar;
        private final Aside aside;

        Showing(Scan scan, ProofFolder folder, ProgressBar bar, Aside aside) {
            this.scan = scan;
            this.folder = folder;
            this.bar = bar;
            this.aside = aside;
        }

        @Override
        public void opened(int pages) {
            bar.maxHint(pages);
        }

        @Override
        public void document(ShreddedDocument document) {
            // What was cut has been written page by page.
        }

        @Override
        public void page(PageProof proof) {
            next(proof.filePage(), () -> folder.add(proof), out(), line(scan, proof));
        }

        @Override
        public void freePage(FreePageProof proof) {
            next(proof.filePage(), () -> folder.add(proof), out(), line(scan, proof));
        }

        @Override
        public void refused(List<Integer> filePages, String reason) {
            pagesRefused += filePages.size();
            next(filePages.get(filePages.size() - 1), () -> folder.refused(filePages, reason), err(), "stitchwork: " + reason);
        }

        private void next(int filePage, Aside.Work write, PrintWriter to, String line) {
            try {
                aside.run(() -> {
                    write.run();
                    bar.stepTo(filePage);
                    to.println(line);
                });
            } catch (IOException full) {
                throw unwritten(folder.path(), full);
            }
        }
    }

    private static String line(Scan scan, FreePageProof proof) {
        long read = proof.fragments().stream().filter(fragment -> !fragment.readings().isEmpty()).count();
        int documents = proof.page().documents().size();
        String found = scan.template().layout() instanceof Layout.Register
                ? Template.many(documents, "row")
                : "%s; %s".formatted(Template.many(documents, "document"), Template.many((int) proof.lines(), "line"));
        return "%s page %d: turned %d degrees and by %.1f, %s, %s, %d read by machine; %.1f %% of the ink in none".formatted(
                scan.name(), proof.filePage(), proof.page().turn() * 90, -proof.page().degrees(), found,
                Template.many(proof.fragments().size(), "fragment"), read, 100 * proof.unclaimed());
    }

    private static String line(Scan scan, PageProof proof) {
        long flagged = proof.fragments().stream().filter(fragment -> fragment.cut().flag().isPresent()).count();
        long read = proof.fragments().stream().filter(fragment -> !fragment.readings().isEmpty()).count();
        return "%s page %d: page %d of '%s', turned %d degrees, match %.0f %%, error %.1f px; %s, %d read by machine, %d doubtful".formatted(
                scan.name(), proof.filePage(), proof.templatePage(), proof.template(), proof.turn() * 90,
                proof.match() * 100, proof.errorPx(), Template.many(proof.fragments().size(), "fragment"), read, flagged);
    }

    private static FormTemplate template(Path templateFile) throws IOException {
        InputFiles.check(List.of(templateFile));
        try {
            return TemplateJson.read(Files.readAllBytes(templateFile));
        } catch (InvalidTemplateException invalid) {
            throw new CommandFailure(Exit.REFUSED, String.join("\n", invalid.problems()));
        }
    }

    private Map<String, byte[]> references(FormTemplate template, Path templateFile) throws IOException {
        Path folder = referenceFolder != null ? referenceFolder : templateFile.toAbsolutePath().getParent();
        Map<String, byte[]> references = new LinkedHashMap<>();
        for (TemplatePage page : template.pages()) {
            if (page.reference().isPresent()) {
                String name = page.reference().get().file();
                Path picture = folder.resolve(Path.of(name).getFileName());
                if (!Files.isReadable(picture)) {
                    throw new CommandFailure(Exit.USAGE,
                            "Expected the picture of the empty form '%s' in '%s' but it is not there: name its folder with --references."
                                    .formatted(name, folder));
                }
                references.put(name, Files.readAllBytes(picture));
            }
        }
        return references;
    }

    private static String folder(Path file) {
        return file.getFileName().toString().replaceFirst("(?<=.)\\.[^.]*$", "");
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
