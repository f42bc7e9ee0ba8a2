package dev.stitchwork.samples.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.samples.simulate.SimulatedLog;
import dev.stitchwork.samples.simulate.TamperBench;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Whatever is done to a finished log, the verifier does not take it. */
final class MutationTest {
    private static byte[] log;
    private static List<String> rows;

    @BeforeAll
    static void run() {
        SimulatedLog run = SimulatedLog.small(1);
        log = run.bytes();
        rows = run.rows();
    }

    private static boolean isTaken(byte[] bytes) throws Exception {
        try {
            Report report = Verifier.verify(new ByteArrayInputStream(bytes));
            return report.held() && report.complete();
        } catch (BrokenLogException e) {
            return false;
        }
    }

    @Test
    void theLogAsItWasWrittenIsTaken() throws Exception {
        assertTrue(isTaken(log));
    }

    @Test
    void everyMutationIsFound() {
        TamperBench.Result result = TamperBench.run(log, 600, 7, done -> {});

        assertEquals(600, result.found());
        assertEquals(600, result.mutations());
    }

    @Test
    void theRowThatGivesItAwayIsNamed() {
        List<String> edited = new ArrayList<>(rows);
        int row = 0;
        while (!rows.get(row).contains(" lease ")) {
            row++;
        }
        edited.set(row, edited.get(row).replace(" lease ", " review "));

        BrokenLogException e = assertThrows(
                BrokenLogException.class,
                () -> Verifier.verify(new ByteArrayInputStream(
                        (String.join("\n", edited) + "\n").getBytes(StandardCharsets.US_ASCII))));
        assertEquals(
                "Row %d: Expected it to follow from the rows before it but its link does not fit.".formatted(row),
                e.getMessage());
    }

    @Test
    void aLogWithoutItsLastRowsIsNotComplete() throws Exception {
        int mark = rows.size() - 1;
        while (!rows.get(mark).contains(" mark ")) {
            mark--;
        }
        String cut = String.join("\n", rows.subList(0, mark + 1)) + "\n";
        Report report = Verifier.verify(new ByteArrayInputStream(cut.getBytes(StandardCharsets.US_ASCII)));

        assertTrue(report.held());
        assertEquals(false, report.complete());
        assertEquals(mark + 1, report.log().signedRows());
    }

    @Test
    void aLogSignedAnewByAnotherKeyIsNotTheSame() throws Exception {
        Report one = Verifier.verify(new ByteArrayInputStream(log));
        Report other = Verifier.verify(new ByteArrayInputStream(SimulatedLog.small(2).bytes()));

        assertEquals(64, one.key().length());
        assertTrue(!one.key().equals(other.key()));
    }

    @Test
    void anEmptyFileIsNoLog() {
        BrokenLogException e = assertThrows(
                BrokenLogException.class, () -> Verifier.verify(new ByteArrayInputStream(new byte[0])));
        assertEquals("Row 0: Expected an exposure log but it is empty.", e.getMessage());
        byte[] noise = Arrays.copyOf("hello".getBytes(StandardCharsets.US_ASCII), 40);
        assertThrows(BrokenLogException.class, () -> Verifier.verify(new ByteArrayInputStream(noise)));
    }
}
