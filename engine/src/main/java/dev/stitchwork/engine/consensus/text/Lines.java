package dev.stitchwork.engine.consensus.text;

import dev.stitchwork.engine.consensus.Folding;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Lines of text compared as wholes: for equality in a vote, and for the errors of one against another. */
public final class Lines {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\w' ]", Pattern.UNICODE_CHARACTER_CLASS);

    private Lines() {}

    /** The keys of the line's words: equal for lines that differ in case, punctuation or leading zeros only. */
    public static String key(String line) {
        return Arrays.stream(BLANKS.split(line.strip()))
                .map(piece -> WordKey.of(Folding.fold(piece)))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.joining(" "));
    }

    /**
     * Lower case, and nothing but word characters, apostrophes of one kind and single blanks: what error rates are taken over.
     * Letters are composed, so that e with its accent beside it is one letter, and the same as é.
     */
    public static String plain(String line) {
        String lower = BLANKS.matcher(Folding.fold(line).toLowerCase(Locale.ROOT)).replaceAll(" ");
        return BLANKS.matcher(NO_WORD.matcher(lower).replaceAll("")).replaceAll(" ").strip();
    }

    /** How many words of a plain line must be put in, left out or changed to make another. */
    public static int wordErrors(String line, String other) {
        Map<String, Integer> numbers = new HashMap<>();
        return Distance.between(numbered(line, numbers), numbered(other, numbers));
    }

    public static int letters(String plainLine) {
        return plainLine.codePointCount(0, plainLine.length());
    }

    public static int words(String plainLine) {
        return plainLine.isEmpty() ? 0 : plainLine.split(" ").length;
    }

    private static int[] numbered(String plainLine, Map<String, Integer> numbers) {
        return Arrays.stream(plainLine.split(" "))
                .filter(word -> !word.isEmpty())
                .mapToInt(word -> numbers.computeIfAbsent(word, w -> numbers.size()))
                .toArray();
    }
}
