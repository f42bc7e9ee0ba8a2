package dev.stitchwork.engine.exposure;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * One bound of the guarantee that a client loosens by signing for it. It holds from its row in the exposure log on;
 * nothing else ever loosens a bound.
 *
 * @param bound which
 * @param value what it becomes
 */
public record Relaxation(Bound bound, int value) {
    /** The bounds that a client may loosen. */
    public enum Bound {
        /** m, fragments of one document per cluster. */
        FRAGMENTS,
        /** f, ink of one document per cluster, parts per million. */
        INK,
        /** c, clusters that together must not complete a sensitive group. */
        COALITION,
        /** L, documents in a pool. */
        POOL,
        /** Released fragments of the batch per cluster, parts per million. */
        SHARE,
        /** Whether classes are kept apart: 0 for not. */
        CLASSES;

        /** The word for this bound in the exposure log. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Bound> ofWord(String word) {
            return Arrays.stream(values()).filter(bound -> bound.word().equals(word)).findFirst();
        }

        /** Its value in a guarantee. */
        public int of(Guarantee guarantee) {
            return switch (this) {
                case FRAGMENTS -> guarantee.cap().fragmentsMax();
                case INK -> guarantee.inkMaxPpm();
                case COALITION -> guarantee.coalition();
                case POOL -> guarantee.poolMin();
                case SHARE -> guarantee.batchShareMaxPpm();
                case CLASSES -> guarantee.classesApart() ? 1 : 0;
            };
        }
    }

    /** The guarantee with this bound loosened. */
    public Guarantee of(Guarantee guarantee) {
        return switch (bound) {
            case FRAGMENTS -> guarantee.withFragmentsMax(value);
            case INK -> guarantee.withInkMaxPpm(value);
            case COALITION -> guarantee.withCoalition(value);
            case POOL -> guarantee.withPoolMin(value);
            case SHARE -> guarantee.withBatchShareMaxPpm(value);
            case CLASSES -> guarantee.withClassesApart(value != 0);
        };
    }

    public static Guarantee all(Guarantee guarantee, List<Relaxation> relaxations) {
        Guarantee loosened = guarantee;
        for (Relaxation relaxation : relaxations) {
            loosened = relaxation.of(loosened);
        }
        return loosened;
    }

    /**
     * The text that the client signs: good for this batch and this bound only.
     *
     * @param batch the batch's name in the log
     */
    public String toSign(String batch) {
        return "stitchwork relaxation %s %s %d".formatted(batch, bound.word(), value);
    }
}
