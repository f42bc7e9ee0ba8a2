package dev.stitchwork.samples.bench.metadata;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Words that occur nowhere else, each planted in one place of one file; all begin alike, so that one search finds any. */
final class Canaries {
    private static final String MARK = "Xqanary";
    /** How a word may be written in a file. */
    private static final List<Charset> CODINGS =
            List.of(StandardCharsets.ISO_8859_1, StandardCharsets.UTF_16BE, StandardCharsets.UTF_16LE);

    private final List<String> places = new ArrayList<>();

    /** A new word, and remembers where it is planted. */
    String plant(String place) {
        places.add(place);
        return "%s%05d".formatted(MARK, places.size() - 1);
    }

    byte[] bytes(String place) {
        return plant(place).getBytes(StandardCharsets.US_ASCII);
    }

    int planted() {
        return places.size();
    }

    /** The place of the first word that stands in some bytes; empty where there is none. */
    Optional<String> in(byte[] bytes) {
        for (Charset coding : CODINGS) {
            byte[] mark = MARK.getBytes(coding);
            int at = indexOf(bytes, mark);
            if (at >= 0) {
                int width = mark.length / MARK.length();
                int end = Math.min(bytes.length, at + mark.length + 5 * width);
                String number = new String(bytes, at + mark.length, end - at - mark.length, coding);
                return Optional.of(number.matches("\\d{5}") && Integer.parseInt(number) < places.size()
                        ? places.get(Integer.parseInt(number)) : "a place that is cut off");
            }
        }
        return Optional.empty();
    }

    Optional<String> in(String text) {
        return in(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** How many of the words stand in a text. */
    int count(String text) {
        return (int) Pattern.compile(MARK + "\\d{5}").matcher(text).results().map(MatchResult::group).distinct().count();
    }

    private static int indexOf(byte[] bytes, byte[] wanted) {
        for (int at = 0; at + wanted.length <= bytes.length; at++) {
            int same = 0;
            while (same < wanted.length && bytes[at + same] == wanted[same]) {
                same++;
            }
            if (same == wanted.length) {
                return at;
            }
        }
        return -1;
    }
}
