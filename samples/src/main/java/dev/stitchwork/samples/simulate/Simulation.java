package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.Begun;
import dev.stitchwork.engine.exposure.CrowdMember;
import dev.stitchwork.engine.exposure.ExposureLog;
import dev.stitchwork.engine.exposure.ExposureLog.Audience;
import dev.stitchwork.engine.exposure.ExposureLog.Canvas;
import dev.stitchwork.engine.exposure.ExposureLog.Reason;
import dev.stitchwork.engine.exposure.LogChain;
import dev.stitchwork.engine.exposure.LogSigner;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.exposure.Pseudonyms;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.exposure.Workload;
import dev.stitchwork.samples.simulate.SimulationSettings.Crowd;
import dev.stitchwork.samples.simulate.VirtualWorker.Turn;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * One batch worked off by a virtual crowd: people come and go in sittings, fetch one picture ahead, err, skip, run out of
 * time, leave for good in the middle of a turn, copy from each other; the process is killed now and then. One thread and
 * one seed: the same settings write the same log, byte for byte.
 */
public final class Simulation {
    static final List<Canvas> CANVASES = List.of(new Canvas(640, 96), new Canvas(320, 96));

    private static final long SECOND = 1000;
    private static final long HOUR = 3600 * SECOND;
    private static final long LEASE = 180 * SECOND;
    private static final double SITTING_MEAN_SECONDS = 45 * 60;
    private static final double PAUSE_MEAN_SECONDS = 5 * 3600;
    private static final double DISTRACTION_SECONDS_MIN = 60;
    private static final double DISTRACTION_SECONDS_MAX = 1800;
    private static final double DISTRACTION_SHAPE = 1.5;
    /** Mean of a Pareto cut off at its largest: the shape is 1.5. */
    private static final double DISTRACTION_MEAN_SECONDS = 60 * (3 - 2 * StrictMath.sqrt(60.0 / 1800));
    private static final double TURN_SPREAD = 0.6;
    private static final double SKIPS = 0.01;
    private static final double DISTRACTIONS = 0.01;
    private static final double CLOSES_THE_TAB = 0.7;
    private static final int DOCUMENTS_A_WAVE = 20;
    private static final long MILLIS_A_WAVE = 15 * SECOND;
    private static final int ROWS_A_CHECKPOINT = 1_000;
    private static final double TRUSTED_MEAN_SECONDS = 1800;
    private static final double IDLE_SECONDS = 60;
    private static final double LOSS_AT = 0.7;
    private static final long NOTICED_AFTER = HOUR;

    private final SimulationSettings settings;
    private final Agenda agenda = new Agenda();
    private final Chance chance;
    private final VirtualForm form;
    private final VirtualBatch batch;
    private final VirtualDesk desk;
    private final ExposureLog log;
    private final LogSigner signer;
    private final LogChain chain = new LogChain();
    private final VirtualWorker[] workers;
    private final Answers answers;
    private final Tally tally = new Tally();
    private final PriorityQueue<Mishap> mishaps = new PriorityQueue<>();
    private final long horizon;
    private final long deadline;
    private final long forPeople;
    private double slowness = 1;
    private long done;
    private long nextCheckpoint = ROWS_A_CHECKPOINT;

    /** What is counted while the run goes on. */
    static final class Tally {
        long answers;
        long answersUsed;
        long leases;
        long nothing;
        long disputes;
        long wrong;
        long reloads;
        int joins;
    }

    /** @param rows told of each row of the exposure log, without its line end */
    public Simulation(SimulationSettings settings, Consumer<String> rows) {
        this.settings = settings;
        this.chance = new Chance(settings.seed());
        this.horizon = settings.hoursMax() * HOUR;
        this.deadline = settings.deadlineHours() * HOUR;
        Chance keys = chance.branch();
        this.signer = new LogSigner(SeededKeys.ed25519(keys));
        LogSigner client = new LogSigner(SeededKeys.ed25519(keys));
        this.log = new ExposureLog(chain, rows);
        this.form = form();
        String name = HexFormat.of().formatHex(keys.bytes(16));
        boolean unsigned = settings.rules().sabotage() == Sabotage.UNSIGNED;
        log.open(
                name,
                signer.publicKey(),
                client.publicKey(),
                unsigned ? settings.rules().effective() : settings.rules().guarantee(),
                CANVASES);
        log.fields(form.pieces());
        for (Relaxation relaxation : settings.rules().relaxations()) {
            if (!unsigned) {
                LogSigner hand = settings.rules().sabotage() == Sabotage.FORGED ? signer : client;
                log.relax(relaxation, hand.sign(relaxation.toSign(name)), 0);
            }
        }
        this.batch = new VirtualBatch(
                settings.documents(), form, settings.fieldsMin(), settings.rules(), chance.branch());
        this.workers = crowd(chance.branch());
        int[] clearances = new int[workers.length];
        List<Integer> all = settings.rules().clearances();
        for (int i = 0; i < clearances.length; i++) {
            clearances[i] = all.get(i % all.size());
        }
        this.desk = new VirtualDesk(
                batch, settings.rules(), clearances, log, new Pseudonyms(keys.bytes(32)), chance.branch());
        this.answers = new Answers(batch.votes(), chance.branch());
        long people = 0;
        for (int fragment = 0; fragment < batch.fragments(); fragment++) {
            people += batch.audienceOf(fragment) == Audience.NOBODY ? 0 : 1;
        }
        this.forPeople = people;
    }

    private VirtualForm form() {
        if (!settings.rules().splitting()) {
            return VirtualForm.uncut(settings.fieldsMax());
        }
        return switch (settings.rules().sabotage()) {
            case FEW_PIECES -> VirtualForm.cutTooCoarse(settings.fieldsMax());
            case LAST_FOUR -> VirtualForm.cutBeforeTheLastFour(settings.fieldsMax());
            default -> VirtualForm.cut(settings.fieldsMax());
        };
    }

    private VirtualWorker[] crowd(Chance habits) {
        Crowd crowd = settings.crowd();
        VirtualWorker[] all = new VirtualWorker[settings.workers()];
        double[] seconds = new double[all.length];
        double work = 0;
        for (int i = 0; i < all.length; i++) {
            seconds[i] = habits.logNormal(crowd.secondsPerFragment(), 0.4);
            work += 1 / seconds[i];
        }
        int[] order = new int[all.length];
        for (int i = 0; i < all.length; i++) {
            order[i] = i;
        }
        habits.shuffle(order);
        double party = 0;
        for (int i : order) {
            boolean in = party + 0.5 / seconds[i] < crowd.partyShare() * work;
            party += in ? 1 / seconds[i] : 0;
            all[i] = new VirtualWorker(i, seconds[i], Math.min(0.5, habits.exponential(crowd.errorRate())), in);
        }
        return all;
    }

    /**
     * Runs to the end of the batch, or of the time.
     *
     * @param progress told of the fragments done so far, now and then
     */
    public Figures run(LongConsumer progress) {
        schedule();
        while (!isFinished() && agenda.step(horizon)) {
            while (!mishaps.isEmpty() && mishaps.peek().lease() <= tally.leases) {
                mishaps.poll().deed().run();
            }
            if (chain.rows() >= nextCheckpoint) {
                log.checkpoint(signer, agenda.nowSeconds());
                nextCheckpoint += ROWS_A_CHECKPOINT;
                progress.accept(done);
            }
        }
        log.end(signer, agenda.nowSeconds());
        progress.accept(done);
        return Figures.of(settings, batch, desk, workers, tally, isFinished(), agenda.nowSeconds());
    }

    /** What is still to do. */
    Workload workload() {
        return batch.workload(TRUSTED_MEAN_SECONDS);
    }

    /** What the engine would have seen of the batch so far. */
    Begun begun() {
        int turns = 0;
        for (VirtualWorker worker : workers) {
            turns += worker.gone ? 0 : worker.answers;
        }
        return new Begun(seconds(), turns, settings.documents(), 0);
    }

    Pieces pieces() {
        return form.pieces();
    }

    /**
     * The crowd as the engine would have come to know it: times a turn are means that it measured on other batches, not
     * exact.
     *
     * @param error spread of the logarithm of what it measured
     */
    List<CrowdMember> crowdAsKnown(double error, Chance measured) {
        List<CrowdMember> known = new ArrayList<>();
        for (VirtualWorker worker : workers) {
            if (!worker.gone) {
                double mean = (1 - DISTRACTIONS) * worker.secondsPerFragment * StrictMath.exp(TURN_SPREAD * TURN_SPREAD / 2)
                        + DISTRACTIONS * DISTRACTION_MEAN_SECONDS;
                known.add(new CrowdMember(
                        desk.classesLeft(worker.account),
                        measured.logNormal(mean, error),
                        SITTING_MEAN_SECONDS,
                        PAUSE_MEAN_SECONDS,
                        settings.documents() - desk.documentsOf(worker.account)));
            }
        }
        return known;
    }

    /** Makes every turn take this many times as long from now on, which nobody was told. */
    void slowDown(double times) {
        slowness = times;
    }

    double seconds() {
        return agenda.nowSeconds();
    }

    /** Has something done at each of these virtual times. */
    void at(double[] seconds, Consumer<Simulation> observer) {
        for (double each : seconds) {
            agenda.at(millis(each), () -> observer.accept(this));
        }
    }

    /** Fragments that need people. */
    public long fragments() {
        return forPeople;
    }

    private boolean isFinished() {
        return done == forPeople;
    }

    private void schedule() {
        for (int first = 0; first < settings.documents(); first += DOCUMENTS_A_WAVE) {
            int count = Math.min(DOCUMENTS_A_WAVE, settings.documents() - first);
            int from = first;
            agenda.at(first / DOCUMENTS_A_WAVE * MILLIS_A_WAVE, () -> arrive(from, count));
        }
        for (VirtualWorker worker : workers) {
            agenda.at(millis(chance.share() * PAUSE_MEAN_SECONDS), () -> sitDown(worker));
            if (chance.happens(settings.crowd().dropOutShare())) {
                agenda.at((long) (chance.share() * deadline), () -> leave(worker));
            }
            if (chance.happens(settings.crowd().lossShare())) {
                agenda.at((long) (LOSS_AT * deadline), () -> leave(worker));
            }
        }
        // A kill or a join falls on a lease, not on an hour: nobody knows when a batch ends.
        long leases = Votes.AGREE * forPeople;
        for (int i = 0; i < settings.kills(); i++) {
            mishaps.add(new Mishap((long) (chance.share() * leases), this::kill));
        }
        for (int i = 0; i < settings.crowd().joins(); i++) {
            mishaps.add(new Mishap((long) (chance.share() * leases), this::join));
        }
    }

    /** Something that happens when so many leases have been given. */
    private record Mishap(long lease, Runnable deed) implements Comparable<Mishap> {
        @Override
        public int compareTo(Mishap other) {
            return Long.compare(lease, other.lease);
        }
    }

    private static long millis(double seconds) {
        return (long) (seconds * SECOND);
    }

    private void arrive(int first, int count) {
        desk.arrive(count, agenda.nowSeconds());
        for (int fragment = batch.fragment(first, 0); fragment < batch.fragment(first + count, 0); fragment++) {
            if (batch.audienceOf(fragment) == Audience.TRUSTED) {
                toTrusted(fragment, Reason.REVIEW);
            }
        }
    }

    /** The trusted tier works through its pile at its own pace. */
    private void toTrusted(int fragment, Reason reason) {
        agenda.in(millis(chance.exponential(TRUSTED_MEAN_SECONDS)), () -> {
            desk.showTrusted(fragment, reason, agenda.nowSeconds());
            batch.key(fragment);
            done++;
        });
    }

    private void sitDown(VirtualWorker worker) {
        if (!worker.gone) {
            worker.sittingEnds = agenda.now() + millis(chance.exponential(SITTING_MEAN_SECONDS));
            next(worker);
        }
    }

    private void next(VirtualWorker worker) {
        if (worker.gone) {
            return;
        }
        if (agenda.now() >= worker.sittingEnds) {
            standUp(worker);
            return;
        }
        worker.current = worker.ahead != null && !worker.ahead.over ? worker.ahead : lease(worker, Reason.LEASE);
        worker.ahead = null;
        if (worker.current == null) {
            tally.nothing++;
            agenda.in(millis(IDLE_SECONDS * (1 + chance.share())), () -> next(worker));
            return;
        }
        Turn turn = worker.current;
        worker.ahead = lease(worker, Reason.AHEAD);
        double seconds = chance.happens(DISTRACTIONS)
                ? chance.pareto(DISTRACTION_SECONDS_MIN, DISTRACTION_SHAPE)
                : chance.logNormal(worker.secondsPerFragment, TURN_SPREAD);
        agenda.in(millis(slowness * Math.min(seconds, DISTRACTION_SECONDS_MAX)), () -> finish(worker, turn));
    }

    private Turn lease(VirtualWorker worker, Reason reason) {
        int fragment = desk.lease(worker.account, reason, agenda.nowSeconds());
        if (fragment == VirtualDesk.NOTHING) {
            return null;
        }
        tally.leases++;
        Turn turn = new Turn(fragment);
        agenda.in(LEASE, () -> giveBack(turn));
        return turn;
    }

    /** Ends a turn without an answer, by the worker's hand or because its time is over. */
    private void giveBack(Turn turn) {
        if (!turn.over) {
            turn.over = true;
            desk.giveBack(turn.fragment);
        }
    }

    private void finish(VirtualWorker worker, Turn turn) {
        if (worker.gone) {
            return;
        }
        if (chance.happens(SKIPS)) {
            giveBack(turn);
        } else {
            answer(worker, turn);
        }
        next(worker);
    }

    private void answer(VirtualWorker worker, Turn turn) {
        int value = answers.value(worker, turn.fragment);
        boolean used = desk.answer(turn.fragment, value, !turn.over);
        turn.over = true;
        tally.answers++;
        worker.answers++;
        if (used) {
            tally.answersUsed++;
            settled(turn.fragment);
        }
    }

    private void settled(int fragment) {
        if (batch.votes().isDisputed(fragment)) {
            tally.disputes++;
            toTrusted(fragment, Reason.DISPUTE);
        } else if (!batch.votes().isOpen(fragment)) {
            done++;
            tally.wrong += batch.votes().outcome(fragment) == 0 ? 0 : 1;
        }
    }

    /** The worker ends the sitting; most close the tab, which gives the turn back, and some just go. */
    private void standUp(VirtualWorker worker) {
        if (worker.ahead != null && chance.happens(CLOSES_THE_TAB)) {
            giveBack(worker.ahead);
        }
        worker.ahead = null;
        worker.current = null;
        agenda.in(millis(chance.exponential(PAUSE_MEAN_SECONDS)), () -> sitDown(worker));
    }

    private void leave(VirtualWorker worker) {
        worker.gone = true;
        agenda.in(NOTICED_AFTER, () -> desk.leave(worker.account));
    }

    /** The process is killed; half a minute later it is up again, and whoever is at work reloads the page. */
    private void kill() {
        desk.restart();
        for (VirtualWorker worker : workers) {
            Turn turn = worker.current;
            if (!worker.gone && turn != null && !turn.over) {
                agenda.in(millis(30 + 30 * chance.share()), () -> {
                    if (!turn.over) {
                        desk.reload(worker.account, turn.fragment, agenda.nowSeconds());
                        tally.reloads++;
                    }
                });
            }
        }
    }

    private void join() {
        tally.joins += desk.join(chance.below(workers.length), chance.below(workers.length), agenda.nowSeconds()) ? 1 : 0;
    }
}
