package dev.stitchwork.engine.consensus.trust;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * One task whose answer is known, from its making to its retirement.
 *
 * <p>Served like any other task, never twice to one cluster, and to {@link #SERVINGS_MAX} clusters in all: what many have
 * seen can be passed around. Its truth may be overturned; scores are not kept but counted from the servings, so that an
 * overturned gold restates every score it touched.
 *
 * @param task the task it is
 * @param ballot what a right answer is compared by
 * @param servings who answered it, and how, in order
 */
public record Gold(String task, String ballot, List<Serving> servings) {
    public static final int SERVINGS_MAX = 5;

    /** Chance of being right from which a production value may become gold. */
    static final double CERTAIN = 0.999;

    /** Independent people who gave it, at least. */
    static final int CERTAIN_ANSWERS = 3;

    /**
     * One cluster's answer.
     *
     * @param cluster accounts that count as one person
     * @param worker the account
     * @param ballot what the answer is compared by
     */
    public record Serving(String cluster, String worker, String ballot) {}

    /** Right and wrong gold answers of a worker. */
    public record Tally(int right, int wrong) {
        Tally plus(boolean isRight) {
            return isRight ? new Tally(right + 1, wrong) : new Tally(right, wrong + 1);
        }
    }

    public Gold {
        servings = List.copyOf(servings);
        Set<String> clusters = new HashSet<>();
        servings.forEach(serving -> {
            if (!clusters.add(serving.cluster())) {
                throw new IllegalArgumentException(
                        "Expected gold '%s' to be served once to a cluster but '%s' had it twice.".formatted(task, serving.cluster()));
            }
        });
    }

    /** Whether a settled production value may become gold. */
    public static boolean fits(double confidence, int agreeing, int differing) {
        return confidence >= CERTAIN && agreeing >= CERTAIN_ANSWERS && differing == 0;
    }

    public boolean retired() {
        return servings.size() >= SERVINGS_MAX;
    }

    /** Whether this cluster may still be shown it. */
    public boolean servableTo(String cluster) {
        return !retired() && servings.stream().noneMatch(serving -> serving.cluster().equals(cluster));
    }

    public Gold served(Serving serving) {
        if (retired()) {
            throw new IllegalArgumentException("Expected gold '%s' in use but it was retired after %d servings."
                    .formatted(task, SERVINGS_MAX));
        }
        List<Serving> more = new ArrayList<>(servings);
        more.add(serving);
        return new Gold(task, ballot, more);
    }

    /** The same gold after somebody proved its truth wrong. */
    public Gold overturned(String rightBallot) {
        return new Gold(task, rightBallot, servings);
    }

    /** Every worker's score over these, by the worker's name. */
    public static Map<String, Tally> scores(List<Gold> golds) {
        Map<String, Tally> scores = new TreeMap<>();
        golds.forEach(gold -> gold.servings().forEach(serving -> scores.merge(
                serving.worker(), new Tally(0, 0).plus(serving.ballot().equals(gold.ballot())),
                (a, b) -> new Tally(a.right() + b.right(), a.wrong() + b.wrong()))));
        return scores;
    }
}
