package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.closed.Ballots;
import dev.stitchwork.engine.consensus.closed.ClosedModel;
import dev.stitchwork.engine.consensus.text.TextModel;
import dev.stitchwork.samples.bench.CorpusOption;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * Processor time of one thread, best of five, beside what the raw work costs in the same run: the plain vote for closed
 * answers, reading every letter once for texts.
 */
record SpeedTable(CorpusOption corpus) {
    private static final int ROUNDS = 5;
    private static final int ANSWERS = 100_000;
    private static final int ITEMS = 20_000;
    private static final int WORKERS = 500;
    private static final int LABELS = 5;

    boolean print(PrintWriter out) {
        Bar bar = new Bar("WORK", "SECONDS", "TIMES THE RAW WORK", "WANTED");
        int[][] answers = answers();
        double vote = best(() -> vote(answers));
        double fit = best(() -> fit(answers));
        bar.line(fit < 1, "100,000 closed answers, 5 labels", seconds(fit), times(fit / vote), "< 1 s");
        CrowdSet set = CrowdSet.read(corpus.set("crowd/crowdspeech_dev_clean"));
        double read = best(() -> letters(set));
        double align = best(() -> align(set));
        bar.line(align < 2, "%,d items, 7 long texts each".formatted(set.answers().items()), seconds(align), times(align / read), "< 2 s");
        ClosedModel model = fit(answers);
        SplittableRandom random = new SplittableRandom(2);
        double arrivals = best(() -> {
            for (int i = 0; i < 1_000; i++) {
                model.arrive(random.nextInt(WORKERS), random.nextInt(ITEMS), random.nextInt(LABELS));
            }
            return model;
        });
        bar.line(arrivals / 1_000 < 0.001, "one arriving answer", seconds(arrivals / 1_000), "", "< 0.001 s");
        return bar.print(out, "Processor time of one thread, best of %d".formatted(ROUNDS));
    }

    private static int[][] answers() {
        SplittableRandom random = new SplittableRandom(1);
        int[] truth = random.ints(ITEMS, 0, LABELS).toArray();
        int[][] answers = new int[ANSWERS][];
        for (int i = 0; i < ANSWERS; i++) {
            int item = i % ITEMS;
            int worker = random.nextInt(WORKERS);
            boolean right = random.nextDouble() < 0.5 + 0.4 * worker / WORKERS;
            answers[i] = new int[] {worker, item, right ? truth[item] : random.nextInt(LABELS)};
        }
        return answers;
    }

    private static ClosedModel fit(int[][] answers) {
        Ballots ballots = new Ballots(LABELS);
        for (int[] answer : answers) {
            ballots.add(answer[0], answer[1], answer[2]);
        }
        ClosedModel model = new ClosedModel(ballots);
        model.fit();
        return model;
    }

    private static int[] vote(int[][] answers) {
        int[] votes = new int[ITEMS * LABELS];
        for (int[] answer : answers) {
            votes[answer[1] * LABELS + answer[2]]++;
        }
        return votes;
    }

    private static Map<Integer, Integer> letters(CrowdSet set) {
        Map<Integer, Integer> count = new LinkedHashMap<>();
        for (int answer = 0; answer < set.answers().size(); answer++) {
            set.answers().answer(answer).text().chars().forEach(letter -> count.merge(letter, 1, Integer::sum));
        }
        return count;
    }

    private static TextModel align(CrowdSet set) {
        TextModel model = new TextModel(true, ClosedModel.CORRELATION);
        for (int answer = 0; answer < set.answers().size(); answer++) {
            model.add(set.answers().answer(answer).worker(), set.answers().answer(answer).item(), set.answers().answer(answer).text());
        }
        model.fit();
        return model;
    }

    private interface Work {
        Object run();
    }

    private static double best(Work work) {
        var threads = ManagementFactory.getThreadMXBean();
        double best = Double.POSITIVE_INFINITY;
        for (int round = 0; round < ROUNDS; round++) {
            long begun = threads.getCurrentThreadCpuTime();
            work.run();
            best = Math.min(best, (threads.getCurrentThreadCpuTime() - begun) / 1e9);
        }
        return best;
    }

    private static String seconds(double seconds) {
        return String.format(Locale.ROOT, seconds < 0.01 ? "%.6f" : "%.3f", seconds);
    }

    private static String times(double ratio) {
        return String.format(Locale.ROOT, "%,.0f", ratio);
    }
}
