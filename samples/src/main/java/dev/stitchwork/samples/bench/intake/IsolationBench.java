package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.scan.PrintedFile;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.child.Children;
import dev.stitchwork.splitter.intake.Intake;
import dev.stitchwork.splitter.intake.IntakeLimits;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.ui.cli.Columns;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine;

/** What it costs that a file is decoded in a child process and not in this one: the same files, by turns, in one run. */
@CommandLine.Command(
        name = "isolation",
        description = "Decodes the same pages in this process and in a child process, by turns, and prints the ratio.",
        mixinStandardHelpOptions = true)
public final class IsolationBench implements Bench {
    private static final int WARM_ROUNDS = 12;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--rounds", paramLabel = "N", defaultValue = "20",
            description = "times that each file is decoded either way; default: ${DEFAULT-VALUE}")
    private int rounds;

    /** Opens a file one way or the other. */
    private interface Door {
        Pages open(Path file) throws RefusedException;
    }

    @Override
    public Integer call() throws IOException {
        PrintWriter out = spec.commandLine().getOut();
        Columns table = new Columns("FILE", "PAGES", "HERE MS A PAGE", "CHILD MS A PAGE", "RATIO");
        Path folder = Files.createTempDirectory("stitchwork-isolation");
        double hereAll = 0;
        double apartAll = 0;
        try (Children children = Children.decoding(ChildLimits.DEFAULT, 1)) {
            long start = System.nanoTime();
            children.session().close();
            children.unread();
            double startMs = (System.nanoTime() - start) / 1e6;
            Intake intake = new Intake(IntakeLimits.DEFAULT);
            for (PrintedFile file : GoodFiles.all(GoodFiles.FORMS)) {
                Path path = Files.write(folder.resolve(file.name()), file.bytes());
                Door here = one -> intake.open(file.name(), () -> Files.newByteChannel(one), Optional.empty());
                double hereNs = 0;
                double apartNs = 0;
                for (int round = -WARM_ROUNDS; round < rounds; round++) {
                    long began = System.nanoTime();
                    decode(here, path);
                    long between = System.nanoTime();
                    try (ChildSession session = children.session()) {
                        decode(one -> session.open(file.name(), () -> Files.newByteChannel(one), Optional.empty()), path);
                    }
                    if (round >= 0) {
                        hereNs += between - began;
                        apartNs += System.nanoTime() - between;
                    }
                }
                int pages = rounds * file.forms().size();
                table.add(file.name(), file.forms().size(), ms(hereNs / pages), ms(apartNs / pages),
                        String.format(Locale.ROOT, "%.2f", apartNs / hereNs));
                hereAll += hereNs / pages;
                apartAll += apartNs / pages;
                Files.delete(path);
            }
            out.println(table);
            out.printf(Locale.ROOT, "a page in a child takes %.2f times as long as here; starting a child took %.0f ms, as long as %.0f pages%n",
                    apartAll / hereAll, startMs, startMs * 1e6 / (hereAll / 5));
        } finally {
            Files.delete(folder);
        }
        return Exit.DONE;
    }

    private static String ms(double nanoseconds) {
        return String.format(Locale.ROOT, "%.1f", nanoseconds / 1e6);
    }

    private static void decode(Door door, Path file) throws IOException {
        try (Pages pages = door.open(file)) {
            for (int page = 1; page <= pages.count(); page++) {
                pages.page(page);
            }
        } catch (RefusedException impossible) {
            throw new IOException(impossible);
        }
    }
}
