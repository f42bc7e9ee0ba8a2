package dev.stitchwork.engine.consensus.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Brings the keyings of one item to one text: aligns them from the medoid outwards and takes in every column the word
 * that costs the keyings least.
 *
 * <p>A keying weighs by its worker and by its nearness: exp(-{@link #NEARNESS} d), d being its weighted mean distance
 * to the others in words, 0 to 1, so that one who keyed another line has next to no say. Where no word of a column was
 * keyed twice, its words are aligned by letters and the outcome stands as one more word to choose. In short texts
 * (names, places, complaints) short forms support the word in full; there also, among words of nearly the same cost,
 * one that others keyed for other items is preferred. Constants are flat: nearness 2 to 8, a difference's least cost 0
 * to 1 and soft or hard matching move the word error rate of the open speech sets by less than 0.1 points.
 */
final class TextConsensus {
    private static final double NEARNESS = 4;
    private static final int SHORT_WORDS = 8;

    /** Cost above the cheapest up to which a word known from other items is preferred. */
    private static final double NEARLY = 1.1;

    private static final int OFTEN = 3;

    private final Vocabulary vocabulary;
    private final Spelling spelling;
    private final double correlation;

    TextConsensus(Vocabulary vocabulary, Spelling spelling, double correlation) {
        this.vocabulary = vocabulary;
        this.spelling = spelling;
        this.correlation = correlation;
    }

    /**
     * @param texts the keyings, at least one
     * @param workers weight of each keying's worker
     * @param errors share of wrong words of each keying's worker
     */
    Proposal of(List<Keying> texts, double[] workers, double[] errors) {
        double[][] distances = distances(texts);
        double[] far = far(distances, workers);
        double[] weights = new double[far.length];
        for (int text = 0; text < far.length; text++) {
            weights[text] = workers[text] * Math.exp(-NEARNESS * far[text]);
        }
        boolean brief = texts.stream().mapToInt(Keying::size).max().orElse(0) <= SHORT_WORDS;
        Columns columns = align(texts, weights, distances, medoid(far), brief);
        List<Proposal.Word> words = new ArrayList<>();
        double confidence = 1;
        for (int[] column : columns.all()) {
            int chosen = choose(column, columns, weights, brief);
            double sure = confidence(column, columns, chosen, errors);
            confidence *= sure;
            if (chosen != Columns.GAP) {
                words.add(new Proposal.Word(surface(column, columns, texts, weights, chosen), vocabulary.key(chosen), sure));
            }
        }
        return new Proposal(words, alike(texts, words), confidence);
    }

    static double[][] distances(List<Keying> texts) {
        double[][] distances = new double[texts.size()][texts.size()];
        for (int a = 0; a < texts.size(); a++) {
            for (int b = 0; b < a; b++) {
                int longer = Math.max(1, Math.max(texts.get(a).size(), texts.get(b).size()));
                distances[a][b] = (double) Distance.between(texts.get(a).words(), texts.get(b).words()) / longer;
                distances[b][a] = distances[a][b];
            }
        }
        return distances;
    }

    static double[] far(double[][] distances, double[] workers) {
        double[] far = new double[workers.length];
        for (int a = 0; a < far.length; a++) {
            double all = 0;
            for (int b = 0; b < far.length; b++) {
                far[a] += a == b ? 0 : workers[b] * distances[a][b];
                all += a == b ? 0 : workers[b];
            }
            far[a] /= Math.max(all, Double.MIN_NORMAL);
        }
        return far;
    }

    private static int medoid(double[] far) {
        return IntStream.range(0, far.length).boxed().min(Comparator.comparingDouble(text -> far[text])).orElseThrow();
    }

    private Columns align(List<Keying> texts, double[] weights, double[][] distances, int medoid, boolean brief) {
        Columns.Cost cost = brief
                ? (a, b) -> Math.min(spelling.cost(a, b, true), spelling.cost(b, a, true))
                : (a, b) -> a == b ? 0 : 1;
        Columns columns = new Columns(texts, weights, cost);
        IntStream.range(0, texts.size())
                .boxed()
                .sorted(Comparator.comparingDouble(text -> text == medoid ? -1 : distances[medoid][text]))
                .forEach(columns::add);
        return columns;
    }

    /** The word, or the gap, that costs the keyings least. */
    private int choose(int[] column, Columns columns, double[] weights, boolean brief) {
        Map<Integer, Double> costs = new LinkedHashMap<>();
        int[] words = IntStream.range(0, column.length).map(text -> columns.word(column, text)).toArray();
        int best = Columns.GAP;
        Columns.Cost cost = allDiffer(words)
                ? (paper, keyed) -> spelling.letters(paper, keyed, brief)
                : (paper, keyed) -> spelling.cost(paper, keyed, brief);
        double least = sum(Columns.GAP, words, weights, cost);
        for (int word : candidates(words, weights)) {
            double total = sum(word, words, weights, cost);
            costs.put(word, total);
            if (total < least - 1e-9) {
                best = word;
                least = total;
            }
        }
        if (best == Columns.GAP || !brief) {
            return best;
        }
        double nearly = least * NEARLY + 1e-9;
        return costs.keySet().stream()
                .filter(word -> costs.get(word) <= nearly)
                .min(Comparator.<Integer>comparingInt(word -> -Math.min(OFTEN, vocabulary.items(word)))
                        .thenComparingDouble(costs::get))
                .orElseThrow();
    }

    /** Whether three or more keyed this word, and no two the same. */
    private static boolean allDiffer(int[] words) {
        long keyed = Arrays.stream(words).filter(word -> word != Columns.GAP).count();
        return keyed > 2 && Arrays.stream(words).filter(word -> word != Columns.GAP).distinct().count() == keyed;
    }

    private int[] candidates(int[] words, double[] weights) {
        int[] keyed = Arrays.stream(words).filter(word -> word != Columns.GAP).toArray();
        int[] different = Arrays.stream(keyed).distinct().toArray();
        if (!allDiffer(words)) {
            return different;
        }
        double[] theirs = IntStream.range(0, words.length)
                .filter(text -> words[text] != Columns.GAP)
                .mapToDouble(text -> weights[text])
                .toArray();
        int spelled = byLetters(keyed, theirs);
        return spelled < 0 ? different : IntStream.concat(Arrays.stream(different), IntStream.of(spelled)).distinct().toArray();
    }

    /** The word that a vote letter by letter gives. */
    private int byLetters(int[] words, double[] weights) {
        return vocabulary.word(Letters.vote(Arrays.stream(words).mapToObj(vocabulary::key).toList(), weights));
    }

    private static double sum(int paper, int[] keyed, double[] weights, Columns.Cost cost) {
        double sum = 0;
        for (int text = 0; text < keyed.length; text++) {
            if (paper == Columns.GAP || keyed[text] == Columns.GAP) {
                sum += paper == keyed[text] ? 0 : weights[text];
            } else {
                sum += weights[text] * cost.of(paper, keyed[text]);
            }
        }
        return sum;
    }

    /** One-coin chance of the word against the others, for keyings whose errors correlate. */
    private double confidence(int[] column, Columns columns, int chosen, double[] errors) {
        double evidence = 0;
        for (int text = 0; text < column.length; text++) {
            double says = Math.log((1 - errors[text]) / errors[text]);
            evidence += columns.word(column, text) == chosen ? says : -says;
        }
        return 1 / (1 + Math.exp(-evidence / (1 + (column.length - 1) * correlation)));
    }

    /** The spelling that most of those who keyed the word used; among equals the earliest with a capital. */
    private String surface(int[] column, Columns columns, List<Keying> texts, double[] weights, int word) {
        Map<String, Double> votes = new LinkedHashMap<>();
        for (int text = 0; text < column.length; text++) {
            if (columns.word(column, text) == word) {
                votes.merge(texts.get(text).surfaces()[column[text]], weights[text], Double::sum);
            }
        }
        return votes.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() * (1 + 1e-9)
                        || next.getValue() > best.getValue() * (1 - 1e-9) && startsUpper(next.getKey()) && !startsUpper(best.getKey())
                        ? next : best)
                .map(Map.Entry::getKey)
                .orElseGet(() -> vocabulary.key(word));
    }

    private static boolean startsUpper(String surface) {
        return Character.isUpperCase(surface.codePointAt(0));
    }

    private int alike(List<Keying> texts, List<Proposal.Word> words) {
        int[] says = words.stream().mapToInt(word -> vocabulary.ofKey(word.key())).toArray();
        return (int) texts.stream().filter(text -> Arrays.equals(text.words(), says)).count();
    }
}
