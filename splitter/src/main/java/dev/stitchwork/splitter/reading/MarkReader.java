package dev.stitchwork.splitter.reading;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.splitter.cutting.InkMap;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * Which options of a choice are marked, and how probably that is what was meant.
 *
 * <p>An option's ink is the share of its box that was written on, of the part where the form itself prints nothing;
 * whose ink it is does not count, since marks of neighbours run into each other. What probability of a mark that makes is a
 * logistic curve through the logarithm of that share, measured on real sheets ({@code stitchwork bench marks} prints how
 * far it holds). From it is taken what is no mark: what the same option of most fields of the page has, such as the letter
 * in a bubble where the picture of the blank lacks it, and what all options of the field have, such as an edge that was
 * not quite dropped out. And it is held against the habit of the page: where bubbles are filled, a fraction of that beside a
 * filled one is a smudge; where boxes are ticked, one that is inked over was rather crossed out.
 */
final class MarkReader {
    /** The share of ink at which a mark is as likely as none, and the curve's steepness. */
    private static final double EVEN = 0.016;
    private static final double STEEP = 5.2;
    private static final double CERTAIN = 0.9995;
    /** What all options have counts so many times against each. */
    private static final double COMMON_WEIGHT = 1.5;
    /** What must be taken off by more than this leaves nothing plain, unless the mark stands out by as much. */
    private static final double COMMON_MAX = 0.2;
    /** From so many fields with as many options on, what their same option has in common is known. */
    private static final int ALIKE_MIN = 8;
    /** An option has no more in common with the page than so many times what the page's usual option has. */
    private static final double ALIKE_RATIO = 1.5;
    /** By what share of it that varies from field to field. */
    private static final double ALIKE_NOISE = 0.25;
    /** A box with this share is inked over, in two strokes of a cross it is not; from this habit on bubbles are filled. */
    private static final double HEAVY = 0.42;
    /** Of two marks the one with so many times the ink of a usual one was crossed out. */
    private static final double CROSSED_OUT = 1.8;
    /** Where bubbles are filled: the ratio of a bubble to the fullest at which a mark is as likely as a smudge, and its curve. */
    private static final double SMUDGE = 0.5;
    private static final double SMUDGE_STEEP = 5;
    /** Two boxes of a field whose share of print differs by this much: something is printed over one. */
    private static final double PRINTED_OVER = 0.4;
    private static final int HABIT_MIN = 3;
    private static final double CIRCLED = 0.9;
    private static final double GUESS = 0.5;
    private static final double CORRECTED = 0.85;
    private static final double INKED_OVER = 0.7;
    private static final int NOTHING_MAX = 30;

    private final InkMap ink;
    private final Map<Field, Boxes> boxes = new HashMap<>();
    /** By number of options: what each has in most fields. */
    private final Map<Integer, double[]> alike = new HashMap<>();
    /** The usual ink of a marked box on this page; zero where too few are marked to tell. */
    private final double habit;

    /**
     * @param options the numbers of those marked, rising, from 1
     * @param probability that these are what was meant
     */
    record Marks(List<Integer> options, double probability) {}

    /** Of each option's box the share that was written on, and that is printed on. */
    private record Boxes(double[] inks, double[] prints) {}

    MarkReader(InkMap ink) {
        this.ink = ink;
        List<Field> choices = ink.fields().stream().filter(field -> field.kind().isChoice()).toList();
        choices.forEach(field -> boxes.put(field, boxes(field)));
        choices.stream()
                .filter(field -> field.kind() == FieldKind.CHOICE_ONE && field.options().size() >= 3)
                .collect(Collectors.groupingBy(field -> field.options().size()))
                .forEach((count, fields) -> alike.put(count, alike(fields, count)));
        double[] marked = choices.stream()
                .mapToDouble(this::fullest)
                .filter(share -> share > 0)
                .sorted()
                .toArray();
        habit = marked.length < HABIT_MIN ? 0 : marked[marked.length / 2];
    }

    Marks read(Field field) {
        double[] inks = excess(field);
        double common = field.kind() == FieldKind.CHOICE_ANY || inks.length < 3 ? 0 : Math.max(0, common(inks));
        double most = Arrays.stream(inks).max().orElse(0);
        List<Integer> marked = new ArrayList<>();
        double probability = 1;
        for (int i = 0; i < inks.length; i++) {
            double chance = chance(inks[i] - COMMON_WEIGHT * common, even(field, i));
            if (field.kind() == FieldKind.CHOICE_ONE && habit > HEAVY && most > HEAVY && inks[i] < most) {
                chance = Math.min(chance, logistic(SMUDGE_STEEP * Math.log(Math.max(1e-4, inks[i] / most) / SMUDGE)));
            }
            if (chance >= 0.5) {
                marked.add(i + 1);
            }
            probability *= Math.max(chance, 1 - chance);
        }
        List<Integer> circled = circled(field, inks);
        if (marked.isEmpty() && !circled.isEmpty()) {
            boolean one = circled.size() == 1 || field.kind() == FieldKind.CHOICE_ANY;
            return new Marks(circled, one ? CIRCLED * probability : GUESS);
        }
        boolean plain = marked.isEmpty() ? fullest(field) == 0 : common <= COMMON_MAX || most - common > COMMON_MAX;
        if (!plain || isPrintedOver(field) || isElsewhere(field)) {
            return new Marks(marked, Math.min(GUESS, probability));
        }
        if (field.kind() == FieldKind.CHOICE_ONE && marked.size() > 1) {
            return corrected(marked, inks);
        }
        boolean odd = marked.stream().anyMatch(number -> isInkedOver(inks[number - 1]));
        return new Marks(marked, odd ? Math.min(INKED_OVER, probability) : probability);
    }

    private static double chance(double share, double even) {
        return logistic(STEEP * Math.log(Math.max(1e-4, share) / even));
    }

    /** The ink beyond what most fields have there at which a mark is as likely as none. */
    private double even(Field field, int option) {
        return EVEN + ALIKE_NOISE * usual(field)[option];
    }

    /** The most ink that an option of a field has; zero where that is no mark. */
    private double fullest(Field field) {
        double[] inks = excess(field);
        double most = 0;
        for (int i = 0; i < inks.length; i++) {
            most = inks[i] > 2 * even(field, i) ? Math.max(most, inks[i]) : most;
        }
        return most;
    }

    private static double logistic(double odds) {
        return Math.max(1 - CERTAIN, Math.min(CERTAIN, 1 / (1 + Math.exp(-odds))));
    }

    /** What the options have in common: what three in four of them have at least, since several may be marked. */
    private static double common(double[] inks) {
        double[] sorted = inks.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 4];
    }

    private static double median(double[] inks) {
        double[] sorted = inks.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** What the same option of most fields has; where nearly all chose one option, that is held to what the others have. */
    private double[] alike(List<Field> fields, int count) {
        double[] alike = new double[count];
        if (fields.size() < ALIKE_MIN) {
            return alike;
        }
        for (int i = 0; i < count; i++) {
            int at = i;
            alike[i] = median(fields.stream().mapToDouble(field -> boxes.get(field).inks()[at]).toArray());
        }
        double most = ALIKE_RATIO * median(alike);
        return Arrays.stream(alike).map(share -> Math.min(share, most)).toArray();
    }

    /** The ink of each option beyond what most fields have there. */
    private double[] excess(Field field) {
        double[] inks = boxes.get(field).inks().clone();
        double[] usual = usual(field);
        for (int i = 0; i < inks.length; i++) {
            inks[i] = Math.max(0, inks[i] - usual[i]);
        }
        return inks;
    }

    private double[] usual(Field field) {
        double[] none = new double[field.options().size()];
        return field.kind() == FieldKind.CHOICE_ONE ? alike.getOrDefault(none.length, none) : none;
    }

    /** A first choice was crossed out and another made: then one of two has far more ink than a mark, and is not meant. */
    private Marks corrected(List<Integer> marked, double[] inks) {
        if (marked.size() == 2 && habit > 0 && habit <= HEAVY) {
            int first = marked.get(0);
            int second = marked.get(1);
            int heavy = inks[first - 1] > inks[second - 1] ? first : second;
            int light = first + second - heavy;
            if (inks[heavy - 1] > CROSSED_OUT * Math.max(habit, inks[light - 1]) && inks[heavy - 1] > HEAVY / 2) {
                return new Marks(List.of(light), CORRECTED);
            }
        }
        return new Marks(marked, GUESS);
    }

    /** Whether a box holds more ink than a mark of this page: it may have been crossed out. */
    private boolean isInkedOver(double share) {
        return share > HEAVY && share > (habit == 0 ? HEAVY : CROSSED_OUT * habit);
    }

    /** Whether so much more is printed on one box than on another that it cannot be seen what was written there. */
    private boolean isPrintedOver(Field field) {
        double[] prints = boxes.get(field).prints();
        return Arrays.stream(prints).max().orElse(0) - Arrays.stream(prints).min().orElse(0) > PRINTED_OVER;
    }

    /** Whether there is ink of the field, and most of it beside the boxes. */
    private boolean isElsewhere(Field field) {
        int all = ink.pieces(field).stream().mapToInt(piece -> ink.ink(field, piece)).sum();
        int inBoxes = field.options().stream().mapToInt(option -> ink.ink(field, Sheet.span(option.box()))).sum();
        return all > NOTHING_MAX && inBoxes * 3 < all;
    }

    /** The options around whose box a line goes that leaves the box empty. */
    private List<Integer> circled(Field field, double[] inks) {
        List<Integer> circled = new ArrayList<>();
        List<Span> pieces = ink.pieces(field);
        for (int i = 0; i < inks.length; i++) {
            Span box = Sheet.span(field.options().get(i).box());
            boolean around = pieces.stream().anyMatch(piece -> piece.left() < box.left() && piece.right() > box.right()
                    && piece.top() < box.top() && piece.bottom() > box.bottom());
            if (around && inks[i] < HEAVY / 2) {
                circled.add(i + 1);
            }
        }
        return circled;
    }

    private Boxes boxes(Field field) {
        double[] inks = new double[field.options().size()];
        double[] prints = new double[inks.length];
        for (int i = 0; i < inks.length; i++) {
            Span box = Sheet.span(field.options().get(i).box())
                    .intersect(new Span(0, 0, ink.page().width(), ink.page().height()));
            int filled = 0;
            int free = 0;
            int printed = 0;
            for (int y = box.top(); y < box.bottom(); y++) {
                for (int x = box.left(); x < box.right(); x++) {
                    boolean isFilled = ink.isFilled(x, y);
                    filled += isFilled ? 1 : 0;
                    boolean isPrint = ink.isPrint(x, y);
                    free += isFilled || !isPrint ? 1 : 0;
                    printed += isPrint ? 1 : 0;
                }
            }
            double area = Math.max(1, box.width() * box.height());
            inks[i] = filled / Math.max(free, area / 4);
            prints[i] = printed / area;
        }
        return new Boxes(inks, prints);
    }
}
