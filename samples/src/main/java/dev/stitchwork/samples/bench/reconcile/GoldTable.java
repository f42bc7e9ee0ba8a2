package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.trust.GoldPlan;
import dev.stitchwork.engine.consensus.typed.CoinModel;
import dev.stitchwork.engine.consensus.typed.Outlook;
import dev.stitchwork.engine.consensus.typed.TargetError;
import java.io.PrintWriter;
import java.util.stream.IntStream;

/**
 * What known tasks are worth: forms keyed by a {@link RegisterCrowd} of newcomers, some of whom key the same word whatever is
 * shown, with a target of 0.5 % wrong fields; with gold as {@link GoldPlan} has it, and without. Gold is drawn from fields like
 * any, and each of its answers is counted as one.
 */
record GoldTable(int seeds) {
    private static final double TARGET = 0.005;
    private static final int FIELDS = 4_000;
    private static final int GOLDS = 400;
    private static final int WORKERS = 80;
    private static final int ANSWERS_MAX = 7;
    private static final int SPAM = -1;
    private static final double[] SPAMMERS = {0, 0.1, 0.3, 0.5};

    /** Shares of all fields: wrong, adjudicated; answers a field, gold and the adjudicator's among them; gold alone. */
    private record Outcome(double wrong, double adjudicated, double answers, double gold) {
        Outcome plus(Outcome other, double share) {
            return new Outcome(wrong + share * other.wrong, adjudicated + share * other.adjudicated, answers + share * other.answers,
                    gold + share * other.gold);
        }
    }

    boolean print(PrintWriter out) {
        Bar bar = new Bar("CROWD", "GOLD", "WRONG", "ADJUDICATED", "ANSWERS A FIELD", "OF THEM GOLD");
        for (double spammers : SPAMMERS) {
            for (boolean gold : new boolean[] {false, true}) {
                Outcome mean = new Outcome(0, 0, 0, 0);
                for (int seed = 0; seed < seeds; seed++) {
                    mean = mean.plus(new Run(seed, (int) Math.round(spammers * WORKERS), gold).outcome(), 1.0 / seeds);
                }
                bar.plain(spammers == 0 ? "honest" : "%.0f %% spammers".formatted(100 * spammers), gold ? "yes" : "no",
                        Bar.percent(mean.wrong), Bar.percent(mean.adjudicated), Bar.number(mean.answers), Bar.number(mean.gold));
            }
        }
        return bar.print(out, "Newcomers with and without known tasks, %,d fields, target 0.5 %%, %d seeds".formatted(FIELDS, seeds));
    }

    private static final class Run {
        private final RegisterCrowd crowd;
        private final int spammers;
        private final boolean gold;
        private final CoinModel model = new CoinModel();
        private final int[] judged = new int[WORKERS];
        private int served;

        Run(long seed, int spammers, boolean gold) {
            crowd = new RegisterCrowd(seed, WORKERS, FIELDS + GOLDS);
            this.spammers = spammers;
            this.gold = gold;
        }

        Outcome outcome() {
            TargetError stop = new TargetError(TARGET);
            int[][] order = IntStream.range(0, FIELDS)
                    .mapToObj(field -> crowd.random().ints(0, WORKERS).distinct().limit(ANSWERS_MAX).toArray()).toArray(int[][]::new);
            int[] asked = new int[FIELDS];
            int bought = 0;
            double bound = 0;
            for (int round = 1; round <= ANSWERS_MAX; round++) {
                for (int field = 0; field < FIELDS; field++) {
                    int left = ANSWERS_MAX - asked[field];
                    boolean unsure = round > 1 && 1 - model.confidence(field) > bound;
                    if (round == 1 || unsure && model.outlook(field, bound, left).worthAsking(asked[field], left, Outlook.ADJUDICATION)) {
                        int worker = order[field][asked[field]++];
                        serveGold(worker);
                        model.add(worker, field, keys(worker, field));
                        judged[worker]++;
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
            return new Outcome((double) wrong / FIELDS, (double) adjudicated / FIELDS, (double) (bought + served + adjudicated) / FIELDS,
                    (double) served / FIELDS);
        }

        /** Known tasks until the plan wants the next turn to be another. */
        private void serveGold(int worker) {
            while (gold && plan(worker).isNext(crowd.random().nextDouble())) {
                int item = FIELDS + crowd.random().nextInt(GOLDS);
                model.add(worker, item, keys(worker, item));
                model.know(item, RegisterCrowd.TRUE);
                judged[worker]++;
                served++;
            }
        }

        private GoldPlan plan(int worker) {
            return GoldPlan.of(judged[worker], judged[worker] == 0 ? 0 : (1 - model.reliability(worker)) * judged[worker]);
        }

        private int keys(int worker, int field) {
            return worker < spammers ? SPAM : crowd.keys(worker, field);
        }
    }
}
