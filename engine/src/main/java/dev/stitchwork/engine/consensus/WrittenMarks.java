package dev.stitchwork.engine.consensus;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which boxes are marked, however it was keyed. */
final class WrittenMarks {
    private static final Pattern NUMBERS = Pattern.compile("[0-9]{1,4}(?:[ ,;.+&/]+[0-9]{1,4})*[ ,;.]*");
    private static final Pattern BETWEEN = Pattern.compile("[^0-9]+");
    private static final Set<String> YES = Set.of("yes", "y", "true", "x", "1");
    private static final Set<String> NO = Set.of("no", "n", "false", "0");

    private WrittenMarks() {}

    /** Option numbers, each once, rising; empty where one is not between 1 and the number of options. */
    static Optional<String> options(String folded, int count) {
        String text = Folding.asciiDigits(folded);
        if (!NUMBERS.matcher(text).matches()) {
            return Optional.empty();
        }
        TreeSet<Integer> numbers = new TreeSet<>();
        BETWEEN.splitAsStream(text).map(Integer::valueOf).forEach(numbers::add);
        if (numbers.first() < 1 || numbers.last() > count) {
            return Optional.empty();
        }
        return numbers.stream().map(String::valueOf).reduce((left, right) -> left + " " + right);
    }

    static Optional<String> signature(String folded) {
        return YES.contains(Folding.caseless(folded)) ? Optional.of("yes") : Optional.empty();
    }

    static boolean saysNo(String folded) {
        return NO.contains(Folding.caseless(folded));
    }
}
