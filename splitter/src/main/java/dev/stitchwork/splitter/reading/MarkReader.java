package dev.stitchwork.splitter.reading;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.splitter.cutting.InkMap;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Which options of a choice are marked, and how probably that is what was meant.
 *
 * <p>An option's ink is the share of its box that was written on, of the part where the form itself prints nothing. What
 * probability of a mark that makes is a logistic curve through the logarithm of that share, measured on real sheets
 * ({@code stitchwork bench marks} prints how far it holds). An option is held against the others of its field: what all of
 * them have, as where a bubble's printed edge was not quite dropped out, is no mark. And it is held against the habit of
 * the page: where boxes are ticked, one that is inked over was rather crossed out; where bubbles are filled, it was not.
 */
final class MarkReader {
    /** The share of ink at which a mark is as likely as none, and the curve's steepness. */
    private static final double EVEN = 0.016;
    private static final double STEEP = 5.2;
    private static final double CERTAIN = 0.9995;
    /** What all options have counts so many times against each. */
    private static final double COMMON_WEIGHT = 1.5;
    /** With more than this common to all, nothing is plain. */
    private static final double COMMON_MAX = 0.2;
    /** A box with this share is inked over, in two strokes of a cross it is not. */
    private static final double HEAVY = 0.42;
    /** Of two marks the one with so many times the ink of the other was crossed out. */
    private static final double CROSSED_OUT = 1.8;
    private static final int HABIT_MIN = 3;
    private static final double CIRCLED = 0.9;
    private static final double GUESS = 0.5;
    private static final double CORRECTED = 0.85;
    private static final double INKED_OVER = 0.7;
    private static final int NOTHING_MAX = 30;

    private final InkMap ink;
    /** The usual ink of a marked box on this page; zero where too few are marked to tell. */
    private final double habit;

    /**
     * @param options the numbers of those marked, rising, from 1
     * @param probability that these are what was meant
     */
    record Marks(List<Integer> options, double probability) {}

    MarkReader(InkMap ink) {
        this.ink = ink;
        double[] marked = ink.fields().stream()
                .filter(field -> field.kind().isChoice())
                .flatMapToDouble(field -> Arrays.stream(inks(field)))
                .filter(share -> share > 2 * EVEN)
                .sorted()
                .toArray();
        habit = marked.length < HABIT_MIN ? 0 : marked[marked.length / 2];
    }

    Marks read(Field field) {
        double[] inks = inks(field);
        double common = field.kind() == FieldKind.CHOICE_ANY || inks.length < 3 ? 0 : common(inks);
        List<Integer> marked = new ArrayList<>();
        double probability = 1;
        for (int i = 0; i < inks.length; i++) {
            double chance = chance(inks[i] - COMMON_WEIGHT * common);
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
        if (common > COMMON_MAX || isElsewhere(field)) {
            return new Marks(marked, Math.min(GUESS, probability));
        }
        if (field.kind() == FieldKind.CHOICE_ONE && marked.size() > 1) {
            return corrected(marked, inks);
        }
        boolean odd = marked.stream().anyMatch(number -> isInkedOver(inks[number - 1], marked.size(), field));
        return new Marks(marked, odd ? Math.min(INKED_OVER, probability) : probability);
    }

    private static double chance(double share) {
        double odds = STEEP * Math.log(Math.max(1e-4, share) / EVEN);
        return Math.max(1 - CERTAIN, Math.min(CERTAIN, 1 / (1 + Math.exp(-odds))));
    }

    /** What the options have in common: the median of all but the darkest. */
    private static double common(double[] inks) {
        double[] sorted = inks.clone();
        Arrays.sort(sorted);
        return sorted[(sorted.length - 1) / 2];
    }

    /** A first choice was crossed out and another made: then one of two has far more ink, and is not meant. */
    private static Marks corrected(List<Integer> marked, double[] inks) {
        if (marked.size() == 2) {
            int first = marked.get(0);
            int second = marked.get(1);
            int heavy = inks[first - 1] > inks[second - 1] ? first : second;
            int light = first + second - heavy;
            if (inks[heavy - 1] > CROSSED_OUT * inks[light - 1] && inks[heavy - 1] > HEAVY / 2) {
                return new Marks(List.of(light), CORRECTED);
            }
        }
        return new Marks(marked, GUESS);
    }

    /** Whether a box holds more ink than a mark of this page: it may have been crossed out. */
    private boolean isInkedOver(double share, int marked, Field field) {
        return share > HEAVY && share > (habit == 0 ? HEAVY : CROSSED_OUT * habit);
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

    /** Of each option's box the share that is filled-in ink, where the form prints nothing. */
    private double[] inks(Field field) {
        return field.options().stream().mapToDouble(option -> share(field, option)).toArray();
    }

    private double share(Field field, Option option) {
        Span box = Sheet.span(option.box());
        int own = 0;
        int free = 0;
        for (int y = box.top(); y < box.bottom(); y++) {
            for (int x = box.left(); x < box.right(); x++) {
                boolean isOwn = ink.isOwn(field, x, y);
                own += isOwn ? 1 : 0;
                free += isOwn || !ink.isPrint(x, y) ? 1 : 0;
            }
        }
        int area = box.width() * box.height();
        return own / Math.max(free, area / 4.0);
    }
}
