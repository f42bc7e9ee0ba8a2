package dev.stitchwork.samples;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.splitter.reading.Tesseract;
import dev.stitchwork.ui.Command;
import dev.stitchwork.ui.cli.Inspect;
import dev.stitchwork.ui.cli.Split;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/**
 * Does once, in one process, what short commands and the children do most. Java can write down the classes that it met
 * ({@code -XX:ArchiveClassesAtExit}), and what is started with them starts sooner.
 */
@CommandLine.Command(
        name = "rehearse",
        description = "Meets the classes that commands need, for Java to keep them; used when the distribution is built.",
        hidden = true,
        mixinStandardHelpOptions = true)
public final class RehearseCommand implements Command {
    @Override
    public Integer call() throws IOException, RefusedException {
        Path folder = Files.createTempDirectory("stitchwork-rehearsal");
        try {
            Path blank = Files.write(folder.resolve(BenefitForm.BLANK_PDF), SampleFormFiles.blankPdf());
            Path template = Files.write(folder.resolve(BenefitForm.TEMPLATE_JSON), SampleFormFiles.templateJson());
            Path filled = folder.resolve("filled.pdf");
            new FormPrinter(BenefitForm.template(), SampleFormFiles.blankPdf()).print(1, 1, "filled", file -> write(filled, file.bytes()));
            asAChild(folder, blank);
            asAChild(folder, filled);
            new CommandLine(new Inspect()).execute(filled.toString());
            return new CommandLine(new Split()).execute(
                    filled.toString(), "--template", template.toString(), "--out", folder.resolve("out").toString());
        } finally {
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private static void write(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** A child itself cannot write anything down. */
    private static void asAChild(Path folder, Path file) throws IOException, RefusedException {
        Scan.Content content = () -> Files.newByteChannel(file);
        try (Pages pages = new Intake(IntakeLimits.DEFAULT).open(file.getFileName().toString(), content, Optional.empty())) {
            Pages.Page page = pages.page(1);
            Tesseract.unpack(folder);
            try (Tesseract reader = Tesseract.open(folder, Tesseract.english(folder))) {
                reader.line(page.picture().halved().halved(), 75, "");
            }
        }
    }
}
