package dev.stitchwork.engine.exposure;

import java.util.Optional;

/** Whether a fragment may be shown, and if not, the first rule that says no. */
public enum Ruling {
    PERMITTED(null, "It may be shown."),
    HELD_BACK(Property.G2, "It is kept for the trusted tier."),
    NOT_RELEASED(Property.G5, "Its pool holds too few documents to hide it among."),
    FRAGMENTS_OF_DOCUMENT(Property.G1, "The cluster has been shown its share of this document's fragments."),
    INK_OF_DOCUMENT(Property.G1, "The cluster would be shown too much of this document's ink."),
    SAME_FIELD(Property.G4, "The cluster has been shown another piece of this field of this document."),
    CONFLICTING_CLASS(Property.G3, "The cluster has been shown a class that must not meet this one."),
    OTHER_CLASS_IN_SITTING(Property.G3, "The cluster is working in another sensitivity class."),
    SHARE_OF_BATCH(Property.G1, "The cluster has been shown its share of the batch.");

    /** The promises of the privacy guarantee that the scheduler keeps. */
    public enum Property {
        /** Exposure cap: fragments and ink per cluster and document, share of the batch per cluster. */
        G1,
        /** Coalition bound: no few clusters together complete a sensitive group. */
        G2,
        /** Class separation: one class at a time, conflicting classes never. */
        G3,
        /** Sub-field cutting: the pieces of one field go to different clusters. */
        G4,
        /** Mixing: a fragment is hidden among those of many documents. */
        G5
    }

    private final Property property;
    private final String sentence;

    Ruling(Property property, String sentence) {
        this.property = property;
        this.sentence = sentence;
    }

    public boolean permitted() {
        return this == PERMITTED;
    }

    /** The promise that showing it would break; empty where it may be shown. */
    public Optional<Property> property() {
        return Optional.ofNullable(property);
    }

    /** For operators; never for a worker. */
    public String sentence() {
        return sentence;
    }
}
