package dev.stitchwork.engine.consensus.text;

import dev.stitchwork.engine.consensus.Folding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words of a set of answers, each a small number: two surfaces that differ only in case, punctuation or leading
 * zeros are the same word.
 */
final class Vocabulary {
    private final Map<String, Integer> bySurface = new HashMap<>();
    private final Map<String, Integer> byKey = new HashMap<>();
    private final List<String> keys = new ArrayList<>();
    private int[] items = new int[64];
    private int[] lastItem = new int[64];

    /** The word of a surface, or -1 where it is punctuation alone. */
    int word(String surface) {
        return bySurface.computeIfAbsent(surface, s -> {
            String key = WordKey.of(Folding.fold(s));
            return key.isEmpty() ? -1 : ofKey(key);
        });
    }

    int ofKey(String key) {
        return byKey.computeIfAbsent(key, this::add);
    }

    private int add(String key) {
        keys.add(key);
        if (keys.size() > items.length) {
            items = Arrays.copyOf(items, 2 * items.length);
            lastItem = Arrays.copyOf(lastItem, items.length);
        }
        lastItem[keys.size() - 1] = -1;
        return keys.size() - 1;
    }

    /** Notes that a word was keyed for an item; items come one after the other. */
    void seen(int word, int item) {
        if (lastItem[word] != item) {
            lastItem[word] = item;
            items[word]++;
        }
    }

    /** For how many items anybody keyed this word. */
    int items(int word) {
        return items[word];
    }

    String key(int word) {
        return keys.get(word);
    }
}
