package dev.stitchwork.ui.cli.reconcile;

import dev.stitchwork.engine.consensus.reconcile.AnswerSet;
import dev.stitchwork.engine.consensus.reconcile.Judgement;
import dev.stitchwork.engine.consensus.reconcile.Poll;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The workers of a set: how much each did, and how well as far as can be told. */
final class WorkerTable {
    private WorkerTable() {}

    /**
     * @param answers how many this worker gave
     * @param reliability chance of being right, as the model has it; for text, about a word
     * @param agreement share of the answers that are just the outcome
     */
    record Row(String name, int answers, double reliability, double agreement) {}

    /** All workers, the most reliable first. */
    static List<Row> of(Poll poll, Judgement judgement) {
        AnswerSet set = poll.set();
        int[] answers = new int[set.workers()];
        int[] agreed = new int[set.workers()];
        for (int number = 0; number < set.size(); number++) {
            AnswerSet.Answer answer = set.answer(number);
            answers[answer.worker()]++;
            boolean same = poll.key(number).equals(judgement.outcomes().get(answer.item()).ballot());
            agreed[answer.worker()] += same ? 1 : 0;
        }
        List<Row> rows = new ArrayList<>();
        for (int worker = 0; worker < answers.length; worker++) {
            rows.add(new Row(set.workerName(worker), answers[worker], judgement.reliability()[worker],
                    (double) agreed[worker] / answers[worker]));
        }
        rows.sort(Comparator.comparingDouble(Row::reliability).reversed());
        return rows;
    }
}
