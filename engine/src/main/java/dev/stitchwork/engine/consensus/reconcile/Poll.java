package dev.stitchwork.engine.consensus.reconcile;

import dev.stitchwork.engine.consensus.text.Letters;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A set of answers of one kind, each with its ballot as a number, and what is known beforehand. */
public final class Poll {
    /** The value of an item that is not known beforehand. */
    static final int UNKNOWN = -1;

    private static final int SPELLED_FROM = 3;

    private final AnswerSet set;
    private final AnswerKind kind;
    private final Map<String, Integer> ballots = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private final List<String> canonical = new ArrayList<>();
    private final int[] ballot;
    private final int[] known;
    private final String[] knownText;

    /** @param gold true answers by the item's name; names that are not in the set are passed over */
    public Poll(AnswerSet set, AnswerKind kind, Map<String, String> gold) {
        this.set = set;
        this.kind = kind;
        ballot = new int[set.size()];
        for (int answer = 0; answer < ballot.length; answer++) {
            ballot[answer] = ballot(set.answer(answer).text());
        }
        known = new int[set.items()];
        knownText = new String[set.items()];
        Arrays.fill(known, UNKNOWN);
        gold.forEach((name, text) -> set.item(name).ifPresent(item -> {
            known[item] = ballot(text);
            knownText[item] = kind.canonical(text);
        }));
    }

    private int ballot(String text) {
        return ballots.computeIfAbsent(kind.ballot(text), key -> {
            keys.add(key);
            canonical.add(kind.canonical(text));
            return ballots.size();
        });
    }

    public AnswerSet set() {
        return set;
    }

    public AnswerKind kind() {
        return kind;
    }

    /** How many different ballots there are. */
    public int ballots() {
        return canonical.size();
    }

    /** The ballot of an answer: equal numbers for equal answers. */
    public int ballot(int answer) {
        return ballot[answer];
    }

    /** What an answer is compared by. */
    public String key(int answer) {
        return keys.get(ballot[answer]);
    }

    /** What is known of an item beforehand. */
    Optional<String> knownText(int item) {
        return Optional.ofNullable(knownText[item]);
    }

    /** The outcome of an item that is known, or that nobody was asked about; empty for any other. */
    Optional<Judgement.Outcome> given(int item, int answers) {
        if (knownText[item] != null) {
            return Optional.of(new Judgement.Outcome(
                    knownText[item], keys.get(known[item]), 1, answers, Judgement.State.KNOWN));
        }
        return answers > 0 ? Optional.empty() : Optional.of(new Judgement.Outcome("", "", 0, 0, Judgement.State.OPEN));
    }

    /**
     * What an item's answers spell letter by letter, where three or more were given, no two the same, and it can be read as
     * the kind: then each is likely wrong in a letter of its own.
     */
    Optional<Judgement.Outcome> spelled(int item, double confidence, Map<Integer, Integer> count) {
        if (!kind.isSpelled() || count.size() < SPELLED_FROM || count.values().stream().anyMatch(votes -> votes > 1)) {
            return Optional.empty();
        }
        String value = Letters.vote(count.keySet().stream().map(canonical::get).filter(kind::reads).toList());
        return kind.reads(value)
                ? Optional.of(new Judgement.Outcome(
                        value, kind.ballotOfCanonical(value), confidence, count.size(), Judgement.State.PROPOSED))
                : Optional.empty();
    }

    /** The outcome of an item whose answers add up to this ballot. */
    Judgement.Outcome outcome(int item, int best, double confidence, int answers, Judgement.State state, BitSet taken) {
        return new Judgement.Outcome(written(best, item, taken), keys.get(best), confidence, answers, state);
    }

    /** Whether the item's value is known beforehand. */
    public boolean isKnown(int item) {
        return known[item] != UNKNOWN;
    }

    int known(int item) {
        return known[item];
    }

    /** How often each ballot was cast for an item, among the answers taken; in the order they came. */
    Map<Integer, Integer> count(int item, BitSet taken) {
        Map<Integer, Integer> count = new LinkedHashMap<>();
        for (int answer : set.of(item)) {
            if (taken.get(answer)) {
                count.merge(ballot[answer], 1, Integer::sum);
            }
        }
        return count;
    }

    /** The form in which most of those who cast this ballot wrote it; for closed and typed kinds the canonical one. */
    private String written(int ofBallot, int item, BitSet taken) {
        if (!kind.isText()) {
            return canonical.get(ofBallot);
        }
        Map<String, Integer> forms = new LinkedHashMap<>();
        for (int answer : set.of(item)) {
            if (taken.get(answer) && ballot[answer] == ofBallot) {
                forms.merge(kind.canonical(set.answer(answer).text()), 1, Integer::sum);
            }
        }
        return forms.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .map(Map.Entry::getKey)
                .orElseGet(() -> canonical.get(ofBallot));
    }
}
