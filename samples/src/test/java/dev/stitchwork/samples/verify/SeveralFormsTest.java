package dev.stitchwork.samples.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.LogSigner;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.exposure.Told;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.SensitivityClass;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The log of a batch of two forms: the first has two fields of text, the second a date. */
final class SeveralFormsTest {
    private final List<String> rows = new ArrayList<>();
    private final ExposureLog log = new ExposureLog(new LogChain(), rows::add);
    private LogSigner engine;
    private int documents;

    @BeforeEach
    void open() throws Exception {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
        engine = new LogSigner(keys.generateKeyPair());
        log.open("ab".repeat(16), engine.publicKey(), new LogSigner(keys.generateKeyPair()).publicKey(), Guarantee.STANDARD,
                List.of(new ExposureLog.Canvas(640, 96)));
        log.forms(List.of(pieces(FieldKind.TEXT, FieldKind.TEXT), pieces(FieldKind.DATE)));
    }

    @Test
    void aPieceIsNamedByItsPlaceInTheFormOfItsDocument() throws Exception {
        arrive(0, 50);
        arrive(1, 50);
        log.release(OptionalInt.of(0), SensitivityClass.PLAIN, 1);
        log.release(OptionalInt.of(1), SensitivityClass.PLAIN, 1);
        log.cluster(0, "0".repeat(16), false);
        log.show(0, 0, 1, Reason.LEASE, Told.digest(FieldKind.TEXT, 0), 0, 2);
        log.show(0, 99, 0, Reason.LEASE, Told.digest(FieldKind.DATE, 0), 0, 3);
        log.end(engine, 4);
        assertEquals(List.of(), found());
    }

    /** The form of a document is as good as its place among fifty others. */
    @Test
    void documentsOfAnotherFormHideNothing() throws Exception {
        arrive(0, 60);
        arrive(1, 3);
        log.release(OptionalInt.of(0), SensitivityClass.PLAIN, 1);
        assertEquals(List.of(), found());
        log.release(OptionalInt.of(1), SensitivityClass.PLAIN, 1);
        assertEquals(List.of("plain was released into a pool of 3 documents instead of 50."), found());
    }

    @Test
    void aFormHasNoPieceOfAnother() {
        arrive(1, 50);
        log.release(OptionalInt.of(1), SensitivityClass.PLAIN, 1);
        log.cluster(0, "0".repeat(16), false);
        log.show(0, 0, 1, Reason.LEASE, Told.digest(FieldKind.TEXT, 0), 0, 2);
        assertTrue(assertThrows(BrokenLogException.class, this::found).getMessage().endsWith("Expected a number of at most 0 but was 1."));
    }

    private static Pieces pieces(FieldKind... kinds) {
        return new Pieces(Stream.of(kinds).map(kind -> new Pieces.Cut(SensitivityClass.PLAIN, -1, kind, 0, 1, 0)).toList());
    }

    private void arrive(int form, int count) {
        for (int i = 0; i < count; i++) {
            int pieces = form == 0 ? 2 : 1;
            int[] ink = new int[pieces];
            Audience[] crowd = new Audience[pieces];
            Arrays.fill(crowd, Audience.CROWD);
            Arrays.fill(ink, 50_000);
            log.document(documents, "%016x".formatted(documents), OptionalInt.of(form), ink, crowd);
            documents++;
        }
    }

    private List<String> found() throws Exception {
        Report report = Verifier.verify(new ByteArrayInputStream((String.join("\n", rows) + "\n").getBytes(StandardCharsets.US_ASCII)));
        return Stream.of(Findings.Property.values())
                .map(report.findings()::first)
                .filter(first -> !first.isEmpty())
                .map(first -> first.replaceFirst("^Row \\d+: ", ""))
                .toList();
    }
}
