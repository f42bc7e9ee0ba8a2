package dev.stitchwork.engine.consensus;

/**
 * When a vote ends.
 *
 * @param agree independent answers that must agree; at least one of them a person's unless the field's machine policy
 *     lets the machine decide
 * @param answersMax most answers of people before a dispute
 * @param machineVotesAt confidence from which a machine's answer counts as a voice
 */
public record VotePolicy(int agree, int answersMax, double machineVotesAt) {
    public static final VotePolicy DEFAULT = new VotePolicy(2, 5, 0.8);

    public VotePolicy {
        if (agree < 1 || answersMax < agree) {
            throw new IllegalArgumentException(
                    "Expected 1 <= agree <= answersMax but was agree %d, answersMax %d.".formatted(agree, answersMax));
        }
        if (!(machineVotesAt >= 0 && machineVotesAt <= 1)) {
            throw new IllegalArgumentException(
                    "Expected machineVotesAt from 0 to 1 but was %s.".formatted(machineVotesAt));
        }
    }
}
