package dev.stitchwork.samples.verify;

import java.util.ArrayList;
import java.util.List;

/**
 * How the batch's forms are cut: their fields, in pieces numbered through. A log of several forms names each before its
 * fields, and numbers fields, groups and pieces from 0 in each; here they follow one another.
 */
final class Form {
    static final List<String> CLASSES = List.of(
            "plain", "name", "identifier", "account", "contact", "postcode", "birth", "sex", "confidential");
    static final List<String> KINDS = List.of(
            "text",
            "person-name",
            "integer",
            "decimal",
            "money",
            "date",
            "phone",
            "email",
            "postcode",
            "code",
            "choice-one",
            "choice-any",
            "signature");

    private static final int NAME = 1;
    private static final int IDENTIFIER = 2;
    private static final int ACCOUNT = 3;
    private static final int POSTCODE = 5;
    private static final int BIRTH = 6;
    private static final int SEX = 7;
    private static final int[][] CONFLICTS = {
        {NAME, IDENTIFIER}, {NAME, ACCOUNT}, {POSTCODE, BIRTH}, {POSTCODE, SEX}, {BIRTH, SEX}
    };
    private static final int TEXT = 0;
    private static final int EMAIL = 7;
    private static final int LAST_CHARACTERS = 4;
    private static final int FORMS_MAX = 1_000;
    private static final int FIELDS_MAX = 10_000;
    private static final int PIECES_MAX = 64;
    private static final int OPTIONS_MAX = 10_000;
    private static final int CELLS_MAX = 10_000;

    private final List<Field> fields = new ArrayList<>();
    private final List<Integer> fieldOfPiece = new ArrayList<>();
    private final int[] conflictsOf = new int[CLASSES.size()];
    private int groups;
    private int named;
    private int firstField;
    private int firstGroup;
    private final List<Integer> firstPieces = new ArrayList<>(List.of(0));

    /** What a worker is told of it is made of kind and options alone. */
    private record Field(int sensitivity, int group, int kind, int options, int told) {}

    Form() {
        for (int[] pair : CONFLICTS) {
            conflictsOf[pair[0]] |= 1 << pair[1];
            conflictsOf[pair[1]] |= 1 << pair[0];
        }
    }

    /** Reads the row that begins a form. */
    void form(Row row) throws BrokenLogException {
        if (row.count(FORMS_MAX) != named || named == 0 && !fields.isEmpty()) {
            throw row.broken("Expected form %d, or fields of a form that is alone.".formatted(named));
        }
        row.end();
        if (named++ > 0) {
            firstField = fields.size();
            firstGroup = groups;
            firstPieces.add(fieldOfPiece.size());
        }
    }

    /** How many forms there are. */
    int forms() {
        return firstPieces.size();
    }

    /** The first piece of a form. */
    int first(int form) {
        return form < firstPieces.size() ? firstPieces.get(form) : fieldOfPiece.size();
    }

    /** The form that a document's row or a release is about: said only where there are several. */
    int formOf(Row row) throws BrokenLogException {
        return forms() == 1 ? 0 : row.count(forms() - 1);
    }

    /** Reads a field's row. */
    void field(Row row, Findings findings) throws BrokenLogException {
        if (row.count(FIELDS_MAX) != fields.size() - firstField) {
            throw row.broken("Expected field %d.".formatted(fields.size() - firstField));
        }
        int sensitivity = row.oneOf(CLASSES);
        String groupWord = row.word();
        int group = groupWord.equals("-") ? -1 : firstGroup + parse(row, groupWord, groups - firstGroup);
        int kind = row.oneOf(KINDS);
        int options = row.count(OPTIONS_MAX);
        int pieces = row.count(PIECES_MAX);
        String cuts = row.word();
        row.end();
        if (pieces < 1) {
            throw row.broken("Expected a field in at least one piece.");
        }
        if (!cuts.equals("-")) {
            checkCuts(row, cuts.split(",", -1), pieces, isIdentifying(sensitivity, kind), findings);
        }
        for (int piece = 0; piece < pieces; piece++) {
            fieldOfPiece.add(fields.size());
        }
        // A piece of a date is no date: whoever sees a piece is asked for text.
        String asked = KINDS.get(pieces == 1 ? kind : TEXT);
        fields.add(new Field(sensitivity, group, kind, options, Hashes.first32("%s %d".formatted(asked, options))));
        groups = Math.max(groups, group + 1);
    }

    private static boolean isIdentifying(int sensitivity, int kind) {
        return sensitivity == IDENTIFIER || sensitivity == ACCOUNT || sensitivity == BIRTH || kind == EMAIL;
    }

    private static void checkCuts(Row row, String[] cuts, int pieces, boolean identifying, Findings findings)
            throws BrokenLogException {
        if (cuts.length != pieces + 1 || parse(row, cuts[0], 0) != 0) {
            throw row.broken("Expected where %d pieces begin and end but was %d places.".formatted(pieces, cuts.length));
        }
        int begins = 0;
        int ends = 0;
        for (int i = 1; i < cuts.length; i++) {
            begins = ends;
            ends = parse(row, cuts[i], CELLS_MAX);
            if (ends <= begins) {
                throw row.broken("Expected pieces one after the other but one begins at %d and ends at %d."
                        .formatted(begins, ends));
            }
        }
        if (identifying && ends - begins >= LAST_CHARACTERS) {
            findings.against(Findings.Property.G4, row.number(),
                    "the last %d of %d characters are in one piece.".formatted(ends - begins, ends));
        }
    }

    private static int parse(Row row, String word, int max) throws BrokenLogException {
        if (!word.matches("0|[1-9][0-9]{0,8}") || Integer.parseInt(word) > max) {
            throw row.broken("Expected a number of at most %d but was '%s'.".formatted(max, word));
        }
        return Integer.parseInt(word);
    }

    /** Notes every group that a coalition could complete however carefully fragments are given out. */
    void checkGroups(Bounds bounds, long row, Findings findings) {
        int[] pieces = new int[groups];
        for (int field : fieldOfPiece) {
            if (fields.get(field).group() >= 0) {
                pieces[fields.get(field).group()]++;
            }
        }
        for (int group = 0; group < groups; group++) {
            if (pieces[group] < bounds.piecesMin()) {
                findings.against(Findings.Property.G2, row,
                        "group %d is cut into %d pieces, fewer than the %d that %d clusters cannot complete."
                                .formatted(group, pieces[group], bounds.piecesMin(), bounds.coalition()));
            }
            if (pieces[group] > PIECES_MAX) {
                findings.against(Findings.Property.G2, row,
                        "group %d has %d pieces, more than can be searched.".formatted(group, pieces[group]));
            }
        }
    }

    int pieces() {
        return fieldOfPiece.size();
    }

    int groups() {
        return groups;
    }

    int fieldOf(int piece) {
        return fieldOfPiece.get(piece);
    }

    int classOf(int piece) {
        return fields.get(fieldOfPiece.get(piece)).sensitivity();
    }

    /** The sensitive group of a piece; -1 where it has none. */
    int groupOf(int piece) {
        return fields.get(fieldOfPiece.get(piece)).group();
    }

    /** The digest of all that a worker may be told of this piece. */
    int toldOf(int piece) {
        return fields.get(fieldOfPiece.get(piece)).told();
    }

    /** Classes that a cluster shown this class must never be shown, as bits. */
    int conflictsOf(int sensitivity) {
        return conflictsOf[sensitivity];
    }
}
