package dev.stitchwork.splitter.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ScoresTest {
    @Test
    void theBestOfAllPlacesIsTheFirstThatNoneScoresMoreThan() {
        SplittableRandom random = new SplittableRandom(3);
        for (int round = 0; round < 60; round++) {
            int side = random.nextInt(3, 42);
            int places = random.nextInt(3, 30);
            int wide = side + places - 1;
            float[] pattern = new float[side * side];
            double squares = 0;
            for (int i = 0; i < pattern.length; i++) {
                pattern[i] = random.nextInt(-128, 128);
                squares += pattern[i] * pattern[i];
            }
            float[] window = new float[wide * wide];
            for (int i = 0; i < window.length; i++) {
                // Few greys, and in half of the rounds the same in every row: places that score alike to the last bit.
                window[i] = round % 2 == 0 ? random.nextInt(0, 4) * 64 : i % wide % 5 * 50;
            }
            Scores scores = new Scores(pattern, Math.sqrt(squares), side, window, wide);
            int best = 0;
            for (int place = 0; place < places * places; place++) {
                best = scores.at(place % places, place / places) > scores.at(best % places, best / places) ? place : best;
            }
            assertEquals(best, new Scores(pattern, Math.sqrt(squares), side, window, wide).bestOfAll());
        }
    }
}
