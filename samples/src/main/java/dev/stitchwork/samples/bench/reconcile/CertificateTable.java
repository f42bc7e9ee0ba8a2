package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.trust.Audit;
import dev.stitchwork.engine.consensus.trust.ErrorEstimator;
import dev.stitchwork.engine.consensus.trust.Estimate;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Whether certificates are right about themselves: simulated deliveries, settled by two who agree (five at most, then an
 * adjudicator), a tenth of the settled fields asked again blind, a fifth of those that agree looked at, sixty gold fields.
 * A spammer keys the same few words whatever is shown, so that spammers agree with each other.
 */
record CertificateTable(int deliveries) {
    private static final double WANTED = 0.94;
    private static final int WORKERS = 60;
    private static final int GOLD = 60;
    private static final int[] FIELDS = {300, 1_000, 3_000};
    private static final double REASKED = 0.1;
    private static final double CHECKED = 0.2;
    private static final int WORDS = 3;
    private static final int ANSWERS_MAX = 5;

    private record Settled(int field, int value, List<Integer> people) {}

    boolean print(PrintWriter out) {
        Bar bar = new Bar("CROWD", "TRULY WRONG, MEAN", "INTERVAL'S WIDTH, MEAN", "HOLDS THE TRUTH", "WANTED");
        for (double spammers : new double[] {0, 0.3}) {
            int held = 0;
            double width = 0;
            double truth = 0;
            for (int delivery = 0; delivery < deliveries; delivery++) {
                double[] made = deliver(delivery, FIELDS[delivery % FIELDS.length], spammers);
                held += made[0] <= made[1] + 1e-12 && made[1] <= made[2] + 1e-12 ? 1 : 0;
                truth += made[1] / deliveries;
                width += (made[2] - made[0]) / deliveries;
            }
            double share = (double) held / deliveries;
            bar.line(share >= WANTED, spammers == 0 ? "honest" : "30 % spammers", Bar.percent(truth), Bar.percent(width),
                    Bar.percent(share), ">= " + Bar.percent(WANTED));
        }
        return bar.print(out, "Certificates of %,d simulated deliveries".formatted(deliveries));
    }

    /** Lower end, truth, upper end. */
    private static double[] deliver(long seed, int fields, double spammers) {
        RegisterCrowd crowd = new RegisterCrowd(seed, WORKERS, fields + GOLD);
        SplittableRandom luck = crowd.random();
        int spam = (int) Math.round(spammers * WORKERS);
        List<Settled> settled = new ArrayList<>();
        int goldWrong = 0;
        int goldRepeated = 0;
        for (int field = 0; field < fields + GOLD; field++) {
            Settled done = settle(crowd, field, spam);
            if (done != null && field < fields) {
                settled.add(done);
            } else if (done != null && done.value != RegisterCrowd.TRUE) {
                goldWrong++;
                goldRepeated += again(crowd, done, spam) == done.value ? 1 : 0;
            }
        }
        int reasked = 0;
        int found = 0;
        int agreed = 0;
        int checked = 0;
        int checkedWrong = 0;
        int left = 0;
        for (Settled done : settled) {
            boolean wrong = done.value != RegisterCrowd.TRUE;
            boolean seen = false;
            if (luck.nextDouble() < REASKED) {
                reasked++;
                boolean same = again(crowd, done, spam) == done.value;
                agreed += same ? 1 : 0;
                seen = !same || luck.nextDouble() < CHECKED;
                found += !same && wrong ? 1 : 0;
                checked += same && seen ? 1 : 0;
                checkedWrong += same && seen && wrong ? 1 : 0;
            }
            left += wrong && !seen ? 1 : 0;
        }
        Estimate estimate = ErrorEstimator.of(
                new Audit(settled.size(), reasked, found, agreed, checked, checkedWrong, goldWrong, goldRepeated));
        return new double[] {estimate.low(), settled.isEmpty() ? 0 : (double) left / settled.size(), estimate.high()};
    }

    /** What two agree on, or null where nobody does. */
    private static Settled settle(RegisterCrowd crowd, int field, int spam) {
        List<Integer> people = new ArrayList<>();
        List<Integer> values = new ArrayList<>();
        while (people.size() < ANSWERS_MAX) {
            int worker = somebodyElse(crowd, people);
            int value = keys(crowd, worker, field, spam);
            people.add(worker);
            if (values.contains(value)) {
                return new Settled(field, value, people);
            }
            values.add(value);
        }
        return null;
    }

    private static int again(RegisterCrowd crowd, Settled done, int spam) {
        return keys(crowd, somebodyElse(crowd, done.people), done.field, spam);
    }

    private static int somebodyElse(RegisterCrowd crowd, List<Integer> people) {
        int worker = crowd.random().nextInt(WORKERS);
        while (people.contains(worker)) {
            worker = crowd.random().nextInt(WORKERS);
        }
        return worker;
    }

    private static int keys(RegisterCrowd crowd, int worker, int field, int spam) {
        return worker < spam ? -1 - crowd.random().nextInt(WORDS) : crowd.keys(worker, field);
    }
}
