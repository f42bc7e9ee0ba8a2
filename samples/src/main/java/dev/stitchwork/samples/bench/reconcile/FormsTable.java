package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.typed.CoinModel;
import dev.stitchwork.engine.consensus.typed.TargetError;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * Forms keyed by a {@link RegisterCrowd}: how many answers the target of 0.5 % wrong fields takes, and how many a fixed
 * vote takes to be as right. What is not settled by its last answer goes to an adjudicator, who costs an answer and is
 * right; in a fixed vote that is what nobody's majority settles.
 */
record FormsTable(int seeds) {
    private static final double TARGET = 0.005;
    private static final int FIELDS = 4_000;
    private static final int WORKERS = 80;
    private static final int ANSWERS_MAX = 7;
    private static final int[] FIXED = {3, 5, 7};

    /** Shares of all fields: wrong, adjudicated; and answers a field, the adjudicator's among them. */
    private record Outcome(double wrong, double adjudicated, double answers) {
        Outcome plus(Outcome other, double share) {
            return new Outcome(wrong + share * other.wrong, adjudicated + share * other.adjudicated, answers + share * other.answers);
        }
    }

    private static final Outcome NOTHING = new Outcome(0, 0, 0);

    boolean print(PrintWriter out) {
        Map<Integer, Outcome> fixed = new TreeMap<>();
        for (int seed = 0; seed < seeds; seed++) {
            for (int answers : FIXED) {
                fixed.merge(answers, NOTHING.plus(majority(seed, answers), 1.0 / seeds), (a, b) -> a.plus(b, 1));
            }
        }
        Outcome mean = NOTHING;
        int met = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Outcome outcome = until(seed, TARGET);
            mean = mean.plus(outcome, 1.0 / seeds);
            met += outcome.wrong <= TARGET ? 1 : 0;
        }
        double loose = equal(fixed.get(FIXED[0]).wrong);
        Outcome same = NOTHING;
        for (int seed = 0; seed < seeds; seed++) {
            same = same.plus(until(seed, loose), 1.0 / seeds);
        }
        Bar bar = new Bar("POLICY", "WRONG", "ADJUDICATED", "ANSWERS A FIELD", "WANTED");
        fixed.forEach((answers, outcome) -> bar.plain(cells("majority of " + answers, outcome, "")));
        bar.line(met >= 0.95 * seeds, cells("target 0.5 %%, met in %d of %d".formatted(met, seeds), mean, "met in 95 of 100"));
        double majority = fixed.get(FIXED[0]).answers;
        bar.line(same.answers <= 0.75 * majority && same.wrong <= fixed.get(FIXED[0]).wrong,
                cells("target %s, to be as right as the majority of 3".formatted(Bar.percent(loose)), same,
                        "<= %.2f answers".formatted(0.75 * majority)));
        return bar.print(out, "Forms of %,d fields, %d seeds, a crowd that errs as the registers' did".formatted(FIELDS, seeds));
    }

    private static Object[] cells(String name, Outcome outcome, String wanted) {
        return new Object[] {name, Bar.percent(outcome.wrong), Bar.percent(outcome.adjudicated), Bar.number(outcome.answers), wanted};
    }

    /** The loosest target, of a few seeds, that is still as right as this. */
    private double equal(double wrong) {
        double strict = TARGET;
        double loose = 0.2;
        while (loose / strict > 1.03) {
            double target = Math.sqrt(strict * loose);
            double sum = 0;
            for (int seed = 0; seed < 5; seed++) {
                sum += until(1_000 + seed, target).wrong / 5;
            }
            strict = sum <= wrong ? target : strict;
            loose = sum <= wrong ? loose : target;
        }
        return strict;
    }

    private static Outcome majority(long seed, int answers) {
        RegisterCrowd crowd = new RegisterCrowd(seed, WORKERS, FIELDS);
        int wrong = 0;
        int adjudicated = 0;
        for (int field = 0; field < FIELDS; field++) {
            Map<Integer, Integer> votes = new HashMap<>();
            for (int worker : distinct(crowd, answers)) {
                votes.merge(crowd.keys(worker, field), 1, Integer::sum);
            }
            int most = votes.values().stream().max(Integer::compare).orElseThrow();
            List<Integer> leaders = votes.entrySet().stream().filter(vote -> vote.getValue() == most).map(Map.Entry::getKey).toList();
            adjudicated += 2 * most <= answers ? 1 : 0;
            wrong += 2 * most > answers && leaders.get(0) != RegisterCrowd.TRUE ? 1 : 0;
        }
        return new Outcome((double) wrong / FIELDS, (double) adjudicated / FIELDS, answers + (double) adjudicated / FIELDS);
    }

    private static Outcome until(long seed, double target) {
        RegisterCrowd crowd = new RegisterCrowd(seed, WORKERS, FIELDS);
        TargetError stop = new TargetError(target);
        CoinModel model = new CoinModel();
        List<int[]> order = new ArrayList<>();
        int[] asked = new int[FIELDS];
        int bought = 0;
        for (int field = 0; field < FIELDS; field++) {
            order.add(distinct(crowd, ANSWERS_MAX));
        }
        double bound = 0;
        for (int round = 1; round <= ANSWERS_MAX; round++) {
            for (int field = 0; field < FIELDS; field++) {
                boolean unsure = round > 1 && 1 - model.confidence(field) > bound;
                int left = ANSWERS_MAX - asked[field];
                if (round == 1 || unsure && model.outlook(field, bound, left).worthAsking(asked[field], left)) {
                    int worker = order.get(field)[asked[field]++];
                    model.add(worker, field, crowd.keys(worker, field));
                    bought++;
                }
            }
            model.fit();
            bound = stop.bound(IntStream.range(0, FIELDS).mapToDouble(field -> 1 - model.confidence(field)).toArray());
        }
        int wrong = 0;
        int adjudicated = 0;
        for (int field = 0; field < FIELDS; field++) {
            boolean settled = 1 - model.confidence(field) <= bound;
            adjudicated += settled ? 0 : 1;
            wrong += settled && model.best(field) != RegisterCrowd.TRUE ? 1 : 0;
        }
        return new Outcome((double) wrong / FIELDS, (double) adjudicated / FIELDS, (double) (bought + adjudicated) / FIELDS);
    }

    private static int[] distinct(RegisterCrowd crowd, int count) {
        return crowd.random().ints(0, WORKERS).distinct().limit(count).toArray();
    }
}
