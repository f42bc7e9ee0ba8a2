package dev.stitchwork.engine.consensus.text;

import java.util.HashMap;
import java.util.Map;

/**
 * What it costs to believe that one word was keyed for another: 0 for the same word, 1 for a word that has nothing to
 * do with it, which is also the cost of a word left out or put in.
 */
final class Spelling {
    /** Least cost of a difference where some agree: two words that differ at all are two words. */
    private static final double DIFFERENT = 0.3;

    /** Share of letters that a short form counts as wrong for the word in full; the other way round they all count. */
    private static final double SHORT_FORM = 0.3;

    private static final int SHORT_FORM_LETTERS = 3;

    private final Vocabulary vocabulary;
    private final Map<Long, Double> known = new HashMap<>();

    Spelling(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /**
     * Cost of a word that stood on the paper being keyed as another.
     *
     * @param shortForms whether people may have keyed "Jos" for "Joseph"; in running text "a" is no short form of "and"
     */
    double cost(int paper, int keyed, boolean shortForms) {
        return paper == keyed ? 0 : DIFFERENT + (1 - DIFFERENT) * letters(paper, keyed, shortForms);
    }

    /** Share of letters keyed wrong: the cost where no two keyed the same, so that one near to all of them wins. */
    double letters(int paper, int keyed, boolean shortForms) {
        long pair = (long) paper << 32 | keyed;
        return paper == keyed ? 0 : known.computeIfAbsent(shortForms ? ~pair : pair, p -> compute(paper, keyed, shortForms));
    }

    private double compute(int paper, int keyed, boolean shortForms) {
        String a = vocabulary.key(paper);
        String b = vocabulary.key(keyed);
        return shortForms && isShortForm(b, a)
                ? SHORT_FORM
                : (double) Distance.between(a, b) / Math.max(Lines.letters(a), Lines.letters(b));
    }

    /** Up to three letters that begin like the word and occur in it in order: Jos, Wm, No for North. */
    static boolean isShortForm(String brief, String full) {
        if (brief.length() > SHORT_FORM_LETTERS || brief.length() >= full.length() || brief.charAt(0) != full.charAt(0)) {
            return false;
        }
        int at = 0;
        for (int i = 0; i < full.length() && at < brief.length(); i++) {
            if (full.charAt(i) == brief.charAt(at)) {
                at++;
            }
        }
        return at == brief.length() && brief.codePoints().allMatch(Character::isLetter)
                && full.codePoints().allMatch(Character::isLetter);
    }
}
