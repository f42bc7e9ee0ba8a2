package dev.stitchwork.samples.verify;

import dev.stitchwork.samples.verify.Findings.Property;
import java.util.List;

/**
 * What the verifier found in one log.
 *
 * @param bounds those in force at the end
 * @param relaxations what the client signed for, in order: a bound's word and its value
 * @param fragmentsMost most fragments of one document that a cluster had seen, as clusters were known then
 * @param inkMostPpm most ink of one document that a cluster had seen, as clusters were known then, parts per million
 * @param worst the largest shares that anyone, and any two or three together, came to see
 * @param spread {@link OrderTest#spread}
 * @param step {@link OrderTest#step}
 */
public record Report(
        Log log,
        Bounds bounds,
        List<String> relaxations,
        Counts counts,
        int fragmentsMost,
        int inkMostPpm,
        Groups.Worst worst,
        double spread,
        double step,
        Findings findings) {

    /**
     * The log itself.
     *
     * @param batch the batch's name in it
     * @param key public key that signs it
     * @param clientKey public key whose word loosens a bound
     * @param signedRows rows that a valid signature vouches for
     * @param head state of the chain after the last row
     * @param ended whether it says that it is complete
     * @param seconds time of its last row since the batch was opened
     */
    record Log(
            String batch,
            String key,
            String clientKey,
            long rows,
            long signedRows,
            String head,
            boolean ended,
            boolean purged,
            long seconds) {}

    /** How much was read. {@code people} are clusters of the crowd that saw anything; {@code twice} are showings of what the same cluster had been shown before. */
    record Counts(
            int documents, long released, int people, long showings, long trusted, long twice, int joins) {}

    /** Whether every property held at every showing. */
    public boolean held() {
        return findings.none();
    }

    /** Whether a signature vouches for every row, so that nothing was cut off unnoticed. */
    public boolean complete() {
        return log.ended() && log.signedRows() == log.rows();
    }

    public long rows() {
        return log.rows();
    }

    /** State of the chain after the last row, 64 hexadecimal digits. */
    public String head() {
        return log.head();
    }

    /** Public key that signs the log, 64 hexadecimal digits. */
    public String key() {
        return log.key();
    }

    /** Numbers of the properties that do not hold. */
    public List<String> broken() {
        return List.of(Property.values()).stream()
                .filter(property -> findings.count(property) > 0)
                .map(Property::name)
                .toList();
    }

    /** How often a property was broken. */
    public long count(String property) {
        return findings.count(Property.valueOf(property));
    }

    /** Documents' sensitive groups that some three clusters together saw all of, clusters as they are known at the end. */
    public long completedByThree() {
        return worst.groups().stream().mapToLong(Groups.Group::documentsByTriple).sum();
    }
}
