package dev.stitchwork.splitter.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.splitter.cutting.InkMap;
import dev.stitchwork.splitter.raster.Gray;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A small answer sheet: ten questions of four boxes, 5 mm wide, one below the other. */
class MarkReaderTest {
    private static final double WIDE = 60;
    private static final double HIGH = 80;
    private static final int QUESTIONS = 10;
    private static final int OPTIONS = 4;

    private final Gray blank = Gray.white((int) Math.round(WIDE * Sheet.PX_PER_MM), (int) Math.round(HIGH * Sheet.PX_PER_MM));
    private final List<Field> fields = IntStream.range(0, QUESTIONS).mapToObj(MarkReaderTest::question).toList();
    private final Gray page;

    MarkReaderTest() {
        fields.forEach(field -> field.options().forEach(option -> frame(blank, Sheet.span(option.box()))));
        page = blank.crop(new Span(0, 0, blank.width(), blank.height()));
    }

    @Test
    void filledBoxesAreReadForCertainAndEmptyOnesToo() {
        IntStream.range(0, 4).forEach(question -> fill(question, 3, 0));

        assertMarks(List.of(3), 2);
        assertMarks(List.of(), 5);
    }

    @Test
    void fillingsThatRunIntoEachOtherAreEachTheirOwnBoxes() {
        for (int question = 0; question < QUESTIONS; question++) {
            fill(question, question % 2 + 2, 14);
        }

        for (int question = 0; question < QUESTIONS; question++) {
            assertMarks(List.of(question % 2 + 2), question);
        }
    }

    @Test
    void whereEverybodyChoseOneOptionItIsStillRead() {
        IntStream.range(0, QUESTIONS).forEach(question -> cross(question, 1));

        IntStream.range(0, QUESTIONS).forEach(question -> assertMarks(List.of(1), question));
    }

    @Test
    void aLetterThatThePictureOfTheBlankLacksIsNoMark() {
        IntStream.range(0, QUESTIONS).forEach(question -> IntStream.rangeClosed(1, OPTIONS).forEach(number -> letter(question, number)));
        IntStream.range(2, 6).forEach(question -> fill(question, 2, 0));

        assertMarks(List.of(2), 4);
        assertMarks(List.of(), 7);
    }

    @Test
    void aSmudgeBesideAFilledBoxIsNoMarkAndAloneIsNotCertain() {
        IntStream.range(0, QUESTIONS - 1).forEach(question -> fill(question, 2, 0));
        letter(3, 4);
        letter(9, 4);

        assertMarks(List.of(2), 3);
        assertEquals(List.of(4), read(9).options());
    }

    @Test
    void marksInAllBoxesAreNotBlank() {
        IntStream.rangeClosed(1, OPTIONS).forEach(number -> cross(6, number));

        assertTrue(read(6).probability() <= 0.5, () -> "was " + read(6));
    }

    @Test
    void aBoxThatIsPrintedOverInThePictureOfTheBlankIsLeftToPeople() {
        fill(blank, 1, 1);
        fill(1, 1, 0);

        assertTrue(read(1).probability() <= 0.5, () -> "was " + read(1));
    }

    @Test
    void ofTwoMarksTheOneInkedOverIsCrossedOutWhereBoxesAreTicked() {
        IntStream.range(0, QUESTIONS).forEach(question -> cross(question, 1));
        fill(8, 3, 0);

        assertEquals(new MarkReader.Marks(List.of(1), 0.85), read(8));
    }

    private void assertMarks(List<Integer> options, int question) {
        MarkReader.Marks marks = read(question);
        assertEquals(options, marks.options(), () -> "question " + question);
        assertTrue(marks.probability() >= 0.95, () -> "question %d was %s".formatted(question, marks));
    }

    private MarkReader.Marks read(int question) {
        Sheet sheet = Sheet.printed(WIDE, HIGH, blank);
        return new MarkReader(new InkMap(page, sheet, 1, fields)).read(fields.get(question));
    }

    private static Field question(int number) {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < OPTIONS; i++) {
            options.add(new Option("v" + i, "", new Box(6 + 12 * i, 5 + 7 * number, 5, 5)));
        }
        Box box = options.stream().map(Option::box).reduce(Box::union).orElseThrow();
        return new Field("q" + number, "", 1, box, FieldKind.CHOICE_ONE, false, Rules.NONE, Sensitivity.NONE, 1, 0, options, MachinePolicy.VOTER);
    }

    private Span box(int question, int number) {
        return Sheet.span(fields.get(question).options().get(number - 1).box());
    }

    private void fill(int question, int number, int beyond) {
        Span box = box(question, number).grown(beyond - 4);
        black(page, box);
    }

    private void fill(Gray picture, int question, int number) {
        black(picture, box(question, number));
    }

    private void cross(int question, int number) {
        Span box = box(question, number).grown(-8);
        for (int i = 0; i < box.width(); i++) {
            black(page, new Span(box.left() + i, box.top() + i, box.left() + i + 4, box.top() + i + 4));
            black(page, new Span(box.left() + i, box.bottom() - i - 4, box.left() + i + 4, box.bottom() - i));
        }
    }

    private void letter(int question, int number) {
        Span box = box(question, number).grown(-20);
        black(page, new Span(box.left(), box.top(), box.left() + 5, box.bottom()));
        black(page, new Span(box.left(), box.top(), box.right(), box.top() + 5));
    }

    private static void frame(Gray picture, Span box) {
        black(picture, new Span(box.left() - 2, box.top() - 2, box.right() + 2, box.top() + 1));
        black(picture, new Span(box.left() - 2, box.bottom() - 1, box.right() + 2, box.bottom() + 2));
        black(picture, new Span(box.left() - 2, box.top() - 2, box.left() + 1, box.bottom() + 2));
        black(picture, new Span(box.right() - 1, box.top() - 2, box.right() + 2, box.bottom() + 2));
    }

    private static void black(Gray picture, Span span) {
        for (int y = span.top(); y < span.bottom(); y++) {
            for (int x = span.left(); x < span.right(); x++) {
                picture.set(x, y, 20);
            }
        }
    }
}
