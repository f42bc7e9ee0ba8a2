package dev.stitchwork.samples.bench.crops;

import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.LongStream;
import picocli.CommandLine;

/** How much of other fields' ink and of the printed form is seen in fragments, and how much of their own is lost. */
@CommandLine.Command(
        name = "crops",
        description = "Foreign and own ink in fragments, on forms of random layout whose every pixel of ink is labelled.",
        mixinStandardHelpOptions = true)
public final class CropsBench implements Bench {
    private static final double FOREIGN_MAX = 0.005;
    private static final double OWN_MIN = 0.999;
    private static final int FORMS_AT_ONCE = 4;
    private static final int COPIES = 4;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--crops", paramLabel = "N", defaultValue = "10000", description = "at least so many; default: 10000")
    private int crops;

    @CommandLine.Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "of the first form; default: 1")
    private long seed;

    @CommandLine.Option(names = "--keep", paramLabel = "DIR", description = "keep the contact sheets of pages with faults here")
    private Path keep;

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        if (keep != null) {
            Files.createDirectories(keep);
        }
        Path folder = Files.createTempDirectory("stitchwork-crops");
        CropMeasure measure = new CropMeasure(folder, Optional.ofNullable(keep));
        long next = seed;
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
            for (; measure.crops() < crops; next += FORMS_AT_ONCE) {
                LongStream.range(next, next + FORMS_AT_ONCE).parallel().forEach(one -> measure.measure(splitter, one, COPIES));
            }
        }
        Files.delete(folder);
        measure.worst().forEach(out::println);
        boolean held = measure.characters() == 0 && measure.foreignAt(0.999) <= FOREIGN_MAX && measure.ownShown() >= OWN_MIN;
        out.printf(Locale.ROOT, """
                forms                                            %d, seeds %d to %d, %d copies each
                refused as not laid                              %d
                fragments                                        %,d
                doubtful, flagged                                %d
                legible foreign characters                       %d      (0)
                foreign ink, 99.9th percentile                   %.3f %%  (at most 0.5 %%)
                foreign ink, 99th percentile                     %.3f %%
                of it printed form                               %.0f %%
                own ink shown                                    %.3f %%  (at least 99.9 %%)
                fields short of more than 2 %% and not flagged    %d
                %s
                """, next - seed, seed, next - 1, COPIES, measure.refused(), measure.crops(), measure.flagged(), measure.characters(),
                measure.foreignAt(0.999) * 100, measure.foreignAt(0.99) * 100, measure.printShare() * 100,
                measure.ownShown() * 100, measure.fieldsCutShort(), held ? "all bounds held" : "NOT all bounds held");
        return held ? Exit.DONE : Exit.REFUSED;
    }
}
