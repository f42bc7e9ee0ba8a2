package dev.stitchwork.engine.consensus.reconcile;

import dev.stitchwork.engine.consensus.text.Distance;
import dev.stitchwork.engine.consensus.text.Lines;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Outcomes against the truth.
 *
 * @param items with a known truth
 * @param right whose value has the truth's ballot
 * @param answers counted for those items
 * @param words of the truth, with punctuation and case gone
 * @param wordErrors put in, left out or changed
 * @param letters of the truth, likewise
 * @param letterErrors put in, left out or changed
 */
public record Score(int items, int right, int answers, int words, int wordErrors, int letters, int letterErrors) {
    /** @param truth true answers by the item's name; items without one do not count */
    public static Score of(Poll poll, Judgement judgement, Map<String, String> truth) {
        int items = 0;
        int right = 0;
        int answers = 0;
        int words = 0;
        int wordErrors = 0;
        int letters = 0;
        int letterErrors = 0;
        List<Judgement.Outcome> outcomes = judgement.outcomes();
        for (Map.Entry<String, String> entry : truth.entrySet()) {
            Optional<Integer> item = poll.set().item(entry.getKey());
            if (item.isEmpty()) {
                continue;
            }
            Judgement.Outcome outcome = outcomes.get(item.get());
            items++;
            right += outcome.ballot().equals(poll.kind().ballot(entry.getValue())) ? 1 : 0;
            answers += outcome.answers();
            if (poll.kind().isText()) {
                String wanted = Lines.plain(entry.getValue());
                String got = Lines.plain(outcome.value());
                words += Lines.words(wanted);
                wordErrors += Lines.wordErrors(got, wanted);
                letters += Lines.letters(wanted);
                letterErrors += Distance.between(got, wanted);
            }
        }
        return new Score(items, right, answers, words, wordErrors, letters, letterErrors);
    }

    /**
     * Outcomes against those that other answers add up to, by their ballots: a value written anew need not be read as it was
     * meant, as the German 1,234 that is written 1.234. Words and letters are not compared.
     */
    public static Score like(Judgement judgement, Judgement other) {
        int same = 0;
        int answers = 0;
        for (int item = 0; item < other.outcomes().size(); item++) {
            same += judgement.outcomes().get(item).ballot().equals(other.outcomes().get(item).ballot()) ? 1 : 0;
            answers += judgement.outcomes().get(item).answers();
        }
        return new Score(other.outcomes().size(), same, answers, 0, 0, 0, 0);
    }

    /** Share of items that are right, 0 to 1. */
    public double accuracy() {
        return (double) right / items;
    }

    /** Answers counted for an item. */
    public double answersPerItem() {
        return (double) answers / items;
    }

    /** Word errors by words of the truth; NaN where it has none. */
    public double wordErrorRate() {
        return (double) wordErrors / words;
    }

    /** Letter errors by letters of the truth; NaN where it has none. */
    public double letterErrorRate() {
        return (double) letterErrors / letters;
    }
}
