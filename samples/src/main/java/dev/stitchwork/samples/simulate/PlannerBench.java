package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.CrowdMember;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Planner;
import dev.stitchwork.engine.exposure.Quote;
import dev.stitchwork.engine.exposure.Workload;
import dev.stitchwork.samples.simulate.SimulationSettings.Crowd;
import dev.stitchwork.samples.simulate.SimulationSettings.Rules;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The planner against what then happens, over many random batches: forms, crowds, paces and deadlines from hopeless to
 * easy; three in ten workers leave for good, times are heavy-tailed, a fifth of the crowd goes at 70 % of the time, and the
 * planner has measured everybody's pace with an error of a tenth. In some batches the crowd turns out far slower than it
 * was, which no planner can know beforehand; there the renewed forecast has to raise the alarm.
 */
public final class PlannerBench {
    private static final int RENEWALS = 5;
    /** How long a batch is simulated at most, as a multiple of its deadline. */
    private static final int RUN = 3;

    /** Times as long that a turn takes where the crowd is as it was known. */
    static final double AS_KNOWN = 1;

    private PlannerBench() {}

    /**
     * @param batches batches planned and then simulated
     * @param refused refused, each with what is missing, before anything was shown
     * @param accepted accepted
     * @param onTime accepted and finished before the deadline
     * @param forecast batches with a forecast whose crowd was as it had been
     * @param withinP90 of those, finished before their P90
     * @param withinP50 of those, finished before their P50
     * @param late accepted and late, though the crowd was as known or because it was slower
     * @param alarmed of those, with an alarm before half of the time
     * @param standing of those, with the alarm up when half of the time was over
     * @param falseAlarms on-time batches with an alarm before half of the time
     * @param halfway accepted batches that were still going on when half of the time was over
     * @param halfwayWithinP90 of those, finished before the P90 renewed then, or not by the end of the run where that lies later
     * @param slowestQuoteMillis longest that a quote took
     */
    public record Result(
            int batches,
            int refused,
            int accepted,
            int onTime,
            int forecast,
            int withinP90,
            int withinP50,
            int late,
            int alarmed,
            int standing,
            int falseAlarms,
            int halfway,
            int halfwayWithinP90,
            double slowestQuoteMillis) {}

    /**
     * @param slowness times as long as known that every turn takes
     * @param done told of the batches done so far
     */
    public static Result run(int batches, long seed, double slowness, LongConsumer done) {
        Chance chance = new Chance(seed);
        List<Chance> chances = IntStream.range(0, batches).mapToObj(i -> chance.branch()).toList();
        AtomicLong ended = new AtomicLong();
        List<Outcome> outcomes = chances.parallelStream()
                .map(each -> {
                    Outcome outcome = new Case(each, slowness).run();
                    done.accept(ended.incrementAndGet());
                    return outcome;
                })
                .toList();
        return new Result(
                batches,
                count(outcomes, each -> !each.accepted()),
                count(outcomes, Outcome::accepted),
                count(outcomes, each -> each.accepted() && each.onTime()),
                count(outcomes, each -> Double.isFinite(each.p90())),
                count(outcomes, each -> Double.isFinite(each.p90()) && each.finished() <= each.p90()),
                count(outcomes, each -> Double.isFinite(each.p90()) && each.finished() <= each.p50()),
                count(outcomes, Outcome::late),
                count(outcomes, each -> each.late() && Double.isFinite(each.alarm())),
                count(outcomes, each -> each.late() && each.halfwayP90() > each.deadline()),
                count(outcomes, each -> each.accepted() && each.onTime() && Double.isFinite(each.alarm())),
                count(outcomes, each -> !Double.isNaN(each.halfwayP90())),
                count(outcomes, Outcome::heldHalfway),
                outcomes.stream().mapToDouble(Outcome::quoteMillis).max().orElse(0));
    }

    private static int count(List<Outcome> outcomes, Predicate<Outcome> what) {
        return (int) outcomes.stream().filter(what).count();
    }

    /** What was said of a batch and what became of it; seconds from its beginning. */
    private record Outcome(
            boolean accepted,
            double p50,
            double p90,
            double deadline,
            double finished,
            double alarm,
            double halfwayP90,
            double quoteMillis) {
        boolean late() {
            return accepted && !onTime();
        }

        boolean onTime() {
            return finished <= deadline;
        }

        /** Where the run ended first, nothing speaks against it. */
        boolean heldHalfway() {
            return Math.min(finished, RUN * deadline) <= halfwayP90;
        }
    }

    /** A quote and how long it took. */
    record Quick(Quote quote, double millis) {}

    /** The case that arithmetic settles: forty fields at two answers each, thirty people. */
    static Quick thirtyPeopleAndFortyFields() {
        SimulationSettings settings = new SimulationSettings(
                100, 37, 40, 30, 1, new Crowd(8, 0.04, 0.3, 0.2, 0, 0), Rules.STANDARD, 24, 24, 0);
        Simulation simulation = new Simulation(settings, row -> {});
        List<CrowdMember> crowd = simulation.crowdAsKnown(0.1, new Chance(1));
        Workload work = simulation.workload();
        long begun = System.nanoTime();
        Quote quote = new Planner(Guarantee.STANDARD, simulation.pieces(), crowd, () -> new SplittableRandom(1)).quote(work, 24 * 3600);
        return new Quick(quote, (System.nanoTime() - begun) / 1e6);
    }

    /**
     * @param silent quotes that were accepted under another guarantee than was asked about, or though a bound of it did
     *     not hold for a crowd or batch so small
     * @param offered quotes that offered a relaxation
     */
    record Silence(int cases, int offered, int silent) {}

    /** Quotes for random crowds and batches, many of them too small: none may be accepted by loosening anything. */
    static Silence silentRelaxations(int cases, long seed) {
        Chance chance = new Chance(seed);
        int offered = 0;
        int silent = 0;
        for (int i = 0; i < cases; i++) {
            int fields = 8 + chance.below(30);
            int documents = 20 + chance.below(60);
            int people = 5 + chance.below(150);
            Guarantee guarantee = Guarantee.STANDARD.withFragmentsMax(1 + chance.below(2)).withCoalition(1 + chance.below(3));
            SimulationSettings settings = new SimulationSettings(
                    documents, fields - 1, fields, people, chance.bits(), Crowd.ORDINARY, Rules.STANDARD, 48, 48, 0);
            Simulation simulation = new Simulation(settings, row -> {});
            Workload work = simulation.workload();
            long luck = i;
            Quote quote = new Planner(guarantee, simulation.pieces(), simulation.crowdAsKnown(0.1, chance), () -> new SplittableRandom(luck))
                    .quote(work, 3600.0 * (1 + chance.below(100)));
            offered += quote.shortfalls().stream()
                            .anyMatch(shortfall -> shortfall.remedies().stream()
                                    .anyMatch(remedy -> !remedy.relaxations().isEmpty()))
                    ? 1 : 0;
            boolean tooFew = people * guarantee.cap().fragmentsMax() < work.turnsOfDocumentMaxInAll()
                    || documents < guarantee.poolMin();
            silent += !quote.guarantee().equals(guarantee) || quote.accepted() && tooFew ? 1 : 0;
        }
        return new Silence(cases, offered, silent);
    }

    /** One batch: planned, then run for up to three times its deadline. */
    private static final class Case {
        private final Chance chance;
        private final double slowness;
        private final Simulation simulation;
        private final double deadline;
        private final Quote quote;
        private final double quoteMillis;
        private double finished = Double.POSITIVE_INFINITY;
        private double alarm = Double.POSITIVE_INFINITY;
        private double halfwayP90 = Double.NaN;

        Case(Chance chance, double slowness) {
            this.chance = chance;
            this.slowness = slowness;
            int fields = 10 + chance.below(16);
            int documents = 60 + chance.below(90);
            int pieces = VirtualForm.cut(fields).pieces().count();
            int workers = (int) (2 * pieces * (0.6 + 2.6 * chance.share()));
            double seconds = 6 + 9 * chance.share();
            // The time that this many people of this pace would take, when they are at work an eighth of it.
            double rough = 2.0 * pieces * documents * seconds * 1.4 / (0.13 * Math.max(workers, 2 * pieces)) + 7_200;
            int hours = (int) Math.max(2, rough * (0.5 + 3 * chance.share()) / 3600);
            this.deadline = hours * 3600.0;
            SimulationSettings settings = new SimulationSettings(
                    documents,
                    fields - 3,
                    fields,
                    workers,
                    chance.bits(),
                    new Crowd(seconds, 0.04, 0.3, 0.2, 0, 0),
                    Rules.STANDARD,
                    hours,
                    RUN * hours,
                    1);
            this.simulation = new Simulation(settings, row -> {});
            long begun = System.nanoTime();
            this.quote = planner(simulation.crowdAsKnown(0.1, chance)).quote(simulation.workload(), deadline);
            this.quoteMillis = (System.nanoTime() - begun) / 1e6;
        }

        Outcome run() {
            if (Double.isFinite(quote.forecast().p90())) {
                simulate();
            }
            return new Outcome(
                    quote.accepted(),
                    quote.forecast().p50(),
                    quote.forecast().p90(),
                    deadline,
                    finished,
                    alarm,
                    halfwayP90,
                    quoteMillis);
        }

        private void simulate() {
            simulation.slowDown(slowness);
            double[] times = new double[RENEWALS];
            for (int i = 0; i < RENEWALS; i++) {
                times[i] = (i + 1) * deadline / (2 * RENEWALS);
            }
            if (quote.accepted()) {
                simulation.at(times, this::renew);
            }
            Figures figures = simulation.run(fragments -> {});
            finished = figures.finished() ? figures.seconds() : Double.POSITIVE_INFINITY;
        }

        /** Has what is left forecast as the engine does every minute; an alarm is a ninth decile past the deadline. */
        private void renew(Simulation running) {
            double now = running.seconds();
            double left = deadline - now;
            Quote renewed = planner(running.crowdAsKnown(0.1, chance)).quote(running.workload(), running.begun(), left);
            double p90 = now + renewed.forecast().p90();
            alarm = p90 > deadline ? Math.min(alarm, now) : alarm;
            halfwayP90 = left <= deadline / 2 ? p90 : Double.NaN;
        }

        private Planner planner(List<CrowdMember> people) {
            return new Planner(Guarantee.STANDARD, simulation.pieces(), people, () -> new SplittableRandom(1));
        }
    }
}
