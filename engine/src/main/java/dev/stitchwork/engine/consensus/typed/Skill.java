package dev.stitchwork.engine.consensus.typed;

/**
 * What somebody's answers say of how often they are wrong: counted, not judged, so that it can be added up, taken away again
 * when a value turns out otherwise, and kept as three numbers.
 *
 * <p>Every answer is held against what the answers before it to the same item foretell. On an item as yet unheard an answer
 * is wrong with the crowd's share; after {@code missed} of {@code n} were wrong, with {@code (s * share + missed) / (s + n)},
 * where {@code s = 1 / correlation - 1} ({@link CrowdErrors}). The sum of what is foretold is {@code share * fresh + before}.
 * Hard items are asked about more often than easy ones, so that a plain share of wrong answers would make everybody look
 * worse than they are; sums of surprises have mean zero whenever asking stops (optional stopping: Doob, Stochastic
 * Processes, 1953).
 *
 * @param missed answers that were wrong, each with its chance
 * @param fresh answers, each by how little was known of its item
 * @param before wrong answers that earlier answers to the same item foretold
 */
public record Skill(double missed, double fresh, double before) {
    public static final Skill NONE = new Skill(0, 0, 0);

    /** Answers' worth of what is expected of anybody. */
    private static final double SHRINKAGE = 8;

    public Skill plus(Skill other) {
        return new Skill(missed + other.missed, fresh + other.fresh, before + other.before);
    }

    public Skill minus(Skill other) {
        return new Skill(missed - other.missed, fresh - other.fresh, before - other.before);
    }

    /** The share of wrong answers of a crowd that has this record in sum; of one not heard yet, the usual one. */
    public double ofCrowd() {
        return kept((missed - before + SHRINKAGE * CrowdErrors.USUAL.wrong()) / (fresh + SHRINKAGE));
    }

    /**
     * The chance that whoever has this record is wrong on an item as hard as most; of somebody new, the crowd's.
     *
     * @param crowd share of wrong answers of all
     */
    public double wrong(double crowd) {
        return kept(crowd * (Math.max(0, missed) + SHRINKAGE * crowd)
                / (Math.max(0, crowd * fresh + before) + SHRINKAGE * crowd));
    }

    static double kept(double chance) {
        return Math.max(0.001, Math.min(0.99, chance));
    }
}
