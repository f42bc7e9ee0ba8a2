package dev.stitchwork.engine.consensus.text;

import java.util.Arrays;

/**
 * One person's text for one item as words.
 *
 * @param worker who keyed it
 * @param words the words as numbers of the vocabulary
 * @param surfaces the words as keyed, with the punctuation around them
 */
record Keying(int worker, int[] words, String[] surfaces) {
    static Keying of(int worker, String text, Vocabulary vocabulary) {
        String[] pieces = text.strip().split("\\s+");
        int[] words = new int[pieces.length];
        String[] surfaces = new String[pieces.length];
        int size = 0;
        for (String piece : pieces) {
            int word = vocabulary.word(piece);
            if (word >= 0) {
                words[size] = word;
                surfaces[size++] = piece;
            } else if (size > 0) {
                surfaces[size - 1] += piece.isEmpty() ? "" : " " + piece;
            }
        }
        return new Keying(worker, Arrays.copyOf(words, size), Arrays.copyOf(surfaces, size));
    }

    int size() {
        return words.length;
    }

    boolean saysTheSame(Keying other) {
        return Arrays.equals(words, other.words);
    }
}
