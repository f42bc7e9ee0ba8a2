package dev.stitchwork.samples.bench.linking;

import java.util.List;

/**
 * One picture as a worker's client received it, and which document it is of.
 *
 * @param document the truth, which no client is told
 * @param traits numbers that a client can read off it, in the same order for all
 * @param marks words that a client can compare, likewise
 */
record Served(long document, List<Double> traits, List<String> marks) {
    Served {
        traits = List.copyOf(traits);
        marks = List.copyOf(marks);
    }

    /** What an attacker makes of two of them: how far apart each number is, and which words differ. */
    double[] against(Served other) {
        double[] apart = new double[traits.size() + marks.size()];
        for (int i = 0; i < traits.size(); i++) {
            apart[i] = Math.abs(traits.get(i) - other.traits.get(i));
        }
        for (int i = 0; i < marks.size(); i++) {
            apart[traits.size() + i] = marks.get(i).equals(other.marks.get(i)) ? 0 : 1;
        }
        return apart;
    }
}
