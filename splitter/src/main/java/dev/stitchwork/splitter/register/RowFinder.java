package dev.stitchwork.splitter.register;

import dev.stitchwork.splitter.raster.Mask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Predicate;

/**
 * Finds the borders between the rows of a table whose columns are known: rules from side to side where there are such, else
 * rules that part the rows in one column, else, where none is ruled, gaps in the ink about as far apart as is said.
 *
 * <p>Where rules are evenly apart and one is missing, it is put in where it would be: two people's rows must not become one.
 */
final class RowFinder {
    /** Of the table's width: a rule that is seen over so much of it parts rows from side to side. */
    private static final double WHOLE = 0.5;
    /** The same of one column, for rules that part rows in that column alone. */
    private static final double PART = 0.4;
    private static final double ROW_MM_MIN = 2.5;
    /** The rule below the heading is this near to where the template has it. */
    private static final double HEADING_MM = 4;
    private static final double EVEN = 0.15;
    private static final double EVEN_SHARE = 0.7;
    /** How far a gap in the ink may lie from where it should, in rows. */
    private static final double GAP_REACH = 0.3;

    private final List<Table.Column> columns;
    private final List<Rule> level;
    private final Mask letters;
    private final DoubleUnaryOperator first;
    private final double top;
    private final double height;
    private final double left;
    private final double right;

    /**
     * @param head where the heading should end, pixels
     * @param height of the table below it, pixels
     */
    RowFinder(List<Table.Column> columns, List<Rule> level, Mask letters, double head, double height) {
        this.columns = columns;
        this.level = level;
        this.letters = letters;
        this.height = height;
        left = columns.stream().mapToDouble(column -> column.left().applyAsDouble(head)).min().orElseThrow();
        right = columns.stream().mapToDouble(column -> column.right().applyAsDouble(head)).max().orElseThrow();
        Rule heading = level.stream()
                .filter(rule -> rule.coverage(left, right) >= WHOLE && Math.abs(height(rule) - head) <= HEADING_MM * Table.MM)
                .min(Comparator.comparingDouble(rule -> Math.abs(height(rule) - head)))
                .orElse(null);
        first = heading == null ? across -> head : heading::at;
        top = heading == null ? head : height(heading);
    }

    private double height(Rule rule) {
        return rule.at((left + right) / 2);
    }

    /** Where the first row begins. */
    double top() {
        return top;
    }

    double height() {
        return height;
    }

    List<DoubleUnaryOperator> ruled() {
        List<Rule> whole = parting(rule -> rule.coverage(left, right) >= WHOLE);
        if (whole.size() >= 2) {
            return evened(whole);
        }
        List<Rule> parting = parting(this::partsAColumn);
        List<DoubleUnaryOperator> borders = new ArrayList<>();
        borders.add(first);
        parting.forEach(rule -> borders.add(rule::at));
        if (!parting.isEmpty() && top + height - height(parting.get(parting.size() - 1)) > 2 * ROW_MM_MIN * Table.MM) {
            borders.add(across -> top + height);
        }
        return borders;
    }

    /** Rules below the heading and no lower than the table, two that are next to each other as one. */
    private List<Rule> parting(Predicate<Rule> wanted) {
        List<Rule> parting = new ArrayList<>();
        double last = top;
        for (Rule rule : level) {
            double at = height(rule);
            if (at - last >= ROW_MM_MIN * Table.MM && at <= top + height + HEADING_MM * Table.MM && wanted.test(rule)) {
                parting.add(rule);
                last = at;
            }
        }
        return parting;
    }

    private boolean partsAColumn(Rule rule) {
        return columns.stream().anyMatch(column -> {
            double at = rule.middle();
            return rule.coverage(column.left().applyAsDouble(at), column.right().applyAsDouble(at)) >= PART;
        });
    }

    private List<DoubleUnaryOperator> evened(List<Rule> rules) {
        double[] gaps = new double[rules.size()];
        for (int i = 0; i < gaps.length; i++) {
            gaps[i] = height(rules.get(i)) - (i == 0 ? top : height(rules.get(i - 1)));
        }
        double[] sorted = gaps.clone();
        Arrays.sort(sorted);
        double pitch = sorted[sorted.length / 2];
        long even = Arrays.stream(gaps).filter(gap -> Math.abs(gap - pitch) <= EVEN * pitch).count();
        boolean isEven = even >= EVEN_SHARE * gaps.length;
        List<DoubleUnaryOperator> borders = new ArrayList<>();
        borders.add(first);
        DoubleUnaryOperator before = first;
        for (int i = 0; i < gaps.length; i++) {
            DoubleUnaryOperator next = rules.get(i)::at;
            int rows = (int) Math.round(gaps[i] / pitch);
            if (isEven && rows > 1 && Math.abs(gaps[i] / rows - pitch) <= EVEN * pitch) {
                for (int missing = 1; missing < rows; missing++) {
                    borders.add(between(before, next, missing / (double) rows));
                }
            }
            borders.add(next);
            before = next;
        }
        DoubleUnaryOperator last = before;
        int below = isEven ? (int) Math.round((top + height - height(rules.get(rules.size() - 1))) / pitch) : 0;
        for (int row = 1; row <= below; row++) {
            double down = row * pitch;
            borders.add(across -> last.applyAsDouble(across) + down);
        }
        return borders;
    }

    private static DoubleUnaryOperator between(DoubleUnaryOperator upper, DoubleUnaryOperator lower, double share) {
        return across -> upper.applyAsDouble(across) * (1 - share) + lower.applyAsDouble(across) * share;
    }

    List<DoubleUnaryOperator> unruled(double pitch) {
        List<DoubleUnaryOperator> borders = new ArrayList<>();
        borders.add(first);
        double last = top;
        while (last + pitch * 0.6 < top + height) {
            double gap = gap(last + pitch, pitch);
            borders.add(across -> gap + first.applyAsDouble(across) - top);
            last = gap;
        }
        return borders;
    }

    /** The height near to another at which least ink lies, and of such heights the nearest. */
    private double gap(double wanted, double pitch) {
        double best = wanted;
        double least = Double.MAX_VALUE;
        int reach = (int) (GAP_REACH * pitch);
        for (int off = -reach; off <= reach; off++) {
            double ink = 0;
            for (int near = -2; near <= 2; near++) {
                int y = (int) Math.round(wanted + off) + near;
                for (int x = (int) left; x < right; x++) {
                    ink += letters.at(x, (int) Math.round(y + first.applyAsDouble(x) - top)) ? 1 : 0;
                }
            }
            double cost = ink + Math.abs(off) * 0.5;
            if (cost < least) {
                least = cost;
                best = wanted + off;
            }
        }
        return best;
    }
}
