package dev.stitchwork.splitter.register;

import java.util.Arrays;
import java.util.stream.DoubleStream;

/**
 * A ruled line as it was traced, point by point along it; between its points it is straight, and past its ends it goes on
 * as it ended for some strips and then level. Along is to the right for level rules and down for upright ones, across the other.
 *
 * @param along of each point, rising
 * @param across of each point
 * @param thickness pixels across
 */
record Rule(double[] along, double[] across, double thickness) {
    private static final int REACH = 4;
    private static final double ON_STRIPS = 4;

    double from() {
        return along[0] - RuleTracer.STRIP / 2.0;
    }

    double to() {
        return along[along.length - 1] + RuleTracer.STRIP / 2.0;
    }

    double length() {
        return to() - from();
    }

    double at(double place) {
        int last = along.length - 1;
        if (place <= along[0] || place >= along[last]) {
            int end = place <= along[0] ? 0 : last;
            int inner = place <= along[0] ? Math.min(last, REACH) : Math.max(0, last - REACH);
            double rise = inner == end ? 0 : (across[end] - across[inner]) / (along[end] - along[inner]);
            double past = Math.max(-ON_STRIPS * RuleTracer.STRIP, Math.min(ON_STRIPS * RuleTracer.STRIP, place - along[end]));
            return across[end] + rise * past;
        }
        int next = 1;
        while (along[next] < place) {
            next++;
        }
        double share = (place - along[next - 1]) / (along[next] - along[next - 1]);
        return across[next - 1] + share * (across[next] - across[next - 1]);
    }

    /** This one and its other part, which begins behind its end. */
    Rule and(Rule next) {
        return new Rule(DoubleStream.concat(Arrays.stream(along), Arrays.stream(next.along)).toArray(),
                DoubleStream.concat(Arrays.stream(across), Arrays.stream(next.across)).toArray(),
                length() >= next.length() ? thickness : next.thickness);
    }

    double middle() {
        return at((along[0] + along[along.length - 1]) / 2);
    }

    /** What share of a stretch was seen. */
    double coverage(double start, double end) {
        int seen = 0;
        for (double point : along) {
            seen += point >= start && point <= end ? 1 : 0;
        }
        return Math.min(1, seen * RuleTracer.STRIP / Math.max(1, end - start));
    }

    /** How far its points lie from the straight line through those around them: the middle of all distances, pixels. */
    double roughness() {
        double[] off = new double[along.length];
        for (int i = 0; i < off.length; i++) {
            off[i] = Math.abs(across[i] - straight(Math.max(0, i - REACH), Math.min(off.length, i + REACH + 1), along[i]));
        }
        Arrays.sort(off);
        return off[off.length / 2];
    }

    /** The straight line of least squares through some points, at a place. */
    private double straight(int first, int end, double place) {
        double x = 0;
        double y = 0;
        for (int i = first; i < end; i++) {
            x += along[i] / (end - first);
            y += across[i] / (end - first);
        }
        double spread = 0;
        double rise = 0;
        for (int i = first; i < end; i++) {
            spread += (along[i] - x) * (along[i] - x);
            rise += (along[i] - x) * (across[i] - y);
        }
        return y + (spread == 0 ? 0 : rise / spread) * (place - x);
    }
}
