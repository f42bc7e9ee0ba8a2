package dev.stitchwork.samples.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.LogSigner;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A log goes on after its end by the client's word alone. */
final class ReopeningTest {
    private final List<String> rows = new ArrayList<>();
    private final ExposureLog log = new ExposureLog(new LogChain(), rows::add);
    private LogSigner engine;
    private LogSigner client;

    @BeforeEach
    void end() throws GeneralSecurityException {
        KeyPairGenerator keys = KeyPairGenerator.getInstance("Ed25519");
        engine = new LogSigner(keys.generateKeyPair());
        client = new LogSigner(keys.generateKeyPair());
        log.open("ab".repeat(16), engine.publicKey(), client.publicKey(), Guarantee.STANDARD, List.of(new ExposureLog.Canvas(640, 96)));
        log.end(engine, 1);
    }

    @Test
    void whatTheClientReopenedIsCompleteOnceItHasEndedAgain() throws Exception {
        assertTrue(verify().complete());
        log.reopen(client, 2);
        assertFalse(verify().complete());
        log.end(engine, 3);
        assertTrue(verify().complete());
    }

    @Test
    void nobodyElseReopensALog() {
        log.reopen(engine, 2);
        assertBroken("Expected the client's signature over the rows before it but it is not one.");
    }

    @Test
    void nothingElseComesBehindTheEnd() {
        log.checkpoint(engine, 2);
        assertBroken("Expected nothing behind the end of the log but the client's word that it goes on.");
    }

    @Test
    void aLogThatHasNotEndedIsNotReopened() {
        log.reopen(client, 2);
        log.reopen(client, 3);
        assertBroken("Expected a log that has ended where it goes on.");
    }

    private void assertBroken(String sentence) {
        assertTrue(assertThrows(BrokenLogException.class, this::verify).getMessage().endsWith(sentence));
    }

    private Report verify() throws Exception {
        return Verifier.verify(new ByteArrayInputStream(text().getBytes(StandardCharsets.US_ASCII)));
    }

    private String text() {
        return String.join("\n", rows) + "\n";
    }
}
