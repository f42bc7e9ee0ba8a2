package dev.stitchwork.engine.consensus.typed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.junit.jupiter.api.Test;

class CoinModelTest {
    @Test
    void oneWhoIsAlwaysRightOutweighsTwoWhoNeverAgreeWithAnybodyButEachOther() {
        CoinModel model = new CoinModel();
        for (int item = 0; item < 50; item++) {
            for (int worker = 0; worker < 3; worker++) {
                model.add(worker, item, item);
            }
            model.add(3, item, 1_000 + item);
            model.add(4, item, 2_000 + item);
        }
        model.add(0, 50, 1);
        model.add(3, 50, 2);
        model.add(4, 50, 2);
        model.fit();
        assertEquals(1, model.best(50));
        assertTrue(model.reliability(3) < 0.3, "" + model.reliability(3));
    }

    @Test
    void aLoneAnswerIsAsSureAsItsWorker() {
        CoinModel model = new CoinModel();
        model.add(0, 0, 7);
        model.fit();
        assertEquals(7, model.best(0));
        assertEquals(0.85, model.confidence(0), 0.02);
    }

    @Test
    void twoThatDifferAreRivals() {
        CoinModel model = new CoinModel();
        model.add(0, 0, 1);
        model.add(1, 0, 2);
        model.fit();
        assertEquals(1, model.rival(0), 0.01);
        assertTrue(model.confidence(0) < 0.5);
    }

    @Test
    void whatIsKnownStandsEvenIfNobodyKeyedIt() {
        CoinModel model = new CoinModel();
        model.add(0, 0, 1);
        model.add(1, 0, 1);
        model.know(0, 9);
        model.fit();
        assertEquals(9, model.best(0));
        assertEquals(1, model.confidence(0));
        assertTrue(model.reliability(0) < 0.85);
    }

    @Test
    void whatItSaysItIsSureOfIsRightAtLeastThatOftenWhereSomeItemsAreHard() {
        Random random = new Random(4);
        CoinModel model = new CoinModel();
        int items = 4_000;
        for (int item = 0; item < items; item++) {
            int popular = random.nextInt(1_000_000);
            double hard = item % 5 == 0 ? 0.4 : 0;
            for (int answer = 0; answer < 2 + item % 3; answer++) {
                int worker = random.nextInt(30);
                boolean right = random.nextDouble() < 0.7 + 0.01 * worker - hard;
                boolean repeats = random.nextDouble() < 0.2;
                model.add(worker, item, right ? 0 : repeats ? popular + 1 : random.nextInt(1_000_000) + 1);
            }
        }
        model.fit();
        double sure = 0;
        int right = 0;
        int counted = 0;
        for (int item = 0; item < items; item++) {
            if (model.confidence(item) > 0.9) {
                sure += model.confidence(item);
                right += model.best(item) == 0 ? 1 : 0;
                counted++;
            }
        }
        assertTrue(counted > 2_000, "counted " + counted);
        double share = (double) right / counted;
        assertTrue(share > sure / counted - 0.003, share + " of " + sure / counted);
        assertTrue(share < sure / counted + 0.015, share + " of " + sure / counted);
    }
}
