package dev.stitchwork.engine.consensus.text;

import java.util.List;
import java.util.stream.Collectors;

/**
 * The text that several keyings add up to.
 *
 * @param words in order, with how sure each is
 * @param alike how many keyings say exactly this
 * @param confidence 0 to 1, that no word of it is wrong
 */
public record Proposal(List<Word> words, int alike, double confidence) {
    /** Below this a word is marked as uncertain. */
    private static final double SURE = 0.9;

    /**
     * A word of the text.
     *
     * @param surface as people keyed it, with punctuation
     * @param key what its spellings share, and what it is compared by
     * @param confidence 0 to 1, that this word stands there
     */
    public record Word(String surface, String key, double confidence) {
        public boolean uncertain() {
            return confidence < SURE;
        }
    }

    public Proposal {
        words = List.copyOf(words);
    }

    public String text() {
        return words.stream().map(Word::surface).collect(Collectors.joining(" "));
    }

    /** What equal texts share: {@link Lines#key} of the text. */
    public String key() {
        return words.stream().map(Word::key).collect(Collectors.joining(" "));
    }

    /** The text with every uncertain word between the two marks. */
    public String marked(String before, String after) {
        return words.stream()
                .map(word -> word.uncertain() ? before + word.surface() + after : word.surface())
                .collect(Collectors.joining(" "));
    }
}
