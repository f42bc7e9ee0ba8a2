package dev.stitchwork.samples.bench.intake;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.samples.bench.CorpusOption;
import dev.stitchwork.splitter.ScanSplitter;
import dev.stitchwork.splitter.child.ChildLimits;
import dev.stitchwork.splitter.child.ChildSession;
import dev.stitchwork.splitter.child.Children;
import dev.stitchwork.splitter.intake.Pages;
import dev.stitchwork.splitter.intake.RefusedException;
import dev.stitchwork.ui.cli.Columns;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.BooleanSupplier;
import picocli.CommandLine;

/**
 * Files that were made to kill their reader: each is decoded or refused in one sentence, within the time of a page and the
 * memory of a child, while this process goes on splitting good forms with another child: it must hardly notice.
 *
 * <p>Good forms are split alone and beside the hostile files by turns, so that whatever else the machine does weighs on both.
 */
@CommandLine.Command(
        name = "hostile",
        description = "Decodes or refuses every file of the corpus 'hostile' in child processes, within the limits, beside good files.",
        mixinStandardHelpOptions = true)
public final class HostileBench implements Bench {
    /** The other work may be slower by so much meanwhile. */
    private static final double SLOWER_MAX = 0.20;
    private static final double GROWTH_MB_MAX = 64;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Mixin
    private CorpusOption corpus;

    @CommandLine.Option(names = "--rounds", paramLabel = "N", defaultValue = "3",
            description = "times that good forms are split alone and then beside the hostile files; default: ${DEFAULT-VALUE}")
    private int rounds;

    @CommandLine.Option(names = "--warm", paramLabel = "N", defaultValue = "40",
            description = "good forms that are split before any is timed; default: ${DEFAULT-VALUE}")
    private int warm;

    private final ChildLimits limits = ChildLimits.DEFAULT;

    @Override
    public Integer call() throws IOException {
        List<FormatCase> cases = FormatCase.all(corpus.set("hostile"));
        Path good = Files.write(Files.createTempFile("stitchwork", ".pdf"), GoodFiles.fax(1));
        try (Children children = Children.decoding(limits, 1);
                OtherWork other = new OtherWork(good, warm)) {
            Memory before = Memory.now();
            double[] alone = new double[rounds];
            double[] beside = new double[rounds];
            List<Tried> tried = new ArrayList<>();
            try (ChildMemory memory = new ChildMemory()) {
                for (int round = 0; round < rounds; round++) {
                    Attack attack = new Attack(children, cases);
                    attack.start();
                    long start = System.nanoTime();
                    beside[round] = other.formsASecond(() -> !attack.isAlive());
                    double seconds = (System.nanoTime() - start) / 1e9;
                    tried.addAll(attack.tried);
                    long until = System.nanoTime() + (long) (seconds * 1e9);
                    alone[round] = other.formsASecond(() -> System.nanoTime() > until);
                }
                return report(tried, alone, beside, memory.mostMb(), before);
            }
        } finally {
            Files.delete(good);
        }
    }

    private Integer report(List<Tried> tried, double[] alone, double[] beside, double childMb, Memory before) {
        PrintWriter out = spec.commandLine().getOut();
        Memory after = Memory.now();
        int files = tried.size() / rounds;
        Columns table = new Columns("FILE", "MS", "OUTCOME");
        tried.subList(0, files).forEach(one -> table.add(one.name(), one.ms(), one.outcome()));
        out.println(table);
        long held = tried.stream().filter(one -> one.isSentence() && one.ms() <= limits.intake().pageTime().toMillis()).count();
        double slower = 1 - Arrays.stream(beside).sum() / Arrays.stream(alone).sum();
        double limitMb = limits.memoryBytes() / 1e6;
        out.printf(Locale.ROOT, "%d of %d decoded or refused in one sentence within %d s, in every round of %d; the longest took %d ms%n",
                held / rounds, files, limits.intake().pageTime().toSeconds(), rounds, tried.stream().mapToLong(Tried::ms).max().orElse(0));
        out.printf(Locale.ROOT, "good forms meanwhile: %.2f a second alone, %.2f beside the hostile files, %.0f %% slower (at most %.0f %%)%n",
                Arrays.stream(alone).average().orElse(0), Arrays.stream(beside).average().orElse(0), 100 * slower, 100 * SLOWER_MAX);
        out.printf(Locale.ROOT, "memory: children at most %.0f MB each (limit %.0f); heap of the service %.0f MB before, %.0f MB after (growth at most %.0f MB)%n",
                childMb, limitMb, before.heapMb(), after.heapMb(), GROWTH_MB_MAX);
        boolean all = held == tried.size() && slower <= SLOWER_MAX && childMb <= limitMb
                && after.heapMb() - before.heapMb() <= GROWTH_MB_MAX;
        out.println(all ? "all bounds held" : "NOT all bounds held");
        return all ? Exit.DONE : Exit.REFUSED;
    }

    /** What became of one file. */
    private record Tried(String name, long ms, String outcome) {
        boolean isSentence() {
            return outcome.startsWith("decoded") || outcome.startsWith("Expected ") && outcome.endsWith(".");
        }
    }

    /** All hostile files, one after the other. */
    private static final class Attack extends Thread {
        private final Children children;
        private final List<FormatCase> cases;
        private final List<Tried> tried = new ArrayList<>();

        Attack(Children children, List<FormatCase> cases) {
            super("attack");
            this.children = children;
            this.cases = cases;
        }

        @Override
        public void run() {
            for (FormatCase file : cases) {
                long start = System.nanoTime();
                String outcome = outcome(file);
                tried.add(new Tried(file.name(), (System.nanoTime() - start) / 1_000_000, outcome));
            }
        }

        private String outcome(FormatCase file) {
            try (ChildSession session = children.session();
                    Pages pages = session.open(file.name(), () -> Files.newByteChannel(file.file()), file.password())) {
                for (int page = 1; page <= pages.count(); page++) {
                    pages.page(page);
                }
                return "decoded, pages: " + pages.count();
            } catch (RefusedException refused) {
                return refused.getMessage();
            }
        }
    }

    /** What else the service does meanwhile: forms are decoded in a child, registered and cut here. */
    private static final class OtherWork implements AutoCloseable {
        private final ScanSplitter splitter = ScanSplitter.withoutPrintReading();
        private final Scan scan;

        OtherWork(Path good, int warm) throws IOException {
            scan = GoodFiles.scan("good.pdf", () -> Files.newByteChannel(good));
            for (int form = 0; form < warm; form++) {
                GoodFiles.split(splitter, scan);
            }
        }

        double formsASecond(BooleanSupplier isOver) throws IOException {
            long start = System.nanoTime();
            int done = 0;
            do {
                GoodFiles.split(splitter, scan);
                done++;
            } while (!isOver.getAsBoolean());
            return done / ((System.nanoTime() - start) / 1e9);
        }

        @Override
        public void close() {
            splitter.close();
        }
    }
}
