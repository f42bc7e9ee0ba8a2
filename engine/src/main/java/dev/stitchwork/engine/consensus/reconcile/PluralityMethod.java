package dev.stitchwork.engine.consensus.reconcile;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The plain vote: the ballot cast most often, everybody counting the same; of several the one cast first. */
public final class PluralityMethod implements Method {
    private final Poll poll;

    public PluralityMethod(Poll poll) {
        this.poll = poll;
    }

    @Override
    public Judgement judge(BitSet taken) {
        List<Judgement.Outcome> outcomes = new ArrayList<>();
        int[] best = new int[poll.set().items()];
        for (int item = 0; item < best.length; item++) {
            Map<Integer, Integer> count = poll.count(item, taken);
            best[item] = leader(count);
            outcomes.add(outcome(item, best[item], count, taken));
        }
        return new Judgement(outcomes, agreement(best, taken));
    }

    private static int leader(Map<Integer, Integer> count) {
        return count.entrySet().stream()
                .reduce((best, next) -> next.getValue() > best.getValue() ? next : best)
                .map(Map.Entry::getKey)
                .orElse(Poll.UNKNOWN);
    }

    private Judgement.Outcome outcome(int item, int best, Map<Integer, Integer> count, BitSet taken) {
        int all = count.values().stream().mapToInt(Integer::intValue).sum();
        Optional<Judgement.Outcome> given = poll.given(item, all);
        if (given.isPresent()) {
            return given.get();
        }
        int most = count.get(best);
        boolean tied = count.values().stream().filter(votes -> votes == most).count() > 1;
        Judgement.State state =
                tied ? Judgement.State.DISPUTED : most > 1 ? Judgement.State.AGREED : Judgement.State.PROPOSED;
        return poll.outcome(item, best, (double) most / all, all, state, taken);
    }

    /** How often each worker cast the ballot that won. */
    private double[] agreement(int[] best, BitSet taken) {
        double[] agreed = new double[poll.set().workers()];
        double[] all = new double[agreed.length];
        taken.stream().forEach(answer -> {
            int worker = poll.set().answer(answer).worker();
            agreed[worker] += poll.ballot(answer) == best[poll.set().answer(answer).item()] ? 1 : 0;
            all[worker]++;
        });
        Arrays.setAll(agreed, worker -> agreed[worker] / Math.max(1, all[worker]));
        return agreed;
    }
}
