package dev.stitchwork.samples.bench.reconcile;

import dev.stitchwork.engine.consensus.reconcile.AnswerKind;
import dev.stitchwork.engine.consensus.reconcile.AnswerSet;
import dev.stitchwork.engine.consensus.reconcile.Method;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import dev.stitchwork.engine.consensus.reconcile.Replay;
import dev.stitchwork.engine.consensus.reconcile.Score;
import dev.stitchwork.engine.consensus.reconcile.StopPolicy;
import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVRecord;

/**
 * A recorded crowd: who answered what, and what was true.
 *
 * @param truth by the item's name
 */
record CrowdSet(AnswerSet answers, Map<String, String> truth) {
    /**
     * Accuracy at a mean number of answers an item.
     *
     * @param error standard error of the accuracy, by the order of buying alone
     */
    record Point(double answers, double right, double error) {}

    /** @param folder with answers.csv and truth.csv */
    static CrowdSet read(Path folder) {
        return read(folder, item -> true);
    }

    /** Only the items that are wanted, by name. */
    static CrowdSet read(Path folder, Predicate<String> wanted) {
        AnswerSet answers = new AnswerSet();
        Map<String, String> truth = new LinkedHashMap<>();
        rows(folder.resolve("answers.csv")).stream()
                .filter(row -> wanted.test(row.get("item")))
                .forEach(row -> answers.add(row.get("worker"), row.get("item"), row.get("answer")));
        rows(folder.resolve("truth.csv")).stream()
                .filter(row -> wanted.test(row.get("item")))
                .forEach(row -> truth.put(row.get("item"), row.get("truth")));
        return new CrowdSet(answers, truth);
    }

    static List<CSVRecord> rows(Path file) {
        CSVFormat format = CSVFormat.RFC4180.builder().setHeader().setSkipHeaderRecord(true).get();
        try (Reader reader = Files.newBufferedReader(file); var parser = format.parse(reader)) {
            return parser.getRecords();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Poll poll(String kind) {
        Optional<String> format = kind.equals("date") ? Optional.of("dd-MM-yyyy") : Optional.empty();
        return new Poll(answers, AnswerKind.of(kind, format, Locale.UK), Map.of());
    }

    /** All answers at once. */
    Score all(Poll poll, Method method) {
        BitSet everything = new BitSet();
        everything.set(0, answers.size());
        return Score.of(poll, method.judge(everything), truth);
    }

    /** The mean over random orders of what a policy buys, and how often it is right. */
    Point replay(Poll poll, Method method, StopPolicy policy, int cap, int orders) {
        double bought = 0;
        double right = 0;
        double squares = 0;
        for (int order = 0; order < orders; order++) {
            Score score = Score.of(poll, new Replay(poll, policy, cap, method).run(shuffled(order)).judgement(), truth);
            bought += score.answersPerItem() / orders;
            right += score.accuracy() / orders;
            squares += score.accuracy() * score.accuracy() / orders;
        }
        return new Point(bought, right, Math.sqrt(Math.max(0, squares - right * right) / Math.max(1, orders - 1)));
    }

    private int[] shuffled(int seed) {
        SplittableRandom random = new SplittableRandom(1 + 0x9E3779B97F4A7C15L * seed);
        int[] order = IntStream.range(0, answers.size()).toArray();
        for (int last = order.length - 1; last > 0; last--) {
            int other = random.nextInt(last + 1);
            int kept = order[last];
            order[last] = order[other];
            order[other] = kept;
        }
        return order;
    }
}
