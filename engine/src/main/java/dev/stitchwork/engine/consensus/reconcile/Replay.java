package dev.stitchwork.engine.consensus.reconcile;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Recorded answers bought one after the other, as if they were being given now: how few would have done.
 *
 * <p>The answers to each item are drawn in a given order. In every round one more is bought for each item that has not
 * enough yet; where enough depends on the model, it is learned anew from what was bought, and nothing else. All items are
 * judged at the end from what was bought.
 */
public final class Replay {
    private final Poll poll;
    private final StopPolicy policy;
    private final int answersMax;
    private final Method model;
    private final Method vote;

    /**
     * @param answersMax most answers bought for an item
     * @param model what judges a posterior, all answers, and texts under any policy; the rest is plain vote
     */
    public Replay(Poll poll, StopPolicy policy, int answersMax, Method model) {
        this.poll = poll;
        this.policy = policy;
        this.answersMax = answersMax;
        this.model = model;
        vote = new PluralityMethod(poll);
    }

    /** What was bought, and what it adds up to. */
    public record Bought(BitSet answers, Judgement judgement) {}

    /** @param order every answer's number once, in the order in which they are drawn */
    public Bought run(int[] order) {
        List<List<Integer>> left = left(order);
        BitSet bought = new BitSet();
        int[] counts = new int[left.size()];
        if (policy instanceof StopPolicy.Posterior posterior) {
            Judgement judgement = null;
            while (buy(left, counts, bought, posterior, judgement)) {
                judgement = model.judge(bought);
            }
            return new Bought(bought, judgement == null ? model.judge(bought) : judgement);
        }
        for (int item = 0; item < counts.length; item++) {
            while (counts[item] < Math.min(answersMax, left.get(item).size()) && !enough(item, counts[item], bought)) {
                bought.set(left.get(item).get(counts[item]++));
            }
        }
        boolean weighed = poll.kind().isText() || policy instanceof StopPolicy.Everything;
        return new Bought(bought, (weighed ? model : vote).judge(bought));
    }

    private List<List<Integer>> left(int[] order) {
        List<List<Integer>> left = new ArrayList<>();
        for (int item = 0; item < poll.set().items(); item++) {
            left.add(new ArrayList<>());
        }
        for (int answer : order) {
            left.get(poll.set().answer(answer).item()).add(answer);
        }
        return left;
    }

    /** One more for each item that is below the floor or the chance; false where nothing was bought. */
    private boolean buy(
            List<List<Integer>> left, int[] counts, BitSet bought, StopPolicy.Posterior policy, Judgement judgement) {
        boolean any = false;
        for (int item = 0; item < counts.length; item++) {
            int wanted = judgement == null ? policy.floor()
                    : judgement.outcomes().get(item).confidence() < policy.chance() ? counts[item] + 1 : counts[item];
            while (counts[item] < Math.min(wanted, Math.min(answersMax, left.get(item).size()))) {
                bought.set(left.get(item).get(counts[item]++));
                any = true;
            }
        }
        return any;
    }

    private boolean enough(int item, int count, BitSet bought) {
        if (policy instanceof StopPolicy.Majority majority) {
            return count >= majority.n();
        }
        Collection<Integer> votes = poll.count(item, bought).values();
        List<Integer> most = votes.stream().sorted(Comparator.reverseOrder()).limit(2).toList();
        int first = most.isEmpty() ? 0 : most.get(0);
        int second = most.size() < 2 ? 0 : most.get(1);
        if (policy instanceof StopPolicy.Agree agree) {
            return first >= agree.k();
        }
        return policy instanceof StopPolicy.Lead lead && first - second >= lead.k();
    }
}
