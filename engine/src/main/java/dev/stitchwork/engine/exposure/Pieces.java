package dev.stitchwork.engine.exposure;

import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * How a template is cut, as the law sees it: every field's pieces one after the other, numbered from 0, without any name.
 */
public final class Pieces {
    private final List<Cut> fields;
    private final int groups;
    private final int[] fieldOf;
    private final int[] firstOf;

    /**
     * One field.
     *
     * @param sensitivity what it reveals
     * @param group number of its sensitive group, from 0; -1 where it has none
     * @param kind what it holds
     * @param options how many marks it has to choose from
     * @param pieces into how many pieces it is cut
     * @param cells characters it has room for, where it is divided into cells, else 0
     */
    public record Cut(SensitivityClass sensitivity, int group, FieldKind kind, int options, int pieces, int cells) {
        /** What whoever sees a piece of it is asked for: a piece of a date is no date, so it is keyed as text. */
        public FieldKind asked() {
            return pieces > 1 ? FieldKind.TEXT : kind;
        }

        /** Where its cuts run: the cell each piece begins at, then the end; empty where it has no cells or no cut. */
        public int[] bounds() {
            if (cells == 0 || pieces == 1) {
                return new int[0];
            }
            int[] bounds = new int[pieces + 1];
            for (int piece = 0; piece <= pieces; piece++) {
                bounds[piece] = (2 * piece * cells + pieces) / (2 * pieces);
            }
            return bounds;
        }
    }

    public Pieces(List<Cut> fields) {
        this.fields = List.copyOf(fields);
        this.groups = 1 + fields.stream().mapToInt(Cut::group).max().orElse(-1);
        this.firstOf = new int[fields.size() + 1];
        for (int field = 0; field < fields.size(); field++) {
            firstOf[field + 1] = firstOf[field] + fields.get(field).pieces();
        }
        this.fieldOf = new int[firstOf[fields.size()]];
        for (int field = 0; field < fields.size(); field++) {
            Arrays.fill(fieldOf, firstOf[field], firstOf[field + 1], field);
        }
    }

    public static Pieces of(FormTemplate template) {
        return of(List.of(template));
    }

    /** All fields of several templates, one template after the other; a sensitive group is of one template. */
    public static Pieces of(List<FormTemplate> templates) {
        List<String> groups = new ArrayList<>();
        List<Cut> cuts = new ArrayList<>();
        for (FormTemplate template : templates) {
            add(template, groups, cuts);
        }
        return new Pieces(cuts);
    }

    private static void add(FormTemplate template, List<String> groups, List<Cut> cuts) {
        for (Field field : template.fields()) {
            int group = field.sensitivity().group().map(name -> numberOf(template.name() + " " + name, groups)).orElse(-1);
            cuts.add(new Cut(
                    field.sensitivity().sensitivityClass(),
                    group,
                    field.kind(),
                    field.options().size(),
                    field.parts(),
                    field.comb()));
        }
    }

    private static int numberOf(String name, List<String> names) {
        if (!names.contains(name)) {
            names.add(name);
        }
        return names.indexOf(name);
    }

    /** Pieces of one document. */
    public int count() {
        return fieldOf.length;
    }

    public List<Cut> fields() {
        return fields;
    }

    /** Sensitive groups of the template. */
    public int groups() {
        return groups;
    }

    public int fieldOf(int piece) {
        return fieldOf[piece];
    }

    /** The first piece of a field; the others follow it. */
    public int firstOf(int field) {
        return firstOf[field];
    }

    public Cut cutOf(int piece) {
        return fields.get(fieldOf[piece]);
    }

    public SensitivityClass classOf(int piece) {
        return cutOf(piece).sensitivity();
    }

    public int groupOf(int piece) {
        return cutOf(piece).group();
    }

    /**
     * The pieces of one document that only the trusted tier may see.
     *
     * <p>A piece that alone holds more ink than one cluster may see is one. And a blank piece hides nothing: where too
     * few pieces of a sensitive group carry ink for {@link Guarantee#piecesMin()}, the one with the most ink is kept
     * back, and then no coalition of any size completes the group.
     *
     * @param inkPpm ink of every piece
     */
    public BitSet heldBack(int[] inkPpm, Guarantee guarantee) {
        if (inkPpm.length != count()) {
            throw new IllegalArgumentException(
                    "Expected the ink of %d pieces but was %d.".formatted(count(), inkPpm.length));
        }
        BitSet held = new BitSet(count());
        int[] inked = new int[groups];
        int[] inkiest = new int[groups];
        Arrays.fill(inkiest, -1);
        for (int piece = 0; piece < inkPpm.length; piece++) {
            if (inkPpm[piece] > guarantee.inkMaxPpm()) {
                held.set(piece);
            }
            int group = groupOf(piece);
            if (group >= 0 && inkPpm[piece] > 0) {
                inked[group]++;
                if (inkiest[group] < 0 || inkPpm[piece] > inkPpm[inkiest[group]]) {
                    inkiest[group] = piece;
                }
            }
        }
        for (int group = 0; group < groups; group++) {
            if (inked[group] > 0 && inked[group] < guarantee.piecesMin()) {
                held.set(inkiest[group]);
            }
        }
        return held;
    }
}
