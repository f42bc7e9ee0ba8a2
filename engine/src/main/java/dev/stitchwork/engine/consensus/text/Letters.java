package dev.stitchwork.engine.consensus.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Words that all differ, laid side by side letter by letter from the one nearest to the others outwards; each column goes
 * to the letter, or the gap, of most weight. So 4926, 4936 and 4928 make 4926, which nobody need have keyed.
 */
public final class Letters {
    private Letters() {}

    /** The word that a vote letter by letter gives, where everybody counts the same. */
    public static String vote(List<String> words) {
        double[] alike = new double[words.size()];
        Arrays.fill(alike, 1);
        return vote(words, alike);
    }

    static String vote(List<String> words, double[] weights) {
        List<Keying> spelt = words.stream()
                .map(word -> new Keying(0, word.codePoints().toArray(), new String[0]))
                .toList();
        double[] far = TextConsensus.far(TextConsensus.distances(spelt), weights);
        Columns letters = new Columns(spelt, weights, (a, b) -> a == b ? 0 : 1);
        List<Integer> order = new ArrayList<>(IntStream.range(0, far.length).boxed().toList());
        order.sort(Comparator.comparingDouble(text -> far[text]));
        order.forEach(letters::add);
        StringBuilder word = new StringBuilder();
        for (int[] column : letters.all()) {
            Map<Integer, Double> votes = new LinkedHashMap<>();
            order.forEach(text -> votes.merge(letters.word(column, text), weights[text], Double::sum));
            int letter = votes.entrySet().stream()
                    .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                    .orElseThrow()
                    .getKey();
            if (letter != Columns.GAP) {
                word.appendCodePoint(letter);
            }
        }
        return word.toString();
    }
}
