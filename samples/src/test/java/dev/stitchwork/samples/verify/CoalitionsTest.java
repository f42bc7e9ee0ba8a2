package dev.stitchwork.samples.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CoalitionsTest {
    private static long[] set(int... bits) {
        long[] set = new long[2];
        for (int bit : bits) {
            set[bit / 64] |= 1L << bit;
        }
        return set;
    }

    @Test
    void theWorstPairNeedNotHoldTheHeaviestSingle() {
        //            bits  0 1 2 3 4 70
        long[] weights = new long[71];
        for (int bit : new int[] {0, 1, 2, 3, 4, 70}) {
            weights[bit] = 1;
        }
        Coalitions coalitions = new Coalitions(weights);
        coalitions.add(set(0, 1, 2, 3));
        coalitions.add(set(0, 1, 4));
        coalitions.add(set(2, 3, 70));

        assertEquals(4, coalitions.heaviest(1));
        assertEquals(6, coalitions.heaviest(2));
    }

    /** The search finds what trying every coalition finds. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void theWorstCoalitionIsExact(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            long[] weights = random.longs(8, 0, 20).toArray();
            List<long[]> sets = new ArrayList<>();
            Coalitions coalitions = new Coalitions(weights);
            for (int i = 0; i < 3 + random.nextInt(9); i++) {
                long[] one = {random.nextInt(256) & random.nextInt(256)};
                sets.add(one);
                coalitions.add(one);
            }
            for (int clusters = 1; clusters <= 3; clusters++) {
                assertEquals(tryAll(sets, weights, 0, 0, clusters), coalitions.heaviest(clusters));
            }
        }
    }

    private static long tryAll(List<long[]> sets, long[] weights, long union, int from, int clusters) {
        long best = 0;
        for (int bit = 0; bit < weights.length; bit++) {
            best += (union >> bit & 1) * weights[bit];
        }
        for (int i = from; clusters > 0 && i < sets.size(); i++) {
            best = Math.max(best, tryAll(sets, weights, union | sets.get(i)[0], i + 1, clusters - 1));
        }
        return best;
    }

    @Test
    void ranksCountWhatIsMarkedBelow() {
        Ranks ranks = new Ranks();
        ranks.grow(3);
        ranks.add(0, 1);
        ranks.add(2, 1);
        ranks.grow(100);
        ranks.add(50, 1);
        ranks.add(2, -1);

        assertEquals(0, ranks.below(0));
        assertEquals(1, ranks.below(3));
        assertEquals(1, ranks.below(50));
        assertEquals(2, ranks.below(51));
    }

    @Test
    void uniformDrawsAreNoOrder() {
        OrderTest order = new OrderTest();
        SplittableRandom random = new SplittableRandom(1);
        for (int i = 0; i < 5_000; i++) {
            order.draw(random.nextInt(50), 0, random.nextDouble());
        }
        assertFalse(order.isOrdered());
        assertEquals(1, order.spread(), 0.05);
        assertEquals(1, order.step(), 0.05);
    }

    @Test
    void aWalkThroughTheDocumentsIsAnOrder() {
        OrderTest together = new OrderTest();
        OrderTest eachByItself = new OrderTest();
        SplittableRandom random = new SplittableRandom(1);
        double[] places = new double[50];
        for (int i = 0; i < 5_000; i++) {
            int cluster = random.nextInt(50);
            together.draw(cluster, 0, i / 5_000.0);
            places[cluster] = (places[cluster] == 0 ? random.nextDouble() : places[cluster] + 0.004) % 1;
            eachByItself.draw(cluster, 0, places[cluster]);
        }
        assertTrue(together.isOrdered(), "all go through the documents in one order");
        assertTrue(eachByItself.isOrdered(), "each begins anywhere and goes on to the next");
    }
}
