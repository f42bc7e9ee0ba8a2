package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Office.Dispute;
import dev.stitchwork.engine.consensus.VotePolicy;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DisputeTest extends OnEachDatabase {
    private static final VotePolicy TWO_AT_MOST = new VotePolicy(2, 2, 0.8);
    private static final AccountId SECOND = new AccountId(900_004);

    @Test
    void answersSpentWithoutAgreementAreADisputeAndAnOperatorDecides() {
        BatchId batch = disputed(1);
        assertEquals(1, house.office().disputes());
        assertTrue(house.delivery(batch).endsWith("born?DISPUTED\n"), house.delivery(batch));
        Dispute dispute = next();
        assertEquals(List.of(Reading.of("1.2.1900"), Reading.of("7.2.1900")), dispute.keyings());
        assertTrue(picture(dispute).endsWith("1 born"), picture(dispute));
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("1. 2. 1900"));
        assertEquals(0, house.office().disputes());
        assertTrue(house.progress(batch).finished());
        assertEquals(1, house.progress(batch).answered());
        assertTrue(house.delivery(batch).endsWith("born=1900-02-01\n"), house.delivery(batch));
    }

    @Test
    void theExposureOfAnOperatorIsOnRecord() {
        disputed(1);
        next();
        next();
        assertEquals(1, house.count("select count(*) from exposure where account = 900002 and reason = 'DISPUTE'"));
    }

    @Test
    void theOldestComesFirstAndTheSameAgainUntilItIsDecided() {
        BatchId first = disputed(1);
        disputed(1);
        Dispute dispute = next();
        assertTrue(picture(dispute).contains(first.value()));
        assertEquals(dispute, next());
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.BLANK);
        assertFalse(picture(next()).contains(first.value()));
    }

    @Test
    void twoOperatorsAreShownDifferentDisputes() {
        disputed(2);
        Dispute mine = next();
        Dispute theirs = house.office().dispute(SECOND).orElseThrow();
        assertNotEquals(picture(mine), new String(house.office().picture(SECOND, theirs.token()).orElseThrow(), StandardCharsets.UTF_8));
        assertEquals(Optional.empty(), house.office().dispute(new AccountId(900_005)));
    }

    @Test
    void aDisputeLeftLyingIsShownToAnother() {
        disputed(1);
        Dispute mine = next();
        house.execute("update showing set shown = shown - interval '11' minute");
        Dispute theirs = house.office().dispute(SECOND).orElseThrow();
        house.office().adjudicate(SECOND, theirs.token(), Reading.BLANK);
        assertEquals(Optional.empty(), house.office().picture(House.OPERATOR, mine.token()));
        assertEquals(
                "Expected a dispute that waits for a decision but it is decided.",
                assertThrows(NotFoundException.class, () -> house.office().adjudicate(House.OPERATOR, mine.token(), Reading.BLANK))
                        .getMessage());
    }

    @Test
    void theSameDecisionAgainIsHarmlessAndAnotherIsRefused() {
        disputed(1);
        String token = next().token();
        house.office().adjudicate(House.OPERATOR, token, Reading.of("1.2.1900"));
        house.office().adjudicate(House.OPERATOR, token, Reading.of("01/02/1900"));
        assertThrows(NotFoundException.class, () -> house.office().adjudicate(House.OPERATOR, token, Reading.BLANK));
        assertEquals(1, house.count("select count(*) from adjudication where text = '1900-02-01'"));
    }

    @Test
    void onlyWhoWasShownADisputeMayDecideIt() {
        disputed(1);
        String token = next().token();
        assertEquals(Optional.empty(), house.office().picture(SECOND, token));
        assertEquals(
                "Expected a dispute that was shown to you but this is none.",
                assertThrows(NotFoundException.class, () -> house.office().adjudicate(SECOND, token, Reading.BLANK)).getMessage());
    }

    @Test
    void aDisputeOfAPurgedBatchIsGone() {
        BatchId batch = disputed(1);
        String token = next().token();
        house.batches().purge(House.CLIENT, batch);
        assertEquals(0, house.office().disputes());
        assertEquals(Optional.empty(), house.office().dispute(House.OPERATOR));
        assertEquals(Optional.empty(), house.office().picture(House.OPERATOR, token));
        assertThrows(NotFoundException.class, () -> house.office().adjudicate(House.OPERATOR, token, Reading.BLANK));
    }

    /** A batch of so many documents, on each of which two workers differ. */
    private BatchId disputed(int documents) {
        BatchId batch = house.batch(TWO_AT_MOST, 1, ScriptedSplitter.documents(documents, "born"));
        for (int i = 0; i < documents; i++) {
            house.key(1, "1.2.1900");
        }
        for (int i = 0; i < documents; i++) {
            house.key(2, "7.2.1900");
        }
        return batch;
    }

    private Dispute next() {
        return house.office().dispute(House.OPERATOR).orElseThrow();
    }

    private String picture(Dispute dispute) {
        return new String(house.office().picture(House.OPERATOR, dispute.token()).orElseThrow(), StandardCharsets.UTF_8);
    }
}
