package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.ui.cli.Columns;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import picocli.CommandLine;

/**
 * Files that were made to kill their reader: each is decoded or refused in one sentence, within the time of a page. All run
 * in this one process, so one that ends it ends the measurement.
 */
@CommandLine.Command(
        name = "hostile",
        description = "Decodes or refuses every file of the corpus 'hostile', within the time limit, in one process.",
        mixinStandardHelpOptions = true)
public final class HostileBench implements Bench {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    private final Intake intake = new Intake(IntakeLimits.DEFAULT);

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Columns table = new Columns("FILE", "MS", "OUTCOME");
        int files = 0;
        int survived = 0;
        long longest = 0;
        for (FormatCase file : FormatCase.all(corpus.set("hostile"))) {
            long start = System.nanoTime();
            String outcome = outcome(file);
            long took = (System.nanoTime() - start) / 1_000_000;
            boolean isSentence = outcome.startsWith("decoded") || outcome.startsWith("Expected ") && outcome.endsWith(".");
            files++;
            survived += isSentence && took < IntakeLimits.DEFAULT.pageTime().toMillis() ? 1 : 0;
            longest = Math.max(longest, took);
            table.add(file.name(), took, outcome);
        }
        out.println(table);
        out.printf("%d of %d decoded or refused in one sentence within %d s; the longest took %d ms.%n",
                survived, files, IntakeLimits.DEFAULT.pageTime().toSeconds(), longest);
        return survived == files ? Exit.DONE : Exit.REFUSED;
    }

    private String outcome(FormatCase file) {
        try (Pages pages = intake.open(file.name(), () -> Files.newByteChannel(file.file()), file.password())) {
            for (int page = 1; page <= pages.count(); page++) {
                pages.page(page);
            }
            return "decoded, pages: " + pages.count();
        } catch (RefusedException refused) {
            return refused.getMessage();
        }
    }
}
