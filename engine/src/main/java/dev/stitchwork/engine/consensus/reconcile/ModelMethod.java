package dev.stitchwork.engine.consensus.reconcile;

import dev.stitchwork.engine.consensus.closed.Ballots;
import dev.stitchwork.engine.consensus.closed.ClosedModel;
import dev.stitchwork.engine.consensus.closed.Tuning;
import dev.stitchwork.engine.consensus.typed.CoinModel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * Weighs every answer by what is learned of its worker: by a table of confusions where there are a few labels and many
 * answers, by one accuracy where there are many labels or anything can be keyed.
 */
public final class ModelMethod implements Method {
    private static final int LABELS_MAX = 32;

    /** A value is disputed whose next comes as near as this. */
    private static final double TIED = 0.9;

    private final Poll poll;
    private final double correlation;
    private final boolean lastingWorkers;
    private final Tuning tuning;

    /** @param correlation of the errors of two answers to one item */
    public ModelMethod(Poll poll, double correlation) {
        this(poll, correlation, true, Tuning.USUAL);
    }

    /**
     * @param lastingWorkers false where a worker's name means nothing from one item to the next, so that one accuracy is
     *     learned for all
     * @param tuning of the model for closed answers
     */
    public ModelMethod(Poll poll, double correlation, boolean lastingWorkers, Tuning tuning) {
        this.poll = poll;
        this.correlation = correlation;
        this.lastingWorkers = lastingWorkers;
        this.tuning = tuning;
    }

    /** Whether the workers' confusions are learned label by label. */
    public boolean learnsConfusions() {
        int labels = poll.ballots();
        return lastingWorkers && poll.kind().isChoice() && labels <= LABELS_MAX && poll.set().size() >= 2L * labels * labels;
    }

    @Override
    public Judgement judge(BitSet taken) {
        return learnsConfusions() ? judgeClosed(taken) : judgeTyped(taken);
    }

    private Judgement judgeClosed(BitSet taken) {
        Ballots ballots = new Ballots(Math.max(2, poll.ballots()));
        taken.stream().forEach(answer -> {
            AnswerSet.Answer given = poll.set().answer(answer);
            ballots.add(given.worker(), given.item(), poll.ballot(answer));
        });
        ClosedModel model = new ClosedModel(ballots, tuning);
        IntStream.range(0, ballots.items())
                .filter(poll::isKnown)
                .forEach(item -> model.know(item, poll.known(item)));
        model.fit();
        List<Judgement.Outcome> outcomes = new ArrayList<>();
        for (int item = 0; item < poll.set().items(); item++) {
            boolean asked = item < ballots.items() && ballots.answers(item) > 0;
            outcomes.add(asked
                    ? outcome(item, model.best(item), model.confidence(item, correlation), model.rival(item), taken)
                    : outcome(item, poll.known(item), 0, 0, taken));
        }
        return new Judgement(outcomes, reliability(worker -> worker < ballots.workers() ? model.reliability(worker) : 0));
    }

    private Judgement judgeTyped(BitSet taken) {
        CoinModel model = new CoinModel();
        int[] asked = new int[poll.set().items()];
        int[] seen = new int[poll.set().workers()];
        taken.stream().forEach(answer -> {
            AnswerSet.Answer given = poll.set().answer(answer);
            model.add(lastingWorkers ? given.worker() : 0, given.item(), poll.ballot(answer));
            asked[given.item()]++;
            seen[given.worker()]++;
        });
        IntStream.range(0, asked.length)
                .filter(item -> asked[item] > 0 && poll.isKnown(item))
                .forEach(item -> model.know(item, poll.known(item)));
        model.fit();
        List<Judgement.Outcome> outcomes = new ArrayList<>();
        for (int item = 0; item < asked.length; item++) {
            outcomes.add(asked[item] > 0
                    ? outcome(item, model.best(item), model.confidence(item), model.rival(item), taken)
                    : outcome(item, poll.known(item), 0, 0, taken));
        }
        return new Judgement(outcomes, reliability(worker -> seen[worker] > 0 ? model.reliability(lastingWorkers ? worker : 0) : 0));
    }

    private double[] reliability(IntToDoubleFunction ofWorker) {
        return IntStream.range(0, poll.set().workers()).mapToDouble(ofWorker).toArray();
    }

    private Judgement.Outcome outcome(int item, int best, double confidence, double rival, BitSet taken) {
        Map<Integer, Integer> count = poll.count(item, taken);
        int all = count.values().stream().mapToInt(Integer::intValue).sum();
        Optional<Judgement.Outcome> given = poll.given(item, all);
        if (given.isPresent()) {
            return given.get();
        }
        Optional<Judgement.Outcome> spelled = poll.spelled(item, confidence, count);
        if (spelled.isPresent()) {
            return spelled.get();
        }
        Judgement.State state = rival >= TIED ? Judgement.State.DISPUTED
                : count.getOrDefault(best, 0) > 1 ? Judgement.State.AGREED : Judgement.State.PROPOSED;
        return poll.outcome(item, best, confidence, all, state, taken);
    }
}
