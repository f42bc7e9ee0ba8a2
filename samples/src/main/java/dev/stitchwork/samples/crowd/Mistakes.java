package dev.stitchwork.samples.crowd;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Reading.Verdict;
import dev.stitchwork.engine.form.FieldKind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.random.RandomGenerator;

/**
 * How people err when they key: per letter they drop, double, swap or misread; per mark they take the wrong box; now and
 * then they overlook what is there, call it illegible, or pass it on.
 *
 * @param drop chance per letter to leave it out
 * @param twice chance per letter to key it two times
 * @param swap chance per letter to change places with the next
 * @param misread chance per letter to take it for one that looks like it
 * @param wrongBox chance per choice to name another box, overlook one or see one too many
 * @param overlook chance per answer to say blank where there is something, or something where there is nothing
 * @param giveUp chance per answer to say illegible
 * @param skip chance per turn to give it back unanswered
 */
public record Mistakes(
        double drop, double twice, double swap, double misread, double wrongBox, double overlook, double giveUp, double skip) {
    /** A careful clerk on a usual day: about one keying in fifteen is wrong. */
    public static final Mistakes USUAL = new Mistakes(0.002, 0.0015, 0.0015, 0.004, 0.02, 0.004, 0.004, 0.01);

    /** Nobody is that good; for tests. */
    public static final Mistakes NONE = new Mistakes(0, 0, 0, 0, 0, 0, 0, 0);

    /** Somebody who does not look: most keyings are wrong, so that people disagree. */
    public static final Mistakes HASTY = new Mistakes(0.04, 0.03, 0.05, 0.12, 0.8, 0.05, 0.05, 0);

    /** Letters that are taken for each other, as far as hands and scans make them alike. */
    private static final Map<Character, String> ALIKE = Map.ofEntries(
            Map.entry('0', "O6"), Map.entry('1', "l7I"), Map.entry('2', "Z7"), Map.entry('3', "85"), Map.entry('4', "9"),
            Map.entry('5', "S3"), Map.entry('6', "0b"), Map.entry('7', "12"), Map.entry('8', "3B"), Map.entry('9', "4g"),
            Map.entry('a', "ou"), Map.entry('b', "h6"), Map.entry('c', "eo"), Map.entry('d', "cl"), Map.entry('e', "co"),
            Map.entry('f', "t"), Map.entry('g', "qy9"), Map.entry('h', "bn"), Map.entry('i', "lj"), Map.entry('l', "i1"),
            Map.entry('m', "n"), Map.entry('n', "ru"), Map.entry('o', "a0"), Map.entry('q', "g"), Map.entry('r', "vn"),
            Map.entry('s', "5"), Map.entry('t', "f"), Map.entry('u', "vn"), Map.entry('v', "ur"), Map.entry('w', "v"),
            Map.entry('y', "g"), Map.entry('A', "4"), Map.entry('B', "8"), Map.entry('C', "G"), Map.entry('D', "O"),
            Map.entry('E', "F"), Map.entry('F', "EP"), Map.entry('G', "C6"), Map.entry('I', "1l"), Map.entry('O', "0Q"),
            Map.entry('P', "R"), Map.entry('Q', "O"), Map.entry('R', "P"), Map.entry('S', "5"), Map.entry('U', "V"),
            Map.entry('V', "U"), Map.entry('Z', "2"));

    /** Whether this turn is given back. */
    public boolean skips(RandomGenerator random) {
        return random.nextDouble() < skip;
    }

    /**
     * What somebody keys who looks at this.
     *
     * @param options number of boxes of a choice, 0 for other kinds
     */
    public Reading key(Reading truth, FieldKind kind, int options, RandomGenerator random) {
        if (random.nextDouble() < giveUp) {
            return Reading.ILLEGIBLE;
        }
        if (random.nextDouble() < overlook) {
            return truth.verdict() == Verdict.VALUE ? Reading.BLANK : imagined(kind);
        }
        if (kind.isChoice()) {
            return truth.verdict() != Verdict.ILLEGIBLE && random.nextDouble() < wrongBox
                    ? wrongBoxes(truth.text(), kind, options, random)
                    : truth;
        }
        if (truth.verdict() != Verdict.VALUE || kind == FieldKind.SIGNATURE) {
            return truth;
        }
        String keyed = letters(truth.text(), random);
        return keyed.isBlank() ? Reading.BLANK : Reading.of(keyed);
    }

    /** What is seen where nothing is: a speck taken for a mark or a stroke. */
    private static Reading imagined(FieldKind kind) {
        return Reading.of(kind == FieldKind.SIGNATURE ? "yes" : "1");
    }

    private static Reading wrongBoxes(String truth, FieldKind kind, int options, RandomGenerator random) {
        int box = 1 + random.nextInt(options);
        if (kind == FieldKind.CHOICE_ONE) {
            return Reading.of("" + (truth.equals("" + box) ? box % options + 1 : box));
        }
        TreeSet<Integer> boxes = new TreeSet<>();
        for (String number : truth.isEmpty() ? new String[0] : truth.split(" ")) {
            boxes.add(Integer.parseInt(number));
        }
        if (!boxes.remove(box)) {
            boxes.add(box);
        }
        List<String> numbers = new ArrayList<>();
        boxes.forEach(number -> numbers.add(number.toString()));
        return numbers.isEmpty() ? Reading.BLANK : Reading.of(String.join(" ", numbers));
    }

    private String letters(String truth, RandomGenerator random) {
        StringBuilder keyed = new StringBuilder();
        for (int i = 0; i < truth.length(); i++) {
            char letter = truth.charAt(i);
            double luck = random.nextDouble();
            if (luck < drop) {
                continue;
            } else if ((luck -= drop) < twice) {
                keyed.append(letter).append(letter);
            } else if ((luck -= twice) < swap) {
                boolean last = i + 1 == truth.length();
                keyed.append(last ? "" : truth.charAt(++i)).append(letter);
            } else if ((luck -= swap) < misread && ALIKE.containsKey(letter)) {
                String alike = ALIKE.get(letter);
                keyed.append(alike.charAt(random.nextInt(alike.length())));
            } else {
                keyed.append(letter);
            }
        }
        return keyed.toString();
    }
}
