package dev.stitchwork.engine.exposure;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TemplateLawTest {
    private static Field field(String name, SensitivityClass sensitivity, String group, int parts, int comb) {
        return new Field(
                name,
                name,
                1,
                new Box(10, 10, 50, 8),
                FieldKind.TEXT,
                false,
                Rules.NONE,
                new Sensitivity(sensitivity, Optional.ofNullable(group)),
                parts,
                comb,
                List.of(),
                MachinePolicy.VOTER);
    }

    private static List<String> problems(Guarantee guarantee, Field... fields) {
        return TemplateLaw.problems(
                new FormTemplate("claim", "Claim", Locale.ENGLISH, List.of(), List.of(fields)), guarantee);
    }

    @Test
    void aGroupInTooFewPiecesIsRefusedWithWhatToChange() {
        assertEquals(
                List.of("Expected at least 4 pieces in the sensitive group 'identity', so that no 3 workers together see"
                        + " all of it, but its fields are cut into 2: cut 'name' and 'id' into 2 parts each."),
                problems(
                        Guarantee.STANDARD,
                        field("name", SensitivityClass.NAME, "identity", 1, 0),
                        field("id", SensitivityClass.IDENTIFIER, "identity", 1, 0)));
    }

    @Test
    void aGroupOfOneFieldIsCutByItself() {
        assertEquals(
                List.of("Expected at least 4 pieces in the sensitive group 'account', so that no 3 workers together see"
                        + " all of it, but its field is cut into 3: cut 'iban' into 4 parts."),
                problems(Guarantee.STANDARD, field("iban", SensitivityClass.ACCOUNT, "account", 3, 0)));
    }

    @Test
    void aLargerCapOrCoalitionAsksForMorePieces() {
        Field id = field("id", SensitivityClass.IDENTIFIER, "id", 4, 0);

        assertEquals(List.of(), problems(Guarantee.STANDARD, id));
        assertEquals(1, problems(Guarantee.STANDARD.withFragmentsMax(2), id).size());
        assertEquals(1, problems(Guarantee.STANDARD.withCoalition(4), id).size());
        assertEquals(List.of(), problems(Guarantee.STANDARD.withFragmentsMax(3).withCoalition(1), id));
    }

    @Test
    void aGroupOfMorePiecesThanALongHasBitsIsRefused() {
        assertEquals(
                List.of("Expected at most 64 pieces in the sensitive group 'all' but its fields are cut into 65."),
                problems(
                        Guarantee.STANDARD,
                        field("a", SensitivityClass.NAME, "all", 60, 0),
                        field("b", SensitivityClass.NAME, "all", 5, 0)));
    }

    @Test
    void aCutRunsThroughTheLastFourCharacters() {
        assertEquals(
                List.of("Expected a cut through the last four characters of field 'iban' but its last piece holds 5 of 22:"
                        + " cut it into 7 parts instead of 4."),
                problems(Guarantee.STANDARD, field("iban", SensitivityClass.ACCOUNT, null, 4, 22)));
        assertEquals(List.of(), problems(Guarantee.STANDARD, field("iban", SensitivityClass.ACCOUNT, null, 7, 22)));
        assertEquals(List.of(), problems(Guarantee.STANDARD, field("note", SensitivityClass.PLAIN, null, 2, 22)));
    }

    @Test
    void aFieldIsCutIntoAtMostItsCells() {
        assertEquals(
                List.of("Expected at most one part per cell of field 'id' but its 4 cells are cut into 5 parts."),
                problems(Guarantee.STANDARD, field("id", SensitivityClass.IDENTIFIER, null, 5, 4)));
    }

    @Test
    void cutsRunBetweenCells() {
        assertArrayEquals(new int[] {0, 3, 6, 8, 11}, bounds(4, 11));
        assertArrayEquals(new int[] {0, 3, 6, 9, 13, 16, 19, 22}, bounds(7, 22));
        assertArrayEquals(new int[0], bounds(1, 22));
        assertArrayEquals(new int[0], bounds(3, 0));
    }

    private static int[] bounds(int pieces, int cells) {
        return new Pieces.Cut(SensitivityClass.IDENTIFIER, -1, FieldKind.CODE, 0, pieces, cells).bounds();
    }

    @Test
    void aTemplatesPiecesAreNumberedThroughAndNameNothing() {
        Pieces pieces = Pieces.of(new FormTemplate(
                "claim",
                "Claim",
                Locale.ENGLISH,
                List.of(),
                List.of(
                        field("name", SensitivityClass.NAME, "identity", 2, 0),
                        field("note", SensitivityClass.PLAIN, null, 1, 0),
                        field("id", SensitivityClass.IDENTIFIER, "identity", 3, 11))));

        assertEquals(6, pieces.count());
        assertEquals(1, pieces.groups());
        assertEquals(2, pieces.fieldOf(5));
        assertEquals(3, pieces.firstOf(2));
        assertEquals(-1, pieces.groupOf(2));
        assertEquals(0, pieces.groupOf(3));
        assertEquals(SensitivityClass.NAME, pieces.classOf(1));
    }

    // A name in four pieces, then a plain field.
    private static final Pieces NAME_AND_NOTE = new Pieces(List.of(
            new Pieces.Cut(SensitivityClass.NAME, 0, FieldKind.PERSON_NAME, 0, 4, 0),
            new Pieces.Cut(SensitivityClass.PLAIN, -1, FieldKind.TEXT, 0, 1, 0)));

    private static BitSet heldBack(int... inkPpm) {
        return NAME_AND_NOTE.heldBack(inkPpm, Guarantee.STANDARD);
    }

    private static BitSet only(int... pieces) {
        BitSet set = new BitSet();
        for (int piece : pieces) {
            set.set(piece);
        }
        return set;
    }

    @Test
    void aBlankPieceHidesNothingSoTheInkiestIsKeptFromTheCrowd() {
        assertEquals(only(), heldBack(10, 20, 30, 40, 100));
        assertEquals(only(2), heldBack(10, 20, 30, 0, 100));
        assertEquals(only(0), heldBack(10, 0, 0, 0, 100));
        assertEquals(only(), heldBack(0, 0, 0, 0, 100));
    }

    @Test
    void aPieceWithTooMuchInkIsKeptFromTheCrowd() {
        assertEquals(only(4), heldBack(10, 20, 30, 40, 100_001));
        assertEquals(only(), heldBack(10, 20, 30, 40, 100_000));
    }

    @Test
    void everyPieceHasItsInk() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> heldBack(1, 2));
        assertEquals("Expected the ink of 5 pieces but was 2.", e.getMessage());
    }
}
