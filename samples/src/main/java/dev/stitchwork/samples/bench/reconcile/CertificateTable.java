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
 * A spammer keys the same few words whatever is shown, so that spammers agree with each other. A machine that settles fields
 * alone reads one in five as some one person of the crowd would, and the rest right: its mistakes are on what people find
 * hard, too, so that whoever is asked may well repeat them.
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

    private enum Settler {
        HONEST("honest", 0, 0),
        SPAMMED("30 % spammers", 0.3, 0),
        HALF("honest, half by a machine alone", 0, 0.5),
        SPAMMED_HALF("30 % spammers, half by a machine alone", 0.3, 0.5),
        MACHINE("a machine alone", 0, 1);

        private final String words;
        private final double spammers;
        private final double machine;

        Settler(String words, double spammers, double machine) {
            this.words = words;
            this.spammers = spammers;
            this.machine = machine;
        }
    }

    private static final double MACHINE_GUESSES = 0.2;

    private record Settled(int field, int value, List<Integer> people) {}

    boolean print(PrintWriter out) {
        Bar bar = new Bar("SETTLED BY", "TRULY WRONG, MEAN", "INTERVAL'S WIDTH, MEAN", "HOLDS THE TRUTH", "WANTED");
        for (Settler settler : Settler.values()) {
            int held = 0;
            double width = 0;
            double truth = 0;
            for (int delivery = 0; delivery < deliveries; delivery++) {
                double[] made = deliver(delivery, FIELDS[delivery % FIELDS.length], settler);
                held += made[0] <= made[1] + 1e-12 && made[1] <= made[2] + 1e-12 ? 1 : 0;
                truth += made[1] / deliveries;
                width += (made[2] - made[0]) / deliveries;
            }
            double share = (double) held / deliveries;
            bar.line(share >= WANTED, settler.words, Bar.percent(truth), Bar.percent(width),
                    Bar.percent(share), ">= " + Bar.percent(WANTED));
        }
        return bar.print(out, "Certificates of %,d simulated deliveries".formatted(deliveries));
    }

    /** Lower end, truth, upper end. */
    private static double[] deliver(long seed, int fields, Settler settler) {
        RegisterCrowd crowd = new RegisterCrowd(seed, WORKERS, fields + GOLD);
        SplittableRandom luck = crowd.random();
        int spam = (int) Math.round(settler.spammers * WORKERS);
        List<Settled> settled = new ArrayList<>();
        int goldWrong = 0;
        int goldRepeated = 0;
        for (int field = 0; field < fields + GOLD; field++) {
            boolean alone = settler.machine > 0 && field < fields && luck.nextDouble() < settler.machine;
            Settled done = alone ? machine(crowd, field) : settle(crowd, field, spam);
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

    private static Settled machine(RegisterCrowd crowd, int field) {
        boolean guesses = crowd.random().nextDouble() < MACHINE_GUESSES;
        return new Settled(field, guesses ? crowd.keys(crowd.random().nextInt(WORKERS), field) : RegisterCrowd.TRUE, List.of());
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
