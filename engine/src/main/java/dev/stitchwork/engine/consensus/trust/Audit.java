package dev.stitchwork.engine.consensus.trust;

/**
 * What was found out about delivered fields by asking again.
 *
 * <p>Some settled fields, drawn with equal chance, are asked once more without anybody knowing. Where the new answer
 * differs, an adjudicator decides; where it agrees, an adjudicator looks at some of them as well. Wrong values found are
 * put right before delivery.
 *
 * @param fields delivered
 * @param reasked drawn and asked again
 * @param wrong of those, that differed and where the adjudicator found the settled value wrong
 * @param agreed of those, that agreed with the settled value
 * @param checked of the agreed, that the adjudicator looked at
 * @param checkedWrong of the checked, that were wrong all the same
 * @param goldWrong gold fields that people settled wrong and were asked again
 * @param goldRepeated of those, where the new answer said the same wrong thing
 */
public record Audit(
        int fields, int reasked, int wrong, int agreed, int checked, int checkedWrong, int goldWrong, int goldRepeated) {
    public Audit {
        boolean adds = 0 <= wrong && wrong + agreed <= reasked && reasked <= fields
                && 0 <= checkedWrong && checkedWrong <= checked && checked <= agreed
                && 0 <= goldRepeated && goldRepeated <= goldWrong;
        if (!adds) {
            throw new IllegalArgumentException(
                    "Expected an audit whose parts fit its whole but was %d fields, %d reasked, %d wrong, %d agreed, %d of %d checked wrong, %d of %d gold repeated."
                            .formatted(fields, reasked, wrong, agreed, checkedWrong, checked, goldRepeated, goldWrong));
        }
    }

    /** Both audits together, of fields that have nothing in common. */
    public Audit plus(Audit other) {
        return new Audit(
                fields + other.fields, reasked + other.reasked, wrong + other.wrong, agreed + other.agreed,
                checked + other.checked, checkedWrong + other.checkedWrong,
                goldWrong + other.goldWrong, goldRepeated + other.goldRepeated);
    }
}
