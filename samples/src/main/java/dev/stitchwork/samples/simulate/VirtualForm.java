package dev.stitchwork.samples.simulate;

import dev.stitchwork.engine.exposure.Guarantee;
import dev.stitchwork.engine.exposure.Pieces;
import dev.stitchwork.engine.exposure.Pieces.Cut;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The form that the virtual documents are filled in on: seven sensitive fields, then plain ones with a few about contact
 * and health among them. Each document fills in all sensitive fields and some of the others.
 */
final class VirtualForm {
    /** Fields that every document fills in. */
    static final int SENSITIVE_FIELDS = 7;

    /** Pieces of given name and family name: together the name. */
    static final int NAME_GROUP = 0;
    /** Pieces of the national identifier. */
    static final int IDENTIFIER_GROUP = 1;

    private static final double BLANK_END = 0.1;

    private final Pieces pieces;

    private VirtualForm(Pieces pieces) {
        this.pieces = pieces;
    }

    Pieces pieces() {
        return pieces;
    }

    /** Cut as the guarantee asks. */
    static VirtualForm cut(int fields) {
        return of(fields, 2, 3, 5, 7, 3);
    }

    /** The name in three pieces: three clusters can complete it. */
    static VirtualForm cutTooCoarse(int fields) {
        return of(fields, 1, 2, 5, 7, 3);
    }

    /** The account in four pieces: its last four characters are in one. */
    static VirtualForm cutBeforeTheLastFour(int fields) {
        return of(fields, 2, 3, 5, 4, 3);
    }

    /** Every field in one piece: what a crowd platform without splitting shows. */
    static VirtualForm uncut(int fields) {
        return of(fields, 1, 0, 1, 1, 1);
    }

    private static VirtualForm of(int fields, int given, int family, int identifier, int account, int birth) {
        if (fields < SENSITIVE_FIELDS) {
            throw new IllegalArgumentException(
                    "Expected at least %d fields but was %d.".formatted(SENSITIVE_FIELDS, fields));
        }
        List<Cut> cuts = new ArrayList<>();
        cuts.add(new Cut(SensitivityClass.NAME, NAME_GROUP, FieldKind.PERSON_NAME, 0, given, 0));
        if (family > 0) {
            cuts.add(new Cut(SensitivityClass.NAME, NAME_GROUP, FieldKind.PERSON_NAME, 0, family, 0));
        } else {
            cuts.add(new Cut(SensitivityClass.PLAIN, -1, FieldKind.TEXT, 0, 1, 0));
        }
        cuts.add(new Cut(SensitivityClass.IDENTIFIER, IDENTIFIER_GROUP, FieldKind.CODE, 0, identifier, 11));
        cuts.add(new Cut(SensitivityClass.ACCOUNT, 2, FieldKind.CODE, 0, account, 22));
        cuts.add(new Cut(SensitivityClass.POSTCODE, 3, FieldKind.POSTCODE, 0, 1, 0));
        cuts.add(new Cut(SensitivityClass.BIRTH, 3, FieldKind.DATE, 0, birth, 8));
        cuts.add(new Cut(SensitivityClass.SEX, 3, FieldKind.CHOICE_ONE, 3, 1, 0));
        for (int field = SENSITIVE_FIELDS; field < fields; field++) {
            cuts.add(switch (field % 15) {
                case 8 -> new Cut(SensitivityClass.CONTACT, -1, FieldKind.PHONE, 0, 1, 0);
                case 11 -> new Cut(SensitivityClass.CONFIDENTIAL, -1, FieldKind.CHOICE_ANY, 5, 1, 0);
                case 13 -> new Cut(SensitivityClass.PLAIN, -1, FieldKind.MONEY, 0, 1, 0);
                default -> new Cut(SensitivityClass.PLAIN, -1, FieldKind.TEXT, 0, 1, 0);
            });
        }
        return new VirtualForm(new Pieces(cuts));
    }

    /**
     * Fills one in.
     *
     * @param fieldsMin fewest fields filled in
     * @return ink of every piece, parts per million
     */
    int[] fill(int fieldsMin, Chance chance) {
        int fields = pieces.fields().size();
        int filled = fieldsMin + chance.below(fields - fieldsMin + 1);
        int[] others = new int[fields - SENSITIVE_FIELDS];
        for (int i = 0; i < others.length; i++) {
            others[i] = SENSITIVE_FIELDS + i;
        }
        chance.shuffle(others);
        BitSet used = new BitSet(fields);
        used.set(0, SENSITIVE_FIELDS);
        for (int i = 0; i < filled - SENSITIVE_FIELDS; i++) {
            used.set(others[i]);
        }
        double[] ink = new double[pieces.count()];
        double all = 0;
        for (int piece = 0; piece < ink.length; piece++) {
            if (used.get(pieces.fieldOf(piece)) && !isBlankEnd(piece, chance)) {
                ink[piece] = chance.logNormal(1, 0.5) / StrictMath.sqrt(pieces.cutOf(piece).pieces());
                all += ink[piece];
            }
        }
        int[] ppm = new int[ink.length];
        for (int piece = 0; piece < ink.length; piece++) {
            ppm[piece] = ink[piece] == 0 ? 0 : (int) Math.max(1, ink[piece] / all * Guarantee.WHOLE_PPM);
        }
        return ppm;
    }

    /** A short name leaves the last piece of its field blank. */
    private boolean isBlankEnd(int piece, Chance chance) {
        int field = pieces.fieldOf(piece);
        boolean last = piece == pieces.firstOf(field) + pieces.cutOf(piece).pieces() - 1;
        return last && pieces.classOf(piece) == SensitivityClass.NAME && pieces.cutOf(piece).pieces() > 1
                && chance.happens(BLANK_END);
    }
}
