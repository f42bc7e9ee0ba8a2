package dev.stitchwork.samples.bench.archive;

import java.text.Normalizer;
import java.util.Map;

/**
 * What counts as one spelling: habits of transcribers and of machines that say nothing about reading.
 *
 * <p>The long s is an s, a raised e over a vowel is its two dots (as the Medieval Unicode Font Initiative codes it), all
 * quotation marks are one, as are all dashes; marks for underlined and raised are left out.
 */
final class Spelling {
    private static final Map<Character, String> SAME = Map.ofEntries(
            Map.entry('\u017f', "s"), Map.entry('\ue42c', "ä"), Map.entry('\ue644', "ö"), Map.entry('\ue72b', "ü"),
            Map.entry('\u2018', "'"), Map.entry('\u2019', "'"), Map.entry('\u201a', "'"), Map.entry('`', "'"), Map.entry('\u00b4', "'"),
            Map.entry('\u201c', "\""), Map.entry('\u201d', "\""), Map.entry('\u201e', "\""), Map.entry('\u00ab', "\""),
            Map.entry('\u00bb', "\""), Map.entry('\u2013', "-"), Map.entry('\u2014', "-"), Map.entry('\u2e17', "-"), Map.entry('\u00ac', "-"),
            Map.entry('_', ""), Map.entry('^', ""));

    private Spelling() {}

    static String of(String text) {
        StringBuilder same = new StringBuilder();
        for (char letter : Normalizer.normalize(text, Normalizer.Form.NFC).toCharArray()) {
            same.append(SAME.getOrDefault(letter, String.valueOf(letter)));
        }
        return same.toString().replace("''", "\"");
    }

    static String[] words(String text) {
        String plain = of(text).strip();
        return plain.isEmpty() ? new String[0] : plain.split("\\s+");
    }
}
