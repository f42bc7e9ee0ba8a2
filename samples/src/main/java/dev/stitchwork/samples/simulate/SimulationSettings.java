package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.ClassSet;
import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.exposure.Ruling;
import java.util.List;

/**
 * One run of the simulator.
 *
 * @param documents documents of the batch
 * @param fieldsMin fewest fields filled in on a document
 * @param fieldsMax fields of the form
 * @param workers accounts in the crowd
 * @param seed all that is left to chance
 * @param crowd how the workers behave
 * @param rules under what they work
 * @param deadlineHours virtual hours until the deadline: who leaves for good does so before it
 * @param hoursMax virtual hours after which the run ends, finished or not
 * @param kills times at which the process is killed and started again
 */
public record SimulationSettings(
        int documents,
        int fieldsMin,
        int fieldsMax,
        int workers,
        long seed,
        Crowd crowd,
        Rules rules,
        int deadlineHours,
        int hoursMax,
        int kills) {

    public SimulationSettings with(Rules others) {
        return new SimulationSettings(
                documents, fieldsMin, fieldsMax, workers, seed, crowd, others, deadlineHours, hoursMax, kills);
    }

    /**
     * How the workers behave.
     *
     * @param secondsPerFragment median of the crowd
     * @param errorRate share of answers that are wrong, mean of the crowd
     * @param dropOutShare share of the workers who leave for good at a random time, with what they hold
     * @param lossShare share of the workers who all leave for good at 70 % of the time
     * @param partyShare share of the work that one party with many accounts holds; its accounts copy from each other
     * @param joins times at which two accounts of the party, or of nobody, turn out to be one person's
     */
    public record Crowd(
            double secondsPerFragment,
            double errorRate,
            double dropOutShare,
            double lossShare,
            double partyShare,
            int joins) {
        public static final Crowd ORDINARY = new Crowd(8, 0.04, 0.1, 0, 0, 0);
    }

    /** In what order permitted fragments are leased. */
    public enum Order {
        /** Uniformly among all that are permitted. */
        RANDOM,
        /** The same, but keeping scarce fragments' workers for them. */
        RESERVED
    }

    /**
     * Under what they work.
     *
     * @param splitting whether fields are cut and the law is asked; without it, anybody may be shown anything
     * @param relaxations what the client signed for
     * @param clearances classes that a worker may be shown at all, as {@link ClassSet}s, given out in turn
     */
    public record Rules(
            boolean splitting,
            Guarantee guarantee,
            List<Relaxation> relaxations,
            Order order,
            List<Integer> clearances,
            Sabotage sabotage) {
        public static final Rules STANDARD = new Rules(
                true, Guarantee.STANDARD, List.of(), Order.RESERVED, List.of(ClassSet.ALL), Sabotage.NONE);

        /** The guarantee with what the client signed for. */
        Guarantee effective() {
            return Relaxation.all(guarantee, relaxations);
        }

        boolean ignores(Ruling ruling) {
            return sabotage.ignores(ruling);
        }

        public Rules with(Sabotage planted) {
            return new Rules(splitting, guarantee, relaxations, order, clearances, planted);
        }

        public Rules with(Relaxation... signed) {
            return new Rules(splitting, guarantee, List.of(signed), order, clearances, sabotage);
        }

        public Rules with(Guarantee stricter) {
            return new Rules(splitting, stricter, relaxations, order, clearances, sabotage);
        }

        public Rules with(Order leases) {
            return new Rules(splitting, guarantee, relaxations, leases, clearances, sabotage);
        }

        public Rules with(List<Integer> cleared) {
            return new Rules(splitting, guarantee, relaxations, order, cleared, sabotage);
        }

        public Rules uncut() {
            return new Rules(false, guarantee, relaxations, Order.RANDOM, clearances, sabotage);
        }
    }
}
