package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.Correction;
import dev.stitchwork.engine.BatchDesk.NewBatch;
import dev.stitchwork.engine.Office.Dispute;
import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.consensus.trust.Audit;
import dev.stitchwork.engine.consensus.trust.Certificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Batches whose client names a share of wrong fields. */
class TargetTest extends OnEachDatabase {
    @Test
    void twoWhoAgreeAreEnoughForALooseTargetAndNotForAStrictOne() {
        BatchId loose = batch(QualityTarget.all(0.05), 1);
        house.key(1, "Leeds");
        assertFalse(house.progress(loose).finished());
        house.key(2, "leeds");
        neverAskedAgain();
        assertEquals(1, house.count("select count(*) from task where doubt < 0.02"));
        BatchId strict = batch(QualityTarget.all(0.001), 1);
        house.key(3, "York");
        house.key(4, "York");
        assertFalse(house.progress(strict).finished());
        assertTrue(house.count("select wanted - kept from task where state = 'OPEN' and doubt > 0.002 and doubt < 0.02") > 0);
    }

    /** A server whose language has digits of its own must find again what it learned before it was moved. */
    @Test
    void whatIsKnownOfAMachineIsKeptUnderANameOfNoLanguage() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG"));
            house.restart();
            BatchId batch = house.batches().open(House.CLIENT,
                    NewBatch.usual("Members 1987", "card").with(QualityTarget.all(0.05)).under(House.alone(1)));
            house.add(batch, "read.pdf", ScriptedSplitter.read(1, "town", "Leeds"));
            house.awaitSplit(batch);
            house.key(1, "Leeds");
        } finally {
            Locale.setDefault(before);
        }
        List<String> voters = house.words("select voter from voter order by voter");
        assertEquals(2, voters.size());
        assertTrue(voters.get(0).matches("ocr [0-9]+ 3"), voters.get(0));
    }

    @Test
    void aBatchWithoutATargetSettlesByVotesAndTeachesAllTheSame() {
        BatchId batch = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.documents(1, "town"));
        house.key(1, "Leeds");
        house.key(2, "Leeds");
        assertTrue(house.progress(batch).finished());
        assertEquals(2, house.count("select count(*) from voter where kind = 'TEXT' and fresh > 0.9 and missed < 0.1"));
        assertEquals(0, house.count("select count(*) from reask"));
    }

    @Test
    void whereAnOperatorsWordCostsLittleTwoWhoDifferAreADispute() {
        house.restart(house.settings.withAdjudicationAnswers(2));
        batch(QualityTarget.all(0.02), 1);
        house.key(1, "Leeds");
        house.key(2, "Lewes");
        assertEquals(1, house.count("select count(*) from task where state = 'DISPUTED'"));
        house.restart();
        batch(QualityTarget.all(0.02), 1);
        house.key(3, "Leeds");
        house.key(4, "Lewes");
        assertEquals(1, house.count("select count(*) from task where state = 'DISPUTED'"));
        assertEquals(1, house.count("select count(*) from task where state = 'OPEN'"));
    }

    @Test
    void aRestartLosesNothingOfWhatIsKnownOfAnybody() {
        batch(QualityTarget.all(0.05), 3);
        for (int document = 0; document < 3; document++) {
            house.key(1, "Leeds");
            house.key(2, document == 0 ? "Lewes" : "Leeds");
        }
        List<String> before = known();
        assertEquals(2, before.size());
        house.restart();
        assertEquals(before, known());
        house.key(3, "Leeds");
        assertEquals(3, known().size());
    }

    @Test
    void theModelIsTheSumOfWhatTheAnswersTaught() {
        batch(QualityTarget.all(0.05), 2);
        for (int worker = 1; worker <= 3; worker++) {
            house.key(worker, "Leeds");
        }
        assertEquals(0, house.count("""
                select count(*) from voter v where abs(v.missed - (select sum(a.missed) from answer a
                where 'worker ' || a.worker = v.voter)) > 1e-9
                """));
        assertEquals(0, house.count("""
                select count(*) from voter v where abs(v.fresh - (select sum(a.fresh) from answer a
                where 'worker ' || a.worker = v.voter)) > 1e-9
                """));
    }

    @Test
    void anOperatorsWordTeachesWhoWasRight() {
        batch(QualityTarget.all(0.0001), 1);
        house.key(1, "Leeds");
        house.key(2, "Lewes");
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("Lewes"));
        assertEquals(0, house.count("select round(missed) from voter where voter = 'worker 2'"));
        assertEquals(1, house.count("select round(missed) from voter where voter = 'worker 1'"));
        assertEquals(1, house.count("select count(*) from task where doubt = 0"));
    }

    @Test
    void aSettledFieldAskedAgainStandsWhileNobodyContradicts() {
        BatchId batch = settled();
        askAgain("BLIND");
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), house.delivery(batch));
        house.key(3, "LEEDS");
        assertEquals(1, house.count("select count(*) from reask where outcome in ('SAME', 'CHECK')"));
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), house.delivery(batch));
        assertEquals(0, house.count("select count(*) from task where state = 'OPEN'"));
    }

    @Test
    void nothingWaitsForAnAnswerThatWasAskedForAgain() {
        BatchId batch = settled();
        askAgain("BLIND");
        assertTrue(house.progress(batch).finished());
        assertEquals(0, house.progress(batch).workersMissing());
        house.batches().close(House.CLIENT, batch);
        assertTrue(log(batch).contains(" end "), log(batch));
        assertTrue(house.nothingLeftFor(3));
        assertEquals(0, house.count("select count(*) from reask") + house.count("select count(*) from task where state <> 'AGREED'"));
    }

    @Test
    void aSettledFieldThatWasWrongIsPutRightInTheNextDeliveryWithItsReason() {
        BatchId batch = settled();
        house.delivery(batch);
        askAgain("BLIND");
        house.key(3, "Lewes");
        assertEquals(List.of(), house.batches().certificate(House.CLIENT, batch).corrections());
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("Lewes"));
        assertEquals(List.of("WRONG"), house.words("select outcome from reask"));
        Correction correction = house.batches().certificate(House.CLIENT, batch).corrections().get(0);
        assertEquals("v2 document 1 town: Leeds -> Lewes, asked again by chance",
                "v%d document %d %s: %s -> %s, %s".formatted(correction.version(), correction.document(), correction.field(),
                        correction.before().text(), correction.after().text(), correction.reason()));
        assertTrue(house.delivery(batch).endsWith("town=Lewes\n"), house.delivery(batch));
        house.delivery(batch);
        assertEquals(2, house.count("select max(number) from delivery"));
    }

    @Test
    void aCertificateStatesNothingThatWasNotMeasured() {
        BatchId batch = settled();
        Certified certified = house.batches().certificate(House.CLIENT, batch);
        assertEquals(0, certified.certificate().total().audit().reasked());
        assertFalse(new String(certified.json(), StandardCharsets.UTF_8).contains("wrongPercent"));
    }

    @Test
    void aCertificateCountsHowValuesCameAboutAndWhatAskingAgainFound() {
        BatchId batch = settled();
        assertEquals(1, house.batches().certificate(House.CLIENT, batch).version());
        house.delivery(batch);
        askAgain("BLIND");
        house.key(3, "Lewes");
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("Lewes"));
        Certified certified = house.batches().certificate(House.CLIENT, batch);
        assertEquals(2, certified.version());
        Certificate.Part town = certified.certificate().byField().get("town");
        assertEquals(new Audit(1, 1, 1, 0, 0, 0, 0, 0), town.audit());
        assertEquals(Map.of(3, 1), town.tally().answers());
        assertEquals(Set.of("plain"), certified.certificate().byClass().keySet());
        assertEquals(0, town.wrong().high(), "the one that was wrong is put right");
        String json = new String(certified.json(), StandardCharsets.UTF_8);
        assertTrue(json.contains("\"version\" : 2") && json.contains("\"text\" : \"Lewes\"") && json.contains("wrongPercent"), json);
    }

    @Test
    void whatWasNeverDeliveredIsNoCorrection() {
        BatchId batch = settled();
        askAgain("BLIND");
        house.key(3, "Lewes");
        Dispute dispute = house.office().dispute(House.OPERATOR).orElseThrow();
        house.office().adjudicate(House.OPERATOR, dispute.token(), Reading.of("Lewes"));
        assertEquals(List.of(), house.batches().certificate(House.CLIENT, batch).corrections());
    }

    @Test
    void someSettledFieldsAreAskedAboutAgainWithoutAnybodySayingSo() {
        batch(QualityTarget.all(0.05), 60);
        for (int document = 0; document < 60; document++) {
            for (int worker = 1; worker <= 2; worker++) {
                AccountId person = House.worker(worker);
                house.work().lease(person).ifPresent(lease -> house.work().answer(person, lease.token(), "k" + lease.token(), Reading.of("Leeds")));
            }
        }
        // Of 60 draws at 2 in 100, more than 12 come up in one run of a hundred million.
        long drawn = house.count("select count(*) from reask where reason = 'BLIND'");
        assertTrue(drawn <= 12, "" + drawn);
        assertEquals(60 - house.count("select count(*) from reask where outcome is null"),
                house.count("select count(*) from task where state = 'AGREED' or state = 'DISPUTED'"));
        assertTrue(house.count("select count(*) from task where state = 'AGREED' and kept = 1") > 0, "known to be good, one is enough");
    }

    @Test
    void whatThreeReadInThreeWaysIsShownToTwoMoreWhoAreKnownToLook() {
        BatchId batch = threeWays();
        assertEquals(List.of("Leeds"), house.words("select text from answer where reader = 'aligned'"));
        house.answer(4, shown(4), "Leeds");
        assertFalse(house.progress(batch).finished(), "one yes is not enough of a value that nobody typed");
        house.answer(5, shown(5), "Leeds");
        assertTrue(house.delivery(batch).endsWith("town=Leeds\n"), house.delivery(batch));
        assertEquals(2, house.count("select sum(shown) from checker where worker in (4, 5)"));
    }

    @Test
    void whoeverSaysNoTypesInTheSameTurnAndIsHeard() {
        threeWays();
        Lease lease = shown(4);
        assertEquals(AnswerOutcome.KEPT, house.answer(4, lease, "Lecds"));
        assertEquals(1, house.count("select count(*) from lease where worker = 4"));
        assertEquals(1, house.count("select count(*) from voter where voter = 'worker 4' and fresh > 0"), "it is a typed answer");
    }

    /** A turn that shows something; one in ten is wrong on purpose, and is made right here. */
    private Lease shown(int worker) {
        Lease lease = house.lease(worker);
        assertTrue(lease.proposed().isPresent(), "to be typed");
        house.execute("update lease set proposed = 'Leeds', planted = false where token = '" + lease.token() + "'");
        return lease;
    }

    /** One document that three people read in three ways, in a batch whose people were never deceived so far. */
    private BatchId threeWays() {
        house.execute("insert into checker (worker, planted, waved, shown, refused) values (99, 400, 4, 400, 4)");
        house.makeRound();
        BatchId batch = house.batches().open(House.CLIENT, NewBatch.usual("Members 1987", "card")
                .with(VotePolicy.DEFAULT.withChecks()).with(QualityTarget.all(0.05)).under(House.alone(1)));
        house.add(batch, "one.pdf", ScriptedSplitter.documents(1, "town"));
        house.awaitSplit(batch);
        house.key(1, "Lecds");
        house.key(2, "Leeda");
        house.key(3, "Loeds");
        return batch;
    }

    /** A document that two people agree about, never asked again by chance. */
    private BatchId settled() {
        BatchId batch = batch(QualityTarget.all(0.05), 1);
        house.key(1, "Leeds");
        house.key(2, "Leeds");
        neverAskedAgain();
        return batch;
    }

    /** Takes back that a settled task was drawn by chance. */
    private void neverAskedAgain() {
        house.execute("delete from reask");
        house.execute("update task set state = 'AGREED', wanted = kept");
    }

    private void askAgain(String reason) {
        house.execute("""
                insert into reask (task, reason, verdict, text, kept, drawn)
                select t.id, '%s', c.verdict, c.text, t.kept, current_timestamp from task t join consensus c on c.task = t.id
                """.formatted(reason));
        house.execute("update task set state = 'OPEN', wanted = kept + 1");
        house.execute("update pool_entry set open_ord = ord, reopened = true, opened = current_timestamp");
        house.execute("update pool set working = 1, reopened = 1");
    }

    private String log(BatchId batch) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            house.batches().exposureLog(House.CLIENT, batch, out);
        } catch (IOException refused) {
            throw new UncheckedIOException(refused);
        }
        return out.toString(StandardCharsets.US_ASCII);
    }

    private List<String> known() {
        return house.words("select voter || ' ' || kind || ' ' || missed || ' ' || fresh || ' ' || before from voter order by voter");
    }

    private BatchId batch(QualityTarget target, int documents) {
        BatchId batch = house.batches()
                .open(House.CLIENT, NewBatch.usual("Members 1987", "card").with(target).under(House.alone(1)));
        house.add(batch, "scan-of-%s.pdf".formatted(batch.value()), ScriptedSplitter.documents(documents, "town"));
        house.awaitSplit(batch);
        return batch;
    }
}
