package dev.stitchwork.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.BatchDesk.MachineWorth;
import dev.stitchwork.engine.consensus.QualityTarget;
import dev.stitchwork.engine.consensus.VotePolicy;
import dev.stitchwork.engine.consensus.machine.Calibration;
import dev.stitchwork.engine.consensus.trust.Certificate;
import dev.stitchwork.engine.consensus.trust.Certificate.SettledBy;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trust in machines is learned from people's answers: on the real engine and its database. */
class MachineTrustTest {
    private static final double WRONG_MAX = 0.25;
    private static final VotePolicy LEARNED = new VotePolicy(2, 3, 0.8).withMachineWrongMax(WRONG_MAX);
    /** More than are just enough, for the machine is not quite perfect. */
    private static final int TAUGHT = Calibration.enough(WRONG_MAX) + 10;

    @TempDir
    private Path data;

    private House house;

    @BeforeEach
    void open() {
        house = new House(EngineSettings.inFolder(data).withQuickPasswords());
    }

    @AfterEach
    void close() {
        house.close();
    }

    @Test
    void peopleCheckAllThatAMachineReadsUntilEnoughOfThemAgreedWithIt() {
        BatchId first = house.batch(LEARNED, 1, ScriptedSplitter.read(TAUGHT, "town", "Ely"));

        assertEquals(TAUGHT, house.tasks(first, TaskState.OPEN), "sure as the machine is, nothing is known of it yet");
        answer(first, "Ely");
        house.restart();

        BatchId second = house.batch(LEARNED, 1, ScriptedSplitter.read(60, "town", "Ely"));
        assertTrue(house.tasks(second, TaskState.AGREED) >= 40, "the machine decides alone: " + house.progress(second).tasks());
        assertEquals(0, house.progress(second).humanAnswers());
        MachineWorth worth = house.batches().machines(House.CLIENT, second).get(0);
        assertEquals(new MachineWorth("card", worth.kind(), "ocr", TAUGHT, Calibration.enough(WRONG_MAX), Optional.of(0.96), TAUGHT, 0), worth);
    }

    @Test
    void aMachineThatPeopleContradictNeverDecides() {
        answer(house.batch(LEARNED, 1, ScriptedSplitter.read(TAUGHT, "town", "Ely")), "Bury");

        BatchId second = house.batch(LEARNED, 1, ScriptedSplitter.read(20, "town", "Ely"));
        assertEquals(20, house.tasks(second, TaskState.OPEN));
        MachineWorth worth = house.batches().machines(House.CLIENT, second).get(0);
        assertEquals(Optional.empty(), worth.decidesFrom());
        assertEquals(TAUGHT, worth.wrongFrom());
    }

    @Test
    void whatIsLearnedOfOneKindOfFieldSaysNothingOfAnother() {
        answer(house.batch(LEARNED, 1, ScriptedSplitter.read(TAUGHT, "town", "Ely")), "Ely");

        BatchId names = house.batch(LEARNED, 1, ScriptedSplitter.read(20, "name", "Ely"));
        assertEquals(20, house.tasks(names, TaskState.OPEN));
    }

    @Test
    void someOfWhatAMachineCouldDecideGoesToPeopleAllTheSame() {
        answer(house.batch(LEARNED, 1, ScriptedSplitter.read(TAUGHT, "town", "Ely")), "Ely");

        // One in twenty of 300: none at all would be a chance of one in five million.
        BatchId many = house.batch(LEARNED, 1, ScriptedSplitter.read(300, "town", "Ely"));
        int checked = house.tasks(many, TaskState.OPEN);
        assertTrue(checked > 0 && checked < 60, checked + " of 300 are checked");
    }

    @Test
    void withoutTheSettingTheTemplateSaysWhenMachinesDecide() {
        answer(house.batch(LEARNED, 1, ScriptedSplitter.read(TAUGHT, "town", "Ely")), "Ely");

        BatchId usual = house.batch(VotePolicy.DEFAULT, 1, ScriptedSplitter.read(20, "town", "Ely"));
        assertEquals(20, house.tasks(usual, TaskState.OPEN));
        assertEquals(0, house.batches().machines(House.CLIENT, usual).get(0).enough());
    }

    @Test
    void whatAMachineIsWorthOutlivesThePurgeOfWhatItRead() {
        BatchId first = house.batch(LEARNED, 1, ScriptedSplitter.read(TAUGHT, "town", "Ely"));
        answer(first, "Ely");
        house.batches().purge(House.CLIENT, first);

        BatchId second = house.batch(LEARNED, 1, ScriptedSplitter.read(20, "town", "Ely"));
        assertTrue(house.tasks(second, TaskState.AGREED) > 0);
    }

    @Test
    void someOfWhatAMachineSettledAloneIsAskedOfPeopleBlindAndTheCertificateCountsIt() {
        answer(house.batch(LEARNED, 1, ScriptedSplitter.read(TAUGHT, "town", "Ely")), "Ely");
        BatchId batch = house.batches().open(House.CLIENT,
                BatchDesk.NewBatch.usual("Members 1988", "card").with(LEARNED).with(QualityTarget.all(0.05)).under(House.alone(1)));
        house.add(batch, "many.pdf", ScriptedSplitter.read(600, "town", "Ely"));
        house.awaitSplit(batch);
        // Of 570 draws at 2 in 100, none comes up in one run of a hundred thousand.
        int drawn = (int) house.count("select count(*) from reask r where r.reason = 'BLIND' and r.kept = 0");
        assertTrue(drawn > 0 && drawn < 50, drawn + " of 600");
        Certificate.Part unknown = house.batches().certificate(House.CLIENT, batch).certificate().bySettler().get(SettledBy.MACHINE);
        assertTrue(unknown.audit().reasked() == 0 && unknown.wrong().high() > 0.9, "nobody has looked yet: " + unknown.wrong());
        assertEquals(unknown.fields(), unknown.tally().answers().get(0), "nobody was asked before it was settled");

        answer(batch, "Bury");
        Certificate.Part machine = house.batches().certificate(House.CLIENT, batch).certificate().bySettler().get(SettledBy.MACHINE);
        assertEquals(drawn, machine.audit().reasked());
        assertEquals(drawn, machine.audit().wrong(), "whoever looked says otherwise");
        assertTrue(machine.wrong().low() > 0.3, "what was not looked at is as bad: " + machine.wrong());
    }

    private void answer(BatchId batch, String text) {
        for (int worker = 1; house.tasks(batch, TaskState.OPEN) > 0; worker++) {
            Optional<Lease> lease = house.work().lease(House.worker(worker));
            while (lease.isPresent()) {
                assertEquals(AnswerOutcome.KEPT, house.answer(worker, lease.get(), text));
                lease = house.work().lease(House.worker(worker));
            }
        }
    }
}
