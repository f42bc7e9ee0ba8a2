package dev.stitchwork.samples.simulate;

/** The answers to every fragment, five bits each, under the rule of two that agree, one more on a tie, five at most. */
final class Votes {
    /** Answers that must be equal. */
    static final int AGREE = 2;
    /** Most answers before a dispute. */
    static final int ANSWERS_MAX = 5;
    /** Values are below this; 0 is the right one. */
    static final int VALUES = 32;

    private static final int BITS = 5;

    private final int[] answers;
    private final byte[] counts;
    private final byte[] states;

    private static final byte OPEN = 0;
    private static final byte AGREED = 1;
    private static final byte DISPUTED = 2;

    Votes(int fragments) {
        answers = new int[fragments];
        counts = new byte[fragments];
        states = new byte[fragments];
    }

    void add(int fragment, int value) {
        for (int i = 0; i < counts[fragment]; i++) {
            if (answer(fragment, i) == value) {
                states[fragment] = AGREED;
            }
        }
        answers[fragment] |= value << BITS * counts[fragment]++;
        if (states[fragment] == OPEN && counts[fragment] == ANSWERS_MAX) {
            states[fragment] = DISPUTED;
        }
    }

    int count(int fragment) {
        return counts[fragment];
    }

    /** The answer that came at this place, from 0. */
    int answer(int fragment, int place) {
        return answers[fragment] >> BITS * place & VALUES - 1;
    }

    /** What an agreed fragment settled on. */
    int outcome(int fragment) {
        return answer(fragment, counts[fragment] - 1);
    }

    boolean isOpen(int fragment) {
        return states[fragment] == OPEN;
    }

    boolean isDisputed(int fragment) {
        return states[fragment] == DISPUTED;
    }

    /** More answers that are wanted now. */
    int wanted(int fragment) {
        return isOpen(fragment) ? Math.max(1, AGREE - counts[fragment]) : 0;
    }
}
