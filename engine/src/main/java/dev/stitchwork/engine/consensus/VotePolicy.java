package dev.stitchwork.engine.consensus;

import java.util.OptionalDouble;

/**
 * When a vote ends.
 *
 * @param agree independent answers that must agree; at least one of them a person's unless the field's machine policy
 *     lets the machine decide
 * @param answersMax most answers of people before a dispute
 * @param machineVotesAt confidence from which a machine's answer counts as a voice
 * @param machineWrongMax share of what machines decide alone that may be wrong: from which confidence they do is learned
 *     from people's answers; empty where the template says from which
 * @param checks whether people may be shown a value to say yes or no to, where that is cheaper than typing
 */
public record VotePolicy(int agree, int answersMax, double machineVotesAt, OptionalDouble machineWrongMax, boolean checks) {
    public static final VotePolicy DEFAULT = new VotePolicy(2, 5, 0.8);
    /** A smaller share would take thousands of answers to prove. */
    private static final double WRONG_MIN = 0.001;
    private static final double WRONG_MAX = 0.25;

    public VotePolicy {
        if (agree < 1 || answersMax < agree) {
            throw new IllegalArgumentException(
                    "Expected 1 <= agree <= answersMax but was agree %d, answersMax %d.".formatted(agree, answersMax));
        }
        if (!(machineVotesAt >= 0 && machineVotesAt <= 1)) {
            throw new IllegalArgumentException(
                    "Expected machineVotesAt from 0 to 1 but was %s.".formatted(machineVotesAt));
        }
        if (!(machineWrongMax.orElse(WRONG_MIN) >= WRONG_MIN && machineWrongMax.orElse(WRONG_MIN) <= WRONG_MAX)) {
            throw new IllegalArgumentException("Expected machines to be wrong in %s to %s of what they decide alone but was %s."
                    .formatted(WRONG_MIN, WRONG_MAX, machineWrongMax.getAsDouble()));
        }
    }

    public VotePolicy(int agree, int answersMax, double machineVotesAt) {
        this(agree, answersMax, machineVotesAt, OptionalDouble.empty(), false);
    }

    /** The same, with machines deciding alone as far as they have proved to be right. */
    public VotePolicy withMachineWrongMax(double share) {
        return new VotePolicy(agree, answersMax, machineVotesAt, OptionalDouble.of(share), checks);
    }

    /** The same, with people being shown values to say yes or no to where that is cheaper. */
    public VotePolicy withChecks() {
        return new VotePolicy(agree, answersMax, machineVotesAt, machineWrongMax, true);
    }
}
