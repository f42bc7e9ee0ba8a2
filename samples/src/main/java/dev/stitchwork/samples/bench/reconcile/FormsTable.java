package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.typed.CoinModel;
import dev.stitchwork.engine.consensus.typed.Outlook;
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
 * vote takes to be as right. Both are compared where nobody adjudicates, and what is likeliest, or said most often, is
 * taken; and where what its last answer does not settle goes to an adjudicator, who is always right. What such a word costs, in
 * answers, is counted for both, and is the price that whoever asks reckons with ({@link Outlook}).
 *
 * <p>An adjudicator who costs no more than anybody else is a bargain: at that price it is cheapest to ask nobody else.
 */
record FormsTable(int seeds) {
    private static final double TARGET = 0.005;
    private static final int FIELDS = 4_000;
    private static final int WORKERS = 80;
    private static final int ANSWERS_MAX = 7;
    private static final int[] FIXED = {3, 5, 7};
    private static final int[] ADJUDICATED = {3};
    private static final int EQUAL_SEEDS = 10;

    /** What an adjudicator's word costs, in answers. */
    private static final double[] PRICES = {1, 2, Outlook.ADJUDICATION, 5};

    /** The target is found on other seeds than it is judged by. */
    private static final double MARGIN = 0.97;

    /** Shares of all fields: wrong, adjudicated; and answers of the crowd a field. */
    private record Outcome(double wrong, double adjudicated, double answers) {
        double cost(double price) {
            return answers + price * adjudicated;
        }

        Outcome plus(Outcome other, double share) {
            return new Outcome(wrong + share * other.wrong, adjudicated + share * other.adjudicated, answers + share * other.answers);
        }
    }

    private static final Outcome NOTHING = new Outcome(0, 0, 0);

    boolean print(PrintWriter out) {
        Outcome mean = NOTHING;
        int met = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Outcome outcome = until(seed, TARGET, Outlook.ADJUDICATION, true);
            mean = mean.plus(outcome, 1.0 / seeds);
            met += outcome.wrong <= TARGET ? 1 : 0;
        }
        Bar bar = new Bar("POLICY", "WRONG", "ADJUDICATED", "ANSWERS A FIELD", "COST IN ANSWERS", "WANTED");
        bar.line(met >= 0.95 * seeds, cells("target 0.5 %%, met in %d of %d".formatted(met, seeds), mean, Outlook.ADJUDICATION, "met in 95 of 100"));
        compare(bar, Outlook.ADJUDICATION, false);
        for (double price : PRICES) {
            compare(bar, price, true);
        }
        return bar.print(out, "Forms of %,d fields, %d seeds, a crowd that errs as the registers' did".formatted(FIELDS, seeds));
    }

    /** Fixed votes, and as few answers as are as right as the smallest of them. */
    private void compare(Bar bar, double price, boolean adjudicator) {
        Map<Integer, Outcome> fixed = new TreeMap<>();
        for (int seed = 0; seed < seeds; seed++) {
            for (int answers : adjudicator ? ADJUDICATED : FIXED) {
                fixed.merge(answers, NOTHING.plus(majority(seed, answers, adjudicator), 1.0 / seeds), (a, b) -> a.plus(b, 1));
            }
        }
        String kind = adjudicator ? "adjudicated at %.0f".formatted(price) : "nobody adjudicates";
        fixed.forEach((answers, outcome) -> bar.plain(cells("%s: majority of %d".formatted(kind, answers), outcome, price, "")));
        double wrong = fixed.get(FIXED[0]).wrong;
        double loose = equal(MARGIN * wrong, price, adjudicator);
        Outcome same = NOTHING;
        for (int seed = 0; seed < seeds; seed++) {
            same = same.plus(until(seed, loose, price, adjudicator), 1.0 / seeds);
        }
        double wanted = 0.75 * fixed.get(FIXED[0]).cost(price);
        bar.line(same.cost(price) <= wanted && same.wrong <= wrong,
                cells("%s: as right as the majority of 3".formatted(kind), same, price, "<= %.2f".formatted(wanted)));
    }

    private static Object[] cells(String name, Outcome outcome, double price, String wanted) {
        return new Object[] {name, Bar.percent(outcome.wrong), Bar.percent(outcome.adjudicated), Bar.number(outcome.answers),
            Bar.number(outcome.cost(price)), wanted};
    }

    /** The loosest target, of a few seeds, that is still as right as this. */
    private static double equal(double wrong, double price, boolean adjudicator) {
        double strict = TARGET;
        double loose = 0.2;
        while (loose / strict > 1.03) {
            double target = Math.sqrt(strict * loose);
            double sum = 0;
            for (int seed = 0; seed < EQUAL_SEEDS; seed++) {
                sum += until(1_000 + seed, target, price, adjudicator).wrong / EQUAL_SEEDS;
            }
            strict = sum <= wrong ? target : strict;
            loose = sum <= wrong ? loose : target;
        }
        return strict;
    }

    private static Outcome majority(long seed, int answers, boolean adjudicator) {
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
            boolean settled = !adjudicator || 2 * most > answers;
            adjudicated += settled ? 0 : 1;
            // Of equals one is taken by lot.
            wrong += settled && leaders.get(crowd.random().nextInt(leaders.size())) != RegisterCrowd.TRUE ? 1 : 0;
        }
        return new Outcome((double) wrong / FIELDS, (double) adjudicated / FIELDS, answers);
    }

    private static Outcome until(long seed, double target, double price, boolean adjudicator) {
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
                if (round == 1 || unsure && model.outlook(field, bound, left).worthAsking(asked[field], left, price)) {
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
            boolean settled = !adjudicator || 1 - model.confidence(field) <= bound;
            adjudicated += settled ? 0 : 1;
            wrong += settled && model.best(field) != RegisterCrowd.TRUE ? 1 : 0;
        }
        return new Outcome((double) wrong / FIELDS, (double) adjudicated / FIELDS, (double) bought / FIELDS);
    }

    private static int[] distinct(RegisterCrowd crowd, int count) {
        return crowd.random().ints(0, WORKERS).distinct().limit(count).toArray();
    }
}
