package dev.stitchwork.engine;

import java.time.Instant;
import java.util.List;

/**
 * Two accounts that may be one person's, for an operator to decide; nothing is joined on a suspicion alone.
 *
 * @param shared mistakes that both made, where copying is the reason
 */
public record Suspect(AccountId one, String oneName, AccountId other, String otherName, Reason reason, int shared, Instant found) {
    /** Why. */
    public enum Reason {
        /** They are paid to the same account. That is no suspicion: they are joined at once. */
        PAYOUT,
        /** Both were used on one device. */
        DEVICE,
        /** They give the same answers, mistakes included, more often than luck explains. */
        ANSWERS
    }

    /**
     * What one person, known as such too late, has been shown of one batch over its bounds.
     *
     * @param batch its id
     * @param documents of which too many fragments, or too much ink
     * @param fragmentsMost most fragments of one of these
     * @param conflicting sensitivity classes that must not meet in one person, and did
     */
    public record Over(String batch, int documents, int fragmentsMost, List<String> conflicting) {
        public Over {
            conflicting = List.copyOf(conflicting);
        }

        public boolean any() {
            return documents > 0 || !conflicting.isEmpty();
        }
    }
}
