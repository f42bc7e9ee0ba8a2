package dev.stitchwork.samples.bench.leasing;

import dev.stitchwork.engine.AccountId;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.store.Store;
import dev.stitchwork.samples.bench.Bench;
import dev.stitchwork.ui.cli.Exit;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.io.FileUtils;
import picocli.CommandLine;

/**
 * What a turn under the whole law costs, how that grows with the work that is open, and how it compares with a bare turn
 * on the same database in the same run. Both are taken in turns of a few hundred, so that a slow moment of the machine
 * meets both; growth is of the small and the large database side by side, likewise.
 */
@CommandLine.Command(
        name = "leasing",
        description = "Time of a lease with every check of the privacy guarantee, from 10,000 to 1,000,000 open fragments, on H2.",
        mixinStandardHelpOptions = true)
public final class LeasingBench implements Bench {
    private static final double GROWTH_MAX = 1.5;
    private static final int BLOCK = 200;
    private static final int WARM_UP_BLOCKS = 3;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @CommandLine.Option(names = "--fragments", split = ",", defaultValue = "10000,1000000", paramLabel = "N",
            description = "open fragments of each database (default: ${DEFAULT-VALUE})")
    private List<Integer> fragments;

    @CommandLine.Option(names = "--workers", defaultValue = "2000", paramLabel = "N",
            description = "workers with a history (default: ${DEFAULT-VALUE})")
    private int workers;

    @CommandLine.Option(names = "--shown", defaultValue = "40", paramLabel = "N",
            description = "documents of which each was shown a fragment (default: ${DEFAULT-VALUE})")
    private int shown;

    @CommandLine.Option(names = "--batches", defaultValue = "5", paramLabel = "N",
            description = "batches that the fragments belong to (default: ${DEFAULT-VALUE})")
    private int batches;

    @CommandLine.Option(names = "--leases", defaultValue = "2000", paramLabel = "N",
            description = "turns timed on each database (default: ${DEFAULT-VALUE})")
    private int leases;

    @Override
    public Integer call() throws IOException, SQLException {
        Path folder = Files.createTempDirectory("stitchwork-leasing");
        List<Timed> timed = new ArrayList<>();
        try {
            for (int each : fragments) {
                EngineSettings settings = EngineSettings.inFolder(folder.resolve("open-" + each));
                long begun = System.nanoTime();
                OpenWork.fill(settings, batches, each, workers, shown);
                spec.commandLine().getOut().printf("filled with %,d open fragments in %.0f s%n", each, (System.nanoTime() - begun) / 1e9);
                spec.commandLine().getOut().flush();
                timed.add(new Timed(each, Store.open(settings)));
            }
            for (int block = 0; block < WARM_UP_BLOCKS + leases / BLOCK; block++) {
                for (Timed database : timed) {
                    database.block(block < WARM_UP_BLOCKS);
                }
            }
            return print(timed);
        } finally {
            timed.forEach(each -> each.store.close());
            FileUtils.deleteDirectory(folder.toFile());
        }
    }

    private int print(List<Timed> timed) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%,d workers, each shown a fragment of %d documents before; %,d turns; milliseconds%n", workers, shown, leases);
        out.printf("%12s %14s %12s %12s %12s %12s %8s%n",
                "open", "under the law", "99th", "bare", "99th", "ratio", "empty");
        for (Timed each : timed) {
            out.printf("%,12d %14.2f %12.2f %12.2f %12.2f %12.1f %8d%n", each.fragments, each.lawful.at(0.5), each.lawful.at(0.99),
                    each.bare.at(0.5), each.bare.at(0.99), each.lawful.at(0.5) / each.bare.at(0.5), each.empty);
        }
        Timed first = timed.get(0);
        Timed last = timed.get(timed.size() - 1);
        double growth = last.lawful.at(0.5) / first.lawful.at(0.5);
        double growthOfSlow = last.lawful.at(0.99) / first.lawful.at(0.99);
        boolean reached = growth <= GROWTH_MAX && growthOfSlow <= GROWTH_MAX;
        out.printf("%s growth from %,d to %,d: median %.2f times, 99th percentile %.2f times; at most %.1f is wanted%n",
                reached ? "reached" : "MISSED ", first.fragments, last.fragments, growth, growthOfSlow, GROWTH_MAX);
        return reached ? Exit.DONE : Exit.REFUSED;
    }

    /** One database and what its turns took. */
    private final class Timed {
        private final int fragments;
        private final Store store;
        private final BareLease bareLease;
        /** Of plain fields, which have slots to spare. */
        private final List<Long> pools;
        private final SplittableRandom random = new SplittableRandom(1);
        private final Times lawful = new Times();
        private final Times bare = new Times();
        private long bareWorker = 1_000_000;
        private int asked;
        private int empty;

        Timed(int fragments, Store store) {
            this.fragments = fragments;
            this.store = store;
            this.bareLease = new BareLease(store.database(), new SplittableRandom(2));
            this.pools = store.database()
                    .read(handle -> handle.createQuery("select id from pool where sensitivity = 'PLAIN'").mapTo(Long.class).list());
        }

        void block(boolean warmingUp) {
            for (int i = 0; i < BLOCK; i++) {
                // One after the other, so that none is at its limit of turns, which is answered without a lease.
                AccountId worker = new AccountId(1 + asked++ % workers);
                long begun = System.nanoTime();
                boolean got = store.leases().lease(worker).isPresent();
                lawful.add(System.nanoTime() - begun, warmingUp);
                empty += got ? 0 : 1;
            }
            for (int i = 0; i < BLOCK; i++) {
                long pool = pools.get(random.nextInt(pools.size()));
                long begun = System.nanoTime();
                // The document drawn may have no slot left, which its pool does not know of a bare turn.
                if (bareLease.lease(bareWorker++, pool).isPresent()) {
                    bare.add(System.nanoTime() - begun, warmingUp);
                }
            }
        }
    }

    /** Times in milliseconds. */
    private static final class Times {
        private double[] times = new double[0];

        void add(long nanos, boolean warmingUp) {
            if (!warmingUp) {
                times = Arrays.copyOf(times, times.length + 1);
                times[times.length - 1] = nanos / 1e6;
            }
        }

        double at(double share) {
            double[] sorted = times.clone();
            Arrays.sort(sorted);
            return sorted[(int) Math.min(sorted.length - 1, share * sorted.length)];
        }
    }
}
