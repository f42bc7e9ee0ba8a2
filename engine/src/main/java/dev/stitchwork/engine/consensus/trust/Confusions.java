package dev.stitchwork.engine.consensus.trust;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * Makes a value wrong as a crowd makes it wrong: one character is read as another that people take it for.
 *
 * <p>Which for which is counted from keyings that differ from what was settled by one character; until a character has been
 * confused, by what handwriting makes alike. A character gives way as often as the crowd confuses it, so that who looks for
 * what is planted looks where mistakes are.
 */
public final class Confusions {
    /** Taken for each other in handwriting, whatever the crowd. */
    private static final List<String> ALIKE = List.of(
            "17", "06", "38", "56", "49", "79", "35", "08", "ao", "ec", "nu", "rv", "il", "mw", "hk", "tf", "gq", "sz", "bh", "dp",
            "vy", "xk", "aeu", "oe");

    private static final double ALIKE_WEIGHT = 0.2;

    private final Map<Integer, Map<Integer, Double>> takenFor = new HashMap<>();

    public Confusions() {
        for (String letters : ALIKE) {
            letters.chars().forEach(one -> letters.chars().filter(other -> other != one).forEach(other -> {
                add(one, other, ALIKE_WEIGHT);
                if (Character.isLetter(one)) {
                    add(Character.toUpperCase(one), Character.toUpperCase(other), ALIKE_WEIGHT);
                }
            }));
        }
    }

    /** Learns from a keying; one that differs in no or more than one character teaches nothing. */
    public void learn(String settled, String keyed) {
        int[] right = settled.codePoints().toArray();
        int[] wrong = keyed.codePoints().toArray();
        int at = -1;
        if (right.length != wrong.length) {
            return;
        }
        for (int i = 0; i < right.length; i++) {
            if (right[i] != wrong[i]) {
                if (at >= 0 || sort(right[i]) != sort(wrong[i])) {
                    return;
                }
                at = i;
            }
        }
        if (at >= 0) {
            add(right[at], wrong[at], 1);
        }
    }

    /** A digit stays a digit and a capital a capital: anything else would be seen at a glance. */
    private static int sort(int character) {
        return Character.isDigit(character) ? 0 : Character.isUpperCase(character) ? 1 : Character.isLetter(character) ? 2 : 3;
    }

    private void add(int one, int other, double weight) {
        takenFor.computeIfAbsent(one, none -> new HashMap<>()).merge(other, weight, Double::sum);
    }

    /** The text with one character taken for another; as it is where none of it is ever taken for another. */
    public String changed(String text, RandomGenerator random) {
        int[] characters = text.codePoints().toArray();
        List<Change> changes = new ArrayList<>();
        double all = 0;
        for (int at = 0; at < characters.length; at++) {
            for (Map.Entry<Integer, Double> other : takenFor.getOrDefault(characters[at], Map.of()).entrySet()) {
                changes.add(new Change(at, other.getKey(), other.getValue()));
                all += other.getValue();
            }
        }
        double left = random.nextDouble() * all;
        for (Change change : changes) {
            left -= change.weight;
            if (left <= 0) {
                characters[change.at] = change.character;
                break;
            }
        }
        return new String(characters, 0, characters.length);
    }

    private record Change(int at, int character, double weight) {}
}
