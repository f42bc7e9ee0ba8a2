package dev.stitchwork.engine.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.ExposureLog.Canvas;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.SensitivityClass;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ExposureLogTest {
    private final KeyPair keys = ed25519();
    private final LogChain chain = new LogChain();
    private final List<String> rows = new ArrayList<>();
    private final ExposureLog log = new ExposureLog(chain, rows::add);

    private static KeyPair ed25519() {
        try {
            return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> bodies() {
        return rows.stream().map(row -> row.substring(0, row.lastIndexOf(' '))).toList();
    }

    @Test
    void aLogHoldsNumbersFixedWordsAndHexadecimalOnly() {
        log.open("ab".repeat(16), signer().publicKey(), "cd".repeat(32), Guarantee.STANDARD, List.of(new Canvas(640, 96), new Canvas(320, 96)));
        log.fields(new Pieces(List.of(
                new Pieces.Cut(SensitivityClass.IDENTIFIER, 0, FieldKind.CODE, 0, 4, 11),
                new Pieces.Cut(SensitivityClass.SEX, -1, FieldKind.CHOICE_ONE, 3, 1, 0))));
        log.cluster(0, "0123456789abcdef", false);
        log.cluster(1, "fedcba9876543210", true);
        log.document(
                0,
                "00000000000000aa",
                new int[] {5, 6, 7, 8, 90},
                new Audience[] {
                    Audience.CROWD, Audience.CROWD, Audience.TRUSTED, Audience.CROWD, Audience.NOBODY
                });
        log.release(SensitivityClass.IDENTIFIER, 3);
        log.show(0, 0, 1, Reason.AHEAD, Told.digest(FieldKind.CODE, 0), 1, 4);
        log.settle(0, SensitivityClass.IDENTIFIER);
        log.join(0, 1, 5);
        log.relax(new Relaxation(Relaxation.Bound.FRAGMENTS, 2), "ef".repeat(64), 6);
        log.purge(7);

        assertEquals(
                List.of(
                        "0 open 1 " + "ab".repeat(16) + " " + new LogSigner(keys).publicKey() + " " + "cd".repeat(32)
                                + " m=1 f=100000 c=3 g=1 l=50 s=100000 w=600 640x96,320x96",
                        "1 field 0 identifier 0 code 0 4 0,3,6,8,11",
                        "2 field 1 sex - choice-one 3 1 -",
                        "3 cluster 0 0123456789abcdef crowd",
                        "4 cluster 1 fedcba9876543210 trusted",
                        "5 doc 0 00000000000000aa 5c,6c,7t,8c,90m",
                        "6 release identifier 3",
                        "7 show 0 0 1 ahead " + Told.digest("code 0") + " 1 4",
                        "8 settle 0 identifier",
                        "9 join 0 1 5",
                        "10 relax fragments 2 " + "ef".repeat(64) + " 6",
                        "11 purge 7"),
                bodies());
    }

    @Test
    void everyLinkIsMadeFromAllRowsBefore() throws GeneralSecurityException {
        log.release(SensitivityClass.NAME, 1);
        log.release(SensitivityClass.NAME, 2);
        byte[] state = new byte[32];
        for (String row : rows) {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            sha256.update(state);
            state = sha256.digest(row.substring(0, row.lastIndexOf(' ')).getBytes(StandardCharsets.US_ASCII));
            assertEquals(HexFormat.of().formatHex(state, 0, 8), row.substring(row.lastIndexOf(' ') + 1));
        }
        assertEquals(HexFormat.of().formatHex(state), HexFormat.of().formatHex(chain.state()));
    }

    @Test
    void aChainTakenUpAgainGoesOnAsIfItHadNeverStopped() {
        log.release(SensitivityClass.NAME, 1);
        List<String> more = new ArrayList<>();
        new ExposureLog(new LogChain(chain.state(), chain.rows()), more::add)
                .release(SensitivityClass.SEX, 2);
        log.release(SensitivityClass.SEX, 2);

        assertEquals(rows.get(1), more.get(0));
    }

    @Test
    void aCheckpointIsSignedOverTheStateOfTheChain() throws GeneralSecurityException {
        log.release(SensitivityClass.NAME, 1);
        String text = chain.toSign();
        log.checkpoint(signer(), 9);

        String[] words = rows.get(1).split(" ");
        Signature ed25519 = Signature.getInstance("Ed25519");
        ed25519.initVerify(keys.getPublic());
        ed25519.update(text.getBytes(StandardCharsets.US_ASCII));
        assertTrue(ed25519.verify(HexFormat.of().parseHex(words[2])));
        assertEquals("mark", words[1]);
        assertEquals("9", words[3]);
    }

    @Test
    void theEndIsSignedOtherwiseThanACheckpointSoThatNoneCanPassForIt() {
        LogSigner signer = new LogSigner(keys);

        assertNotEquals(signer.sign(chain.toSign()), signer.sign(chain.toSign() + " end"));
    }

    @Test
    void aLogThatHasEndedGoesOnByTheClientsSignatureOverAllRowsBefore() {
        LogSigner client = new LogSigner(keys);
        log.end(signer(), 3);
        String text = chain.toSign();
        log.reopen(client, 4);
        assertEquals("1 reopen " + client.sign(text + " reopen") + " 4", bodies().get(1));
    }

    @Test
    void onlyAnEd25519KeySigns() throws GeneralSecurityException {
        KeyPair rsa = KeyPairGenerator.getInstance("RSA").generateKeyPair();

        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new LogSigner(rsa));
        assertEquals("Expected an Ed25519 key pair but was RSA.", e.getMessage());
    }

    @Test
    void twoBatchesHaveNoPseudonymInCommon() {
        Pseudonyms one = new Pseudonyms(new byte[32]);
        Pseudonyms other = new Pseudonyms("another key of 32 bytes, not zero".getBytes(StandardCharsets.US_ASCII));

        assertEquals(one.ofCluster(5), one.ofCluster(5));
        assertNotEquals(one.ofCluster(5), other.ofCluster(5));
        assertNotEquals(one.ofCluster(5), one.ofDocument(5));
        assertEquals(16, one.ofCluster(5).length());
    }

    @Test
    void aRelaxationIsSignedForOneBatchAndOneBound() {
        Relaxation relaxation = new Relaxation(Relaxation.Bound.POOL, 10);

        assertEquals("stitchwork relaxation b4 pool 10", relaxation.toSign("b4"));
        assertEquals(10, relaxation.of(Guarantee.STANDARD).poolMin());
        assertEquals(
                Guarantee.STANDARD.withCoalition(1).withFragmentsMax(2),
                Relaxation.all(
                        Guarantee.STANDARD,
                        List.of(
                                new Relaxation(Relaxation.Bound.COALITION, 1),
                                new Relaxation(Relaxation.Bound.FRAGMENTS, 2))));
    }

    @Test
    void aPoolIsReleasedOnceItHoldsEnoughDocuments() {
        MixingPools pools = new MixingPools();
        int classes = ClassSet.of(SensitivityClass.NAME, SensitivityClass.PLAIN);
        for (int document = 0; document < 49; document++) {
            pools.arrive(classes);
        }
        assertEquals(false, pools.mayRelease(SensitivityClass.NAME, Guarantee.STANDARD));
        pools.arrive(ClassSet.of(SensitivityClass.NAME));
        assertEquals(true, pools.mayRelease(SensitivityClass.NAME, Guarantee.STANDARD));
        assertEquals(false, pools.mayRelease(SensitivityClass.PLAIN, Guarantee.STANDARD));
        pools.release(SensitivityClass.NAME);
        assertEquals(false, pools.mayRelease(SensitivityClass.NAME, Guarantee.STANDARD), "nothing waits");

        pools.arrive(classes);
        assertEquals(true, pools.mayRelease(SensitivityClass.NAME, Guarantee.STANDARD), "hidden among those in the pool");
        pools.settle(SensitivityClass.NAME);
        pools.settle(SensitivityClass.NAME);
        assertEquals(false, pools.mayRelease(SensitivityClass.NAME, Guarantee.STANDARD), "the pool has drained");
    }

    @Test
    void aPoolThatHoldsNothingHasNothingToSettle() {
        IllegalStateException e =
                assertThrows(IllegalStateException.class, () -> new MixingPools().settle(SensitivityClass.SEX));
        assertEquals("Expected an open document in the pool sex but it holds none.", e.getMessage());
    }

    private LogSigner signer() {
        return new LogSigner(keys);
    }
}
