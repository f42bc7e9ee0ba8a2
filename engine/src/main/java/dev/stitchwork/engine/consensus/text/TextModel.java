package dev.stitchwork.engine.consensus.text;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who keys well and what stood on the paper, learned together: the texts are put together with every worker weighing
 * the same, each worker's share of wrong words is measured against that, and the texts are put together again with
 * workers weighing 1 / share.
 *
 * <p>A worker's share is shrunk to the crowd's with the weight of {@link #SHRINKAGE} words. One re-weighing brings all
 * but a twentieth of the gain; there are {@link #PASSES} passes.
 */
public final class TextModel {
    private static final double SHRINKAGE = 40;
    private static final int PASSES = 2;
    private static final double USUAL_ERRORS = 0.1;
    private static final double ERRORS_MIN = 0.001;
    private static final double ERRORS_MAX = 0.5;

    private final boolean lastingWorkers;
    private final Vocabulary vocabulary = new Vocabulary();
    private final Spelling spelling = new Spelling(vocabulary);
    private final TextConsensus consensus;
    private final List<List<Keying>> items = new ArrayList<>();
    private final List<Proposal> proposals = new ArrayList<>();
    private final Map<Integer, Keying> known = new HashMap<>();
    private double[] wrong = new double[0];
    private double[] keyed = new double[0];
    private double crowd = USUAL_ERRORS;

    /**
     * @param lastingWorkers false where worker numbers only tell the keyings of one item apart, so that nothing can be
     *     learned of anybody
     * @param correlation of two keyings' errors in one place
     */
    public TextModel(boolean lastingWorkers, double correlation) {
        this.lastingWorkers = lastingWorkers;
        consensus = new TextConsensus(vocabulary, spelling, correlation);
    }

    /** Adds a keying; workers and items are numbered from 0. */
    public void add(int worker, int item, String text) {
        while (items.size() <= item) {
            items.add(new ArrayList<>());
        }
        if (worker >= wrong.length) {
            wrong = Arrays.copyOf(wrong, Math.max(worker + 1, 2 * wrong.length));
            keyed = Arrays.copyOf(keyed, wrong.length);
        }
        items.get(item).add(Keying.of(worker, text, vocabulary));
    }

    /** Fixes the true text of an item: gold, or an adjudicator's word. */
    public void know(int item, String text) {
        known.put(item, Keying.of(0, text, vocabulary));
    }

    /** Puts all texts together anew. */
    public void fit() {
        countWords();
        Arrays.fill(wrong, 0);
        Arrays.fill(keyed, 0);
        crowd = USUAL_ERRORS;
        for (int pass = 0; pass < PASSES; pass++) {
            proposals.clear();
            for (int item = 0; item < items.size(); item++) {
                proposals.add(known.containsKey(item) ? known(item) : propose(items.get(item)));
            }
            measure();
        }
    }

    /** What an item's keyings add up to, with what is known of the workers now; the keyings need not be all. */
    public Proposal proposal(int item) {
        return proposals.get(item);
    }

    /** Share of words that this worker gets wrong, 0 to 1. */
    public double errors(int worker) {
        double errors = lastingWorkers
                ? (wrong[worker] + SHRINKAGE * crowd) / (keyed[worker] + SHRINKAGE)
                : crowd;
        return Math.max(ERRORS_MIN, Math.min(ERRORS_MAX, errors));
    }

    private Proposal known(int item) {
        double[] sure = {ERRORS_MIN};
        Keying text = known.get(item);
        int alike = (int) items.get(item).stream().filter(text::saysTheSame).count();
        return new Proposal(consensus.of(List.of(text), sure, sure).words(), alike, 1);
    }

    private Proposal propose(List<Keying> keyings) {
        if (keyings.isEmpty()) {
            return new Proposal(List.of(), 0, 0);
        }
        double[] errors = keyings.stream().mapToDouble(keying -> errors(keying.worker())).toArray();
        double[] weights = Arrays.stream(errors).map(share -> 1 / share).toArray();
        return consensus.of(keyings, weights, errors);
    }

    private void measure() {
        Arrays.fill(wrong, 0);
        Arrays.fill(keyed, 0);
        double allWrong = 1;
        double allKeyed = 1 / USUAL_ERRORS;
        for (int item = 0; item < items.size(); item++) {
            int[] text = proposals.get(item).words().stream()
                    .mapToInt(word -> vocabulary.ofKey(word.key()))
                    .toArray();
            int length = Math.max(1, text.length);
            for (Keying keying : items.get(item)) {
                int errors = Math.min(length, Distance.between(keying.words(), text));
                wrong[keying.worker()] += errors;
                keyed[keying.worker()] += length;
                allWrong += errors;
                allKeyed += length;
            }
        }
        crowd = allWrong / allKeyed;
    }

    private void countWords() {
        for (int item = 0; item < items.size(); item++) {
            for (Keying keying : items.get(item)) {
                for (int word : keying.words()) {
                    vocabulary.seen(word, item);
                }
            }
        }
    }
}
