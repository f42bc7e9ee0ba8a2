package dev.stitchwork.splitter.registration;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import org.junit.jupiter.api.Test;

class StoredFrameTest {
    @Test
    void aPlaceOfAPageThatWasHalvedIsStoredTwiceAsFar() {
        assertArrayEquals(new double[] {20, 30}, new StoredFrame(100, 200, 1, 2).stored(10, 15));
        assertArrayEquals(new double[] {180, 370}, new StoredFrame(100, 200, 3, 2).stored(10, 15));
    }
}
