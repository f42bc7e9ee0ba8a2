package dev.stitchwork.samples.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.FieldKind;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class MistakesTest {
    private static final int KEYINGS = 20_000;
    private static final Reading NAME = Reading.of("Thistlewood");

    @Test
    void whoMakesNoMistakesKeysWhatIsThere() {
        for (FieldKind kind : FieldKind.values()) {
            Reading truth = kind.isMarked() ? Reading.of("1") : NAME;
            assertEquals(Set.of(truth), keyings(Mistakes.NONE, truth, kind, 4));
            assertEquals(Set.of(Reading.BLANK), keyings(Mistakes.NONE, Reading.BLANK, kind, 4));
        }
    }

    @Test
    void aUsualWorkerErrsInAboutOneLongNameOfTen() {
        double wrong = wrongShare(Mistakes.USUAL, NAME, FieldKind.PERSON_NAME, 0);
        assertTrue(wrong > 0.05 && wrong < 0.13, () -> "wrong " + wrong);
    }

    @Test
    void eachRateBringsAboutItsOwnMistake() {
        assertEquals(Set.of("b", "a", "ab"), texts(new Mistakes(0.3, 0, 0, 0, 0, 0, 0, 0), "ab", FieldKind.TEXT));
        assertEquals(Set.of("ab", "aab", "abb", "aabb"), texts(new Mistakes(0, 0.3, 0, 0, 0, 0, 0, 0), "ab", FieldKind.TEXT));
        assertEquals(Set.of("ab", "ba"), texts(new Mistakes(0, 0, 0.3, 0, 0, 0, 0, 0), "ab", FieldKind.TEXT));
        assertEquals(Set.of("8", "3", "B"), texts(new Mistakes(0, 0, 0, 0.3, 0, 0, 0, 0), "8", FieldKind.TEXT));
    }

    @Test
    void aWrongBoxIsAnotherBoxOfTheChoice() {
        Mistakes always = new Mistakes(0, 0, 0, 0, 1, 0, 0, 0);
        assertEquals(Set.of("1", "3", "4"), texts(always, "2", FieldKind.CHOICE_ONE));
        assertEquals(Set.of("1 2", "2 3", "2 4", ""), texts(always, "2", FieldKind.CHOICE_ANY));
    }

    @Test
    void somethingIsOverlookedAndSomethingSeenWhereNothingIs() {
        Mistakes always = new Mistakes(0, 0, 0, 0, 0, 1, 0, 0);
        assertEquals(Set.of(Reading.BLANK), keyings(always, NAME, FieldKind.PERSON_NAME, 0));
        assertEquals(Set.of(Reading.of("yes")), keyings(always, Reading.BLANK, FieldKind.SIGNATURE, 0));
    }

    @Test
    void theSameSeedErrsTheSameWay() {
        SplittableRandom one = new SplittableRandom(3);
        SplittableRandom other = new SplittableRandom(3);
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Mistakes.HASTY.key(NAME, FieldKind.TEXT, 0, one), Mistakes.HASTY.key(NAME, FieldKind.TEXT, 0, other));
        }
    }

    private static double wrongShare(Mistakes mistakes, Reading truth, FieldKind kind, int options) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> mistakes.key(truth, kind, options, random)).limit(KEYINGS)
                .filter(keyed -> !keyed.equals(truth)).count() / (double) KEYINGS;
    }

    private static Set<String> texts(Mistakes mistakes, String truth, FieldKind kind) {
        return keyings(mistakes, Reading.of(truth), kind, 4).stream().map(Reading::text)
                .filter(text -> kind.isChoice() || !text.isEmpty()).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<Reading> keyings(Mistakes mistakes, Reading truth, FieldKind kind, int options) {
        SplittableRandom random = new SplittableRandom(1);
        return Stream.generate(() -> mistakes.key(truth, kind, options, random)).limit(KEYINGS).collect(Collectors.toSet());
    }
}
