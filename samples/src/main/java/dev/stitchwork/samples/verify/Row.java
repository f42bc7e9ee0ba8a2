package dev.stitchwork.samples.verify;

import java.nio.charset.StandardCharsets;

/** One row of a log, read word by word; words are parted by one blank, numbers have no sign and no leading zero. */
final class Row {
    private final byte[] bytes;
    private final int end;
    private final long number;
    private int at;

    /**
     * @param from where the first word begins
     * @param end behind the last word
     */
    Row(byte[] bytes, int from, int end, long number) {
        this.bytes = bytes;
        this.at = from;
        this.end = end;
        this.number = number;
    }

    long number() {
        return number;
    }

    BrokenLogException broken(String sentence) {
        return new BrokenLogException(number, sentence);
    }

    /** The next word, whatever it is. */
    String word() throws BrokenLogException {
        int from = at;
        int to = wordEnd();
        return new String(bytes, from, to - from, StandardCharsets.US_ASCII);
    }

    private int wordEnd() throws BrokenLogException {
        if (at >= end) {
            throw broken("Expected another word but the row ends.");
        }
        int to = at;
        while (to < end && bytes[to] != ' ') {
            to++;
        }
        if (to == at || to == end - 1) {
            throw broken("Expected one blank between words but was more.");
        }
        at = to + 1;
        return to;
    }

    /** A number of at most this. */
    long number(long max) throws BrokenLogException {
        int from = at;
        return number(from, wordEnd(), max);
    }

    int count(int max) throws BrokenLogException {
        return (int) number(max);
    }

    private long number(int from, int to, long max) throws BrokenLogException {
        long value = 0;
        for (int i = from; i < to; i++) {
            if (bytes[i] < '0' || bytes[i] > '9' || to - from > 18 || bytes[from] == '0' && to - from > 1) {
                throw broken("Expected a number but was '%s'."
                        .formatted(new String(bytes, from, to - from, StandardCharsets.US_ASCII)));
            }
            value = 10 * value + bytes[i] - '0';
        }
        if (value > max) {
            throw broken("Expected a number of at most %d but was %d.".formatted(max, value));
        }
        return value;
    }

    /** This many hexadecimal digits in lower case. */
    String hex(int digits) throws BrokenLogException {
        int from = at;
        int to = wordEnd();
        boolean hex = to - from == digits;
        for (int i = from; i < to && hex; i++) {
            hex = bytes[i] >= '0' && bytes[i] <= '9' || bytes[i] >= 'a' && bytes[i] <= 'f';
        }
        String word = new String(bytes, from, to - from, StandardCharsets.US_ASCII);
        if (!hex) {
            throw broken("Expected %d hexadecimal digits but was '%s'.".formatted(digits, word));
        }
        return word;
    }

    /** Eight hexadecimal digits as one number. */
    int hex8() throws BrokenLogException {
        return Integer.parseUnsignedInt(hex(8), 16);
    }

    /** One of these words, as its place among them. */
    int oneOf(java.util.List<String> words) throws BrokenLogException {
        int from = at;
        int to = wordEnd();
        for (int i = 0; i < words.size(); i++) {
            if (is(words.get(i), from, to)) {
                return i;
            }
        }
        throw broken("Expected one of %s but was '%s'."
                .formatted(words, new String(bytes, from, to - from, StandardCharsets.US_ASCII)));
    }

    private boolean is(String word, int from, int to) {
        if (word.length() != to - from) {
            return false;
        }
        for (int i = 0; i < word.length(); i++) {
            if (bytes[from + i] != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** A number after a fixed name and an equals sign. */
    int setting(String name, int max) throws BrokenLogException {
        int from = at;
        int to = wordEnd();
        int equals = from + name.length();
        if (equals >= to - 1 || !is(name, from, equals) || bytes[equals] != '=') {
            throw broken("Expected '%s=' and a number but was '%s'."
                    .formatted(name, new String(bytes, from, to - from, StandardCharsets.US_ASCII)));
        }
        return (int) number(equals + 1, to, max);
    }

    void end() throws BrokenLogException {
        if (at < end) {
            throw broken("Expected the row to end but there is more: '%s'."
                    .formatted(new String(bytes, at, end - at, StandardCharsets.US_ASCII)));
        }
    }
}
