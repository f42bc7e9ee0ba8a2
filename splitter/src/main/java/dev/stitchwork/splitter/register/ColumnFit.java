package dev.stitchwork.splitter.register;

import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * How a template's column borders lie on the upright rules of a page: the shift and the scale under which most borders lie on
 * rules, each pair of a border and a rule having its say.
 *
 * @param matched how many borders lie on a rule
 * @param scale of the page to the template
 * @param shift of the page to the template, pixels
 * @param borders as the template has them, rising; borders nearer than a rule is wide are one
 * @param on the rule of each border; null where there is none
 */
record ColumnFit(int matched, double scale, double shift, double[] borders, Rule[] on) {
    private static final double SCALE_MIN = 0.93;
    private static final double SCALE_MAX = 1.07;
    private static final double SCALE_STEP = 0.005;
    /** How far the table may lie from where the template has it, as a share of the page. */
    private static final double SHIFT_MAX = 0.25;
    private static final double SAME_MM = 1.5;
    private static final double ON_RULE_MM = 1.8;
    /** Of the borders: one with fewer on rules may be any other table. */
    private static final double MATCHED_MIN = 0.6;

    static ColumnFit of(List<double[]> edges, List<Rule> rules, int width) {
        double[] borders = merged(edges);
        double[] places = rules.stream().mapToDouble(Rule::middle).sorted().toArray();
        double best = -1;
        double scale = 1;
        double shift = 0;
        for (double by = SCALE_MIN; by <= SCALE_MAX + 1e-9; by += SCALE_STEP) {
            for (double border : borders) {
                for (double place : places) {
                    double to = place - by * border;
                    double moved = Math.abs(by * width / 2 + to - width / 2.0) / width;
                    double score = moved > SHIFT_MAX ? -1 : score(borders, places, by, to) - 0.5 * moved - Math.abs(by - 1);
                    if (score > best) {
                        best = score;
                        scale = by;
                        shift = to;
                    }
                }
            }
        }
        Rule[] on = new Rule[borders.length];
        int matched = 0;
        for (int i = 0; i < borders.length && best >= 0; i++) {
            on[i] = nearest(rules, scale * borders[i] + shift);
            matched += on[i] == null ? 0 : 1;
        }
        return new ColumnFit(matched, scale, shift, borders, on);
    }

    private static double[] merged(List<double[]> edges) {
        double[] sorted = edges.stream().flatMapToDouble(Arrays::stream).sorted().toArray();
        int count = 0;
        for (double edge : sorted) {
            if (count == 0 || edge - sorted[count - 1] > SAME_MM * Table.MM) {
                sorted[count++] = edge;
            }
        }
        return Arrays.copyOf(sorted, count);
    }

    /** How many borders lie on rules, the nearer the better. */
    private static double score(double[] borders, double[] places, double scale, double shift) {
        double score = 0;
        for (double border : borders) {
            double at = scale * border + shift;
            int next = Arrays.binarySearch(places, at);
            int above = next < 0 ? -next - 1 : next;
            double off = Math.min(above < places.length ? places[above] - at : Double.MAX_VALUE,
                    above > 0 ? at - places[above - 1] : Double.MAX_VALUE) / (ON_RULE_MM * Table.MM);
            score += off <= 1 ? 1 - 0.4 * off : 0;
        }
        return score;
    }

    private static Rule nearest(List<Rule> rules, double at) {
        Rule nearest = null;
        double least = ON_RULE_MM * Table.MM;
        for (Rule rule : rules) {
            double off = Math.abs(rule.middle() - at);
            // Of two halves of one rule the longer shows best how it runs.
            if (off <= least - (nearest == null ? 0 : 2) || nearest != null && off <= least + 2 && rule.length() > nearest.length()) {
                nearest = rule;
                least = Math.max(off, 1);
            }
        }
        return nearest;
    }

    boolean isFound() {
        return matched >= Math.max(2, Math.ceil(MATCHED_MIN * borders.length));
    }

    /** Where the upright rules begin. */
    double top() {
        double[] tops = Arrays.stream(on).filter(rule -> rule != null).mapToDouble(Rule::from).sorted().toArray();
        return tops[tops.length / 2];
    }

    /** Where an edge of a column runs: across the page for a place down it. */
    DoubleUnaryOperator border(double edge) {
        int own = 0;
        for (int i = 1; i < borders.length; i++) {
            own = Math.abs(borders[i] - edge) < Math.abs(borders[own] - edge) ? i : own;
        }
        if (on[own] != null) {
            return on[own]::at;
        }
        int neighbour = -1;
        for (int i = 0; i < borders.length; i++) {
            if (on[i] != null && (neighbour < 0 || Math.abs(borders[i] - edge) < Math.abs(borders[neighbour] - edge))) {
                neighbour = i;
            }
        }
        Rule beside = on[neighbour];
        double apart = scale * (edge - borders[neighbour]);
        return down -> beside.at(down) + apart;
    }
}
