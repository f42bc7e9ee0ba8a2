package dev.stitchwork.engine.consensus.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** A crowd of which one in six keyings is wrong, four to a task, and some of whom hand in each other's. */
class RingsTest {
    private static final int RIGHT = 0;
    private static final int WORKERS = 20;
    private static final int TASKS = 600;
    private static final double WRONG = 0.16;

    private static final double[] ALIKE = {0.8, 0.8, 0.8, 0.8, 0.8};

    private final SplittableRandom random = new SplittableRandom(4);
    private int fresh = 1;

    @Test
    void twoRingsAreFoundAndNobodyElse() {
        List<Rings.Ring> rings = crowd(worker -> worker < 3 ? 0 : worker < 8 ? 1 : -1).find();
        assertEquals(List.of(List.of(0, 1, 2), List.of(3, 4, 5, 6, 7)),
                rings.stream().map(Rings.Ring::members).sorted((a, b) -> a.get(0) - b.get(0)).toList());
        for (Rings.Ring ring : rings) {
            assertTrue(ring.luck() < 0.05, ring::toString);
            assertTrue(ring.evidence().stream().allMatch(each -> each.same() == each.shared() && each.sameMistakes() > 2), ring::toString);
        }
    }

    @Test
    void whoWorkApartAreNoRingHoweverOftenTheyAgree() {
        assertEquals(List.of(), crowd(worker -> -1).find());
    }

    @Test
    void whatAnAdjudicatorSaysIsRightTiesNobody() {
        Rings rings = new Rings(ALIKE, 0.15);
        Rings mistaken = new Rings(ALIKE, 0.15);
        for (int task = 0; task < 30; task++) {
            for (Rings each : List.of(rings, mistaken)) {
                each.add(0, task, 7);
                each.add(1, task, 7);
                each.add(2, task, 8);
                each.add(3, task, 9);
                each.add(4, task, 10);
            }
            rings.know(task, 7);
            mistaken.know(task, 8);
        }
        assertEquals(List.of(), rings.find());
        assertEquals(List.of(List.of(0, 1)), mistaken.find().stream().map(Rings.Ring::members).toList());
    }

    @Test
    void ofTwoGroupsThatContradictEachOtherTheLargerReads() {
        Rings rings = new Rings(ALIKE, 0.15);
        for (int task = 0; task < 40; task++) {
            for (int worker = 0; worker < ALIKE.length; worker++) {
                rings.add(worker, task, worker < 2 ? 7 : 8);
            }
        }
        assertEquals(List.of(List.of(0, 1)), rings.find().stream().map(Rings.Ring::members).toList());
    }

    private interface Membership {
        /** The ring of a worker, or -1. */
        int of(int worker);
    }

    /** Of every ring the first who is asked reads, and the others hand in the same. */
    private Rings crowd(Membership ring) {
        double[] accuracy = new double[WORKERS];
        Arrays.fill(accuracy, 1 - WRONG);
        Rings rings = new Rings(accuracy, 0.15);
        for (int task = 0; task < TASKS; task++) {
            int[] read = new int[WORKERS];
            Arrays.fill(read, -1);
            for (int worker : random.ints(0, WORKERS).distinct().limit(4).toArray()) {
                int own = random.nextDouble() < WRONG ? fresh++ : RIGHT;
                int of = ring.of(worker);
                if (of >= 0) {
                    read[of] = read[of] < 0 ? own : read[of];
                    own = read[of];
                }
                rings.add(worker, task, own);
            }
        }
        return rings;
    }
}
