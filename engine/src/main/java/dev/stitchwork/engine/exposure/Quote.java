package dev.stitchwork.engine.exposure;

import java.util.List;

/**
 * What the planner says of a batch before it is accepted, and again while it runs.
 *
 * @param guarantee the one that was asked about; a quote never changes it
 * @param forecast when the batch will be finished; never, where something stands in the way
 * @param effortSeconds time of people, all together
 * @param shortfalls what stands in the way; empty where the batch can be accepted
 */
public record Quote(Guarantee guarantee, Forecast forecast, double effortSeconds, List<Shortfall> shortfalls) {
    public Quote {
        shortfalls = List.copyOf(shortfalls);
    }

    public boolean accepted() {
        return shortfalls.isEmpty();
    }

    /**
     * One thing that stands in the way.
     *
     * @param sentence what is needed and what is there
     * @param remedies any one of which removes it
     */
    public record Shortfall(String sentence, List<Remedy> remedies) {
        public Shortfall {
            remedies = List.copyOf(remedies);
        }
    }

    /**
     * A way out, for the client to choose or not.
     *
     * @param sentence what to do
     * @param relaxations what the client would have to sign for; empty where nothing is loosened
     * @param worstCase what they cost in the worst case; empty where nothing is loosened
     */
    public record Remedy(String sentence, List<Relaxation> relaxations, String worstCase) {
        public Remedy {
            relaxations = List.copyOf(relaxations);
            if (relaxations.isEmpty() != worstCase.isEmpty()) {
                throw new IllegalArgumentException("Expected the worst case of every relaxation and of nothing else.");
            }
        }

        static Remedy of(String sentence) {
            return new Remedy(sentence, List.of(), "");
        }
    }
}
