package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.trust.Rings;
import dev.stitchwork.engine.consensus.typed.CoinModel;
import dev.stitchwork.engine.consensus.typed.TargetError;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A crowd of a hundred of whom twenty hand in one person's answers, in rings of two to ten, 5 % of them changed to hide it.
 * Everybody does sixty tasks: twenty hard ones that all are given, whose truth an adjudicator said, and forty of the batch,
 * four answers to each. Of a ring that is found one voice is left; what the model then does not settle is adjudicated.
 */
record RingsTable(int seeds) {
    private static final int WORKERS = 100;
    private static final int IN_RINGS = 20;
    private static final int SHARED = 20;
    private static final int FIELDS = 1_000;
    private static final int ANSWERS = 4;
    private static final double NOISE = 0.05;

    /** Hard tasks: half of what is keyed is wrong. */
    private static final double HARD = 0.5;

    boolean print(PrintWriter out) {
        double flagged = 0;
        double caught = 0;
        double wrong = 0;
        double adjudicated = 0;
        for (int seed = 0; seed < seeds; seed++) {
            Crowd crowd = new Crowd(seed);
            List<List<Integer>> rings = crowd.rings();
            Set<Integer> found = new HashSet<>();
            Set<Integer> silent = new HashSet<>();
            rings.forEach(found::addAll);
            rings.forEach(ring -> silent.addAll(ring.subList(1, ring.size())));
            flagged += found.size();
            caught += found.stream().filter(worker -> worker < IN_RINGS).count();
            double[] end = crowd.settle(silent);
            wrong += end[0] / seeds;
            adjudicated += end[1] / seeds;
        }
        double precision = flagged == 0 ? 1 : caught / flagged;
        double recall = caught / (seeds * IN_RINGS);
        double honest = (flagged - caught) / (seeds * (WORKERS - IN_RINGS));
        Bar bar = new Bar("MEASURE", "VALUE", "WANTED");
        bar.line(precision >= 0.95, "flagged who are in a ring", Bar.percent(precision), ">= 95 %");
        bar.line(recall >= 0.90, "in a ring who are flagged", Bar.percent(recall), ">= 90 %");
        bar.line(honest <= 0.005, "honest who are flagged", Bar.percent(honest), "<= 0.5 %");
        bar.line(wrong <= 0.005, "fields wrong in the end", Bar.percent(wrong), "<= 0.5 %");
        bar.plain("fields adjudicated", Bar.percent(adjudicated), "");
        return bar.print(out, "Rings among the crowd, %d seeds, 60 tasks each".formatted(seeds));
    }

    private static final class Crowd {
        private final RegisterCrowd people;
        private final SplittableRandom random;
        private final int[] ring = new int[WORKERS];
        private final List<Map<Integer, Integer>> answers = new ArrayList<>();
        private final Map<Integer, Map<Integer, Integer>> lists = new HashMap<>();

        Crowd(long seed) {
            people = new RegisterCrowd(seed, WORKERS, FIELDS);
            random = people.random();
            formRings();
            for (int worker = 0; worker < WORKERS; worker++) {
                answers.add(new HashMap<>());
                for (int task = 0; task < SHARED; task++) {
                    answers.get(worker).put(FIELDS + task, answer(worker, FIELDS + task));
                }
            }
            int[] left = new int[WORKERS];
            Arrays.fill(left, FIELDS * ANSWERS / WORKERS);
            for (int field = 0; field < FIELDS; field++) {
                for (int worker : fewestDone(left)) {
                    left[worker]--;
                    answers.get(worker).put(field, answer(worker, field));
                }
            }
        }

        private void formRings() {
            Arrays.fill(ring, -1);
            int placed = 0;
            for (int number = 0; placed < IN_RINGS; number++) {
                int size = Math.min(IN_RINGS - placed, 2 + random.nextInt(9));
                size = IN_RINGS - placed - size == 1 ? size == 2 ? 3 : size - 1 : size;
                for (int member = 0; member < size; member++) {
                    ring[placed++] = number;
                }
            }
        }

        /** Those with most left to do, drawn by lot among equals. */
        private List<Integer> fewestDone(int[] left) {
            List<Integer> chosen = new ArrayList<>();
            double[] rank = random.doubles(WORKERS).toArray();
            for (int worker = 0; worker < WORKERS; worker++) {
                rank[worker] += left[worker];
            }
            while (chosen.size() < ANSWERS) {
                int best = -1;
                for (int worker = 0; worker < WORKERS; worker++) {
                    best = !chosen.contains(worker) && (best < 0 || rank[worker] > rank[best]) ? worker : best;
                }
                chosen.add(best);
            }
            return chosen;
        }

        private int answer(int worker, int task) {
            if (ring[worker] < 0) {
                return reads(worker, task);
            }
            int listed = lists.computeIfAbsent(ring[worker], number -> new HashMap<>())
                    .computeIfAbsent(task, t -> reads(worker, t));
            return random.nextDouble() < NOISE ? people.mistake() : listed;
        }

        private int reads(int worker, int task) {
            return task < FIELDS ? people.keys(worker, task)
                    : random.nextDouble() < HARD ? people.mistake() : RegisterCrowd.TRUE;
        }

        List<List<Integer>> rings() {
            CoinModel model = model(Set.of());
            double[] accuracy = new double[WORKERS];
            Arrays.setAll(accuracy, worker -> Math.min(0.98, model.reliability(worker)));
            Rings rings = new Rings(accuracy, 0.15);
            for (int worker = 0; worker < WORKERS; worker++) {
                for (Map.Entry<Integer, Integer> answer : answers.get(worker).entrySet()) {
                    rings.add(worker, answer.getKey(), answer.getValue());
                }
            }
            for (int task = 0; task < SHARED; task++) {
                rings.know(FIELDS + task, RegisterCrowd.TRUE);
            }
            return rings.find().stream().map(Rings.Ring::members).toList();
        }

        private CoinModel model(Set<Integer> silent) {
            CoinModel model = new CoinModel();
            for (int worker = 0; worker < WORKERS; worker++) {
                for (Map.Entry<Integer, Integer> answer : answers.get(worker).entrySet()) {
                    if (!silent.contains(worker) && answer.getKey() < FIELDS) {
                        model.add(worker, answer.getKey(), answer.getValue());
                    }
                }
            }
            model.fit();
            return model;
        }

        /** Whether anybody who counts answered it. */
        private boolean isHeard(int field, Set<Integer> silent) {
            return IntStream.range(0, WORKERS).anyMatch(worker -> !silent.contains(worker) && answers.get(worker).containsKey(field));
        }

        /** Shares of fields that are wrong and that are adjudicated. */
        double[] settle(Set<Integer> silent) {
            CoinModel model = model(silent);
            double[] doubts = IntStream.range(0, FIELDS).mapToDouble(field -> isHeard(field, silent) ? 1 - model.confidence(field) : 1).toArray();
            double bound = new TargetError(0.005).bound(doubts);
            double wrong = 0;
            double adjudicated = 0;
            for (int field = 0; field < FIELDS; field++) {
                boolean settled = doubts[field] <= bound;
                adjudicated += settled ? 0 : 1.0 / FIELDS;
                wrong += settled && model.best(field) != RegisterCrowd.TRUE ? 1.0 / FIELDS : 0;
            }
            return new double[] {wrong, adjudicated};
        }
    }
}
