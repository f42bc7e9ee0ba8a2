package dev.stitchwork.samples.verify;

/** What was found against each property: how often, and the first place in words. */
final class Findings {
    /** The properties that a log can show to be broken, as the guarantee states them. */
    enum Property {
        G1("Exposure cap: no cluster sees more than m fragments, nor more than f of the ink, of one document,"
                + " nor more than its share of the batch"),
        G2("Coalition bound: no c clusters together complete a sensitive group of a document"),
        G3("Separation: a cluster works in one sensitivity class at a time; name and identifier, name and account,"
                + " and any two of postcode, birth and sex never reach one cluster"),
        G4("Sub-field cutting: a cut runs through the last four characters of an identifier, and the pieces of one field"
                + " go to different clusters"),
        G5("Mixing: a fragment is released among those of at least L documents, and drawn in random order"),
        G6("Fail closed: what cannot be shown waits or goes to the trusted tier; every loosened bound is signed"),
        G7("No brief: a worker is told nothing but the kind of thing to key and the number of marks");

        private final String statement;

        Property(String statement) {
            this.statement = statement;
        }

        String statement() {
            return statement;
        }
    }

    private final long[] counts = new long[Property.values().length];
    private final String[] firsts = new String[Property.values().length];

    void against(Property property, long row, String sentence) {
        if (counts[property.ordinal()]++ == 0) {
            firsts[property.ordinal()] = "Row %d: %s".formatted(row, sentence);
        }
    }

    long count(Property property) {
        return counts[property.ordinal()];
    }

    /** The first place it is broken; empty where it holds. */
    String first(Property property) {
        return firsts[property.ordinal()] == null ? "" : firsts[property.ordinal()];
    }

    boolean none() {
        for (long count : counts) {
            if (count > 0) {
                return false;
            }
        }
        return true;
    }
}
