package dev.stitchwork.engine.consensus;

import dev.stitchwork.engine.consensus.typed.TargetError;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What share of the fields may be wrong, by sensitivity class; a class without a share is settled by votes.
 *
 * @param byClass wanted shares, above 0 and below 1/2
 */
public record QualityTarget(Map<SensitivityClass, TargetError> byClass) {
    /** Votes are counted everywhere. */
    public static final QualityTarget NONE = new QualityTarget(Map.of());

    /** Classes of which no value settles on fewer than two people, however sure one of them is. */
    private static final Set<SensitivityClass> CRITICAL = EnumSet.of(SensitivityClass.IDENTIFIER, SensitivityClass.ACCOUNT);

    public QualityTarget {
        Map<SensitivityClass, TargetError> copy = new EnumMap<>(SensitivityClass.class);
        copy.putAll(byClass);
        byClass = Collections.unmodifiableMap(copy);
    }

    /** The same share for every class. */
    public static QualityTarget all(double wrongMax) {
        Map<SensitivityClass, TargetError> same = new EnumMap<>(SensitivityClass.class);
        for (SensitivityClass each : SensitivityClass.values()) {
            same.put(each, new TargetError(wrongMax));
        }
        return new QualityTarget(same);
    }

    /** The same but for one class. */
    public QualityTarget with(SensitivityClass sensitivity, double wrongMax) {
        Map<SensitivityClass, TargetError> other = new EnumMap<>(SensitivityClass.class);
        other.putAll(byClass);
        other.put(sensitivity, new TargetError(wrongMax));
        return new QualityTarget(other);
    }

    public Optional<TargetError> of(SensitivityClass sensitivity) {
        return Optional.ofNullable(byClass.get(sensitivity));
    }

    /** Independent people who must say the same before a value of this class settles. */
    public static int floor(SensitivityClass sensitivity) {
        return CRITICAL.contains(sensitivity) ? 2 : 1;
    }
}
