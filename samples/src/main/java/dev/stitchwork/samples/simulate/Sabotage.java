package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Relaxation;
import dev.stitchwork.engine.exposure.Relaxation.Bound;
import dev.stitchwork.engine.exposure.Ruling;
import java.util.Locale;

/** One check left out of a run, to see that the verifier catches what then happens. */
public enum Sabotage {
    NONE(null),
    /** A second fragment of a document goes to the same cluster. */
    FRAGMENTS(Ruling.FRAGMENTS_OF_DOCUMENT),
    /** A fragment with too much ink goes out. */
    INK(Ruling.INK_OF_DOCUMENT),
    /** The last pieces of a sparsely filled group go out to the crowd. */
    HELD_BACK(Ruling.HELD_BACK),
    /** A sensitive group is cut into too few pieces. */
    FEW_PIECES(null),
    /** A name and an identifier go to one cluster. */
    CONFLICT(Ruling.CONFLICTING_CLASS),
    /** A cluster goes from class to class. */
    SITTING(Ruling.OTHER_CLASS_IN_SITTING),
    /** Two pieces of one field go to one cluster, where it may be shown more than one fragment. */
    SAME_FIELD(Ruling.SAME_FIELD),
    /** The identifier is cut, but its last four characters are in one piece. */
    LAST_FOUR(null),
    /** Fragments go out before there are enough to hide among. */
    POOL(Ruling.NOT_RELEASED),
    /** Fragments go out in the order of the documents. */
    ORDER(null),
    /** One cluster is shown more than its share of the batch. */
    SHARE(Ruling.SHARE_OF_BATCH),
    /** A bound is loosened without the client's signature. */
    UNSIGNED(null),
    /** A bound is loosened with a signature that is not the client's. */
    FORGED(null),
    /** A worker is told more than kind and number. */
    BRIEF(null),
    /** A picture has a size of its own. */
    CANVAS(null);

    private final Ruling ignored;

    Sabotage(Ruling ignored) {
        this.ignored = ignored;
    }

    boolean ignores(Ruling ruling) {
        return ruling == ignored;
    }

    /**
     * The rules of a run in which leaving this check out shows: some need a bound that bites or one that the client
     * loosened.
     */
    public SimulationSettings.Rules rules() {
        SimulationSettings.Rules standard = SimulationSettings.Rules.STANDARD.with(this);
        return switch (this) {
            case SAME_FIELD, UNSIGNED, FORGED ->
                standard.with(new Relaxation(Bound.FRAGMENTS, 2), new Relaxation(Bound.COALITION, 1));
            case SHARE -> standard.with(Guarantee.STANDARD.withBatchShareMaxPpm(200));
            // An order that keeps people to one side of a form hides these.
            case FRAGMENTS, CONFLICT, ORDER -> standard.with(SimulationSettings.Order.RANDOM);
            default -> standard;
        };
    }

    /** The property of the guarantee that leaving this check out breaks. */
    public String breaks() {
        return switch (this) {
            case NONE -> "";
            case FRAGMENTS, INK, SHARE -> "G1";
            case HELD_BACK, FEW_PIECES -> "G2";
            case CONFLICT, SITTING -> "G3";
            case SAME_FIELD, LAST_FOUR -> "G4";
            case POOL, ORDER -> "G5";
            case UNSIGNED, FORGED -> "G6";
            case BRIEF, CANVAS -> "G7";
        };
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
