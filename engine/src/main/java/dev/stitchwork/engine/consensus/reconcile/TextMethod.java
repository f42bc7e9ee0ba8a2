package dev.stitchwork.engine.consensus.reconcile;

import dev.stitchwork.engine.consensus.text.Proposal;
import dev.stitchwork.engine.consensus.text.TextModel;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;

/** Lays the texts of an item side by side and reads them word by word, each worker weighing by their share of errors. */
public final class TextMethod implements Method {
    private final Poll poll;
    private final boolean lastingWorkers;
    private final double correlation;

    /** @param lastingWorkers false where a worker's name means nothing from one item to the next */
    public TextMethod(Poll poll, boolean lastingWorkers, double correlation) {
        this.poll = poll;
        this.lastingWorkers = lastingWorkers;
        this.correlation = correlation;
    }

    @Override
    public Judgement judge(BitSet taken) {
        TextModel model = new TextModel(lastingWorkers, correlation);
        int[] asked = new int[poll.set().items()];
        int[] seen = new int[poll.set().workers()];
        taken.stream().forEach(answer -> {
            AnswerSet.Answer given = poll.set().answer(answer);
            model.add(given.worker(), given.item(), given.text());
            asked[given.item()]++;
            seen[given.worker()]++;
        });
        IntStream.range(0, asked.length).forEach(item ->
                poll.knownText(item).filter(text -> asked[item] > 0).ifPresent(text -> model.know(item, text)));
        model.fit();
        List<Judgement.Outcome> outcomes = new ArrayList<>();
        for (int item = 0; item < asked.length; item++) {
            int number = item;
            int answers = asked[item];
            Judgement.Outcome outcome = poll.given(item, answers).orElseGet(() -> outcome(answers, model.proposal(number)));
            outcomes.add(outcome);
        }
        double[] reliability = IntStream.range(0, seen.length)
                .mapToDouble(worker -> seen[worker] > 0 ? 1 - model.errors(worker) : 0)
                .toArray();
        return new Judgement(outcomes, reliability);
    }

    private static Judgement.Outcome outcome(int asked, Proposal proposal) {
        Judgement.State state = proposal.alike() > 1 ? Judgement.State.AGREED : Judgement.State.PROPOSED;
        return new Judgement.Outcome(proposal.text(), proposal.key(), proposal.confidence(), asked, state);
    }
}
