package dev.stitchwork.engine.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.Pieces.Cut;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class PlannerTest {
    private static final double DAY = 24 * 3600;

    /** Forty plain fields, or with a name in four pieces and an identifier in four among them. */
    private static Pieces form(int plain, boolean sensitive) {
        List<Cut> cuts = new ArrayList<>(
                Collections.nCopies(plain, new Cut(SensitivityClass.PLAIN, -1, FieldKind.TEXT, 0, 1, 0)));
        if (sensitive) {
            cuts.add(new Cut(SensitivityClass.NAME, 0, FieldKind.PERSON_NAME, 0, 4, 0));
            cuts.add(new Cut(SensitivityClass.IDENTIFIER, 1, FieldKind.CODE, 0, 4, 11));
        }
        return new Pieces(cuts);
    }

    private static List<CrowdMember> crowd(int people, int classes, double documents) {
        return Collections.nCopies(people, new CrowdMember(classes, 10, 2_700, 18_000, documents));
    }

    /** Two turns a piece in every document. */
    private static Workload work(Pieces pieces, int documents) {
        int classes = SensitivityClass.values().length;
        double[] turns = new double[classes];
        int[] most = new int[classes];
        int[] pool = new int[classes];
        for (int piece = 0; piece < pieces.count(); piece++) {
            int each = pieces.classOf(piece).ordinal();
            turns[each] += 2.0 * documents;
            most[each] += 2;
            pool[each] = documents;
        }
        return new Workload(turns, most, pool, 0, 1_800);
    }

    private static Quote quote(Guarantee guarantee, Pieces pieces, List<CrowdMember> crowd, int documents, double deadline) {
        return new Planner(guarantee, pieces, crowd, () -> new SplittableRandom(1)).quote(work(pieces, documents), deadline);
    }

    @Test
    void fortyFieldsAtTwoAnswersNeedEightyPeopleAndThirtyAreRefusedWithWhatToDo() {
        Quote quote = quote(Guarantee.STANDARD, form(40, false), crowd(30, ClassSet.ALL, 100), 100, DAY);

        assertFalse(quote.accepted());
        assertEquals(1, quote.shortfalls().size());
        Quote.Shortfall people = quote.shortfalls().get(0);
        // Eighty turns, and nine more that disagreement may ask for.
        assertEquals("A document needs 89 people at 1 fragment each, and the crowd is 59 short.", people.sentence());
        assertEquals(
                List.of(
                        "Find 59 more people.",
                        "Allow 3 fragments of a document each.",
                        "Let the trusted tier key 30 fragments of every document."),
                people.remedies().stream().map(Quote.Remedy::sentence).toList());
        assertEquals(
                "One person sees up to 3 of the 40 fragments of a document instead of 1.",
                people.remedies().get(1).worstCase());
        assertEquals(
                List.of(new Relaxation(Relaxation.Bound.FRAGMENTS, 3)), people.remedies().get(1).relaxations());
        assertTrue(Double.isInfinite(quote.forecast().p50()));
    }

    @Test
    void aLargerCapThatWeakensTheCoalitionBoundSaysSo() {
        Quote quote = quote(Guarantee.STANDARD, form(20, true), crowd(50, ClassSet.ALL, 100), 100, DAY);
        Quote.Remedy larger = quote.shortfalls().get(0).remedies().stream()
                .filter(remedy -> !remedy.relaxations().isEmpty())
                .findFirst()
                .orElseThrow();

        assertEquals("Allow 2 fragments of a document each.", larger.sentence());
        assertEquals(
                List.of(
                        new Relaxation(Relaxation.Bound.FRAGMENTS, 2), new Relaxation(Relaxation.Bound.COALITION, 1)),
                larger.relaxations());
        assertEquals(
                "One person sees up to 2 of the 28 fragments of a document instead of 1."
                        + " 2 people together can complete a sensitive group, where now it takes 4.",
                larger.worstCase());
    }

    @Test
    void whereTheScarceAreTheTroubleTheyAreNamed() {
        List<CrowdMember> crowd = new ArrayList<>(crowd(200, ClassSet.of(SensitivityClass.PLAIN), 100));
        crowd.addAll(crowd(12, ClassSet.ALL, 100));
        Quote quote = quote(Guarantee.STANDARD, form(20, true), crowd, 100, 100 * DAY);

        assertEquals(
                "A document needs 20 people who may be shown name or identifier at 1 fragment each,"
                        + " and the crowd is 8 short.",
                quote.shortfalls().get(0).sentence());
        assertEquals(
                "Find 8 more people who may be shown name or identifier.",
                quote.shortfalls().get(0).remedies().get(0).sentence());
    }

    @Test
    void tooFewDocumentsToHideAmongIsAShortfall() {
        Quote quote = quote(Guarantee.STANDARD, form(10, false), crowd(100, ClassSet.ALL, 20), 20, DAY);

        assertEquals(
                "Expected at least 50 documents to hide each fragment among but a pool has 20.",
                quote.shortfalls().get(0).sentence());
        assertEquals("Send in 30 more documents.", quote.shortfalls().get(0).remedies().get(0).sentence());
        assertEquals(
                "Whoever sees a fragment and knows the batch guesses its document right in 1 of 20 cases instead of 1 of 50.",
                quote.shortfalls().get(0).remedies().get(1).worstCase());
        assertTrue(quote(Guarantee.STANDARD.withPoolMin(20), form(10, false), crowd(100, ClassSet.ALL, 20), 20, DAY)
                .accepted());
    }

    @Test
    void aGroupInTooFewPiecesIsAShortfall() {
        Quote quote = quote(
                Guarantee.STANDARD.withCoalition(4), form(10, true), crowd(300, ClassSet.ALL, 100), 100, 10 * DAY);

        assertEquals(
                List.of(
                        "Expected at least 5 pieces in each sensitive group but group 1 has 4.",
                        "Expected at least 5 pieces in each sensitive group but group 2 has 4."),
                quote.shortfalls().stream().map(Quote.Shortfall::sentence).toList());
    }

    @Test
    void anAmpleCrowdWithTimeIsAcceptedWithItsEffort() {
        Quote quote = quote(Guarantee.STANDARD, form(40, false), crowd(300, ClassSet.ALL, 100), 100, 2 * DAY);

        assertTrue(quote.accepted());
        assertEquals(100 * 80 * 1.08 * 10, quote.effortSeconds(), 1);
        assertTrue(quote.forecast().p50() < quote.forecast().p90());
        assertTrue(quote.forecast().p90() < DAY);
    }

    @Test
    void tooLittleTimeIsAShortfallThatSaysHowMuchIsNeeded() {
        Quote quote = quote(Guarantee.STANDARD, form(40, false), crowd(300, ClassSet.ALL, 100), 100, 7_200);
        Quote.Shortfall late = quote.shortfalls().get(0);

        assertTrue(late.sentence().matches("Half of the futures finish in \\d+ hours? and nine in ten in \\d+ hours?:"
                + " too close to the 2 hours there are\\."), late.sentence());
        assertTrue(late.remedies().get(0).sentence().matches("Give it \\d+ hours\\."), late.remedies().get(0).sentence());
        assertTrue(late.remedies().stream().allMatch(remedy -> remedy.relaxations().isEmpty()));
    }

    @Test
    void theSameQuestionHasTheSameAnswerAndTheSameGuarantee() {
        Guarantee guarantee = Guarantee.STANDARD;
        Quote one = quote(guarantee, form(40, false), crowd(150, ClassSet.ALL, 100), 100, DAY);
        Quote other = quote(guarantee, form(40, false), crowd(150, ClassSet.ALL, 100), 100, DAY);

        assertEquals(one.forecast().p90(), other.forecast().p90());
        assertSame(guarantee, one.guarantee());
    }

    @Test
    void morePeopleFinishSooner() {
        Planner few = new Planner(Guarantee.STANDARD, form(40, false), crowd(120, ClassSet.ALL, 100), () -> new SplittableRandom(1));
        Planner many = new Planner(Guarantee.STANDARD, form(40, false), crowd(480, ClassSet.ALL, 100), () -> new SplittableRandom(1));
        Workload work = work(form(40, false), 100);

        assertTrue(many.quote(work, DAY).forecast().p50() < few.quote(work, DAY).forecast().p50());
    }

    /** What is left of a hundred documents of which this share is done, by three hundred people of ten seconds a turn. */
    private static Forecast rest(double done, Begun begun) {
        Pieces form = form(40, false);
        Workload whole = work(form, 100);
        double[] turns = Arrays.stream(whole.turns()).map(each -> each * (1 - done)).toArray();
        int[] most = Arrays.stream(whole.turnsOfDocumentMax()).map(each -> (int) Math.ceil(each * (1 - done))).toArray();
        Workload left = new Workload(turns, most, new int[turns.length], 0, 0);
        double shown = done * whole.turnsInAll() / 300;
        return new Planner(Guarantee.STANDARD, form, crowd(300, ClassSet.ALL, 100 - shown), () -> new SplittableRandom(1))
                .quote(left, begun, DAY - begun.seconds())
                .forecast();
    }

    @Test
    void aCrowdThatDidLessThanItsHabitsSayIsForecastToBeSlow() {
        Forecast asKnown = rest(0.2, new Begun(3 * 3600, 8_000, 100, 0));
        Forecast slow = rest(0.2, new Begun(3 * 3600, 1_600, 100, 0));

        assertTrue(slow.p50() > 2 * asKnown.p50(), slow.p50() + " s and " + asKnown.p50() + " s");
    }

    @Test
    void littleIsLearnedFromTheFirstMinutes() {
        Forecast few = rest(0, new Begun(60, 0, 100, 0));
        Forecast nothingKnown = rest(0, Begun.NOT);

        assertEquals(1, few.p50() / nothingKnown.p50(), 0.5);
    }

    @Test
    void aLossStillToComeIsNotPutOffByLookingAgain() {
        Attrition stress = Attrition.stress(100);

        assertEquals(new Attrition(0.3, 0.2, 70), stress.after(0, 100));
        assertEquals(30, stress.after(40, 100).lossAtSeconds());
        assertEquals(0.3, 1 - (1 - 0.3 * 0.4) * (1 - stress.after(40, 100).share()), 1e-9, "as many leave in all");
        assertEquals(0, stress.after(80, 100).lossShare(), "whoever went is not in the crowd any more");
    }

    @Test
    void whoWasShownADocumentIsNotThereForItsLastTurns() {
        Pieces form = form(40, false);
        int[] most = work(form, 100).turnsOfDocumentMax();
        most[SensitivityClass.PLAIN.ordinal()] = 10;
        double[] turns = new double[most.length];
        turns[SensitivityClass.PLAIN.ordinal()] = 1_000;
        Workload left = new Workload(turns, most, new int[most.length], 0, 0);
        List<CrowdMember> spent = crowd(90, ClassSet.ALL, 100 - 7_000 / 90.0);
        Planner planner = new Planner(Guarantee.STANDARD, form, spent, () -> new SplittableRandom(1));

        // Seventy of the ninety were shown any document; of the twenty that are left some will go.
        double spared = planner.quote(left, new Begun(6 * 3600, 7_000, 100, 0), DAY / 2).forecast().p90();
        double all = planner.quote(left, Begun.NOT, DAY / 2).forecast().p90();
        assertTrue(spared > 1.5 * all, spared + " s and " + all + " s");
    }

    /** So many turns left in each of a hundred documents. */
    private static Quote rest(List<CrowdMember> crowd, Begun begun, int turns, double deadlineSeconds) {
        int[] most = new int[SensitivityClass.values().length];
        most[SensitivityClass.PLAIN.ordinal()] = turns;
        double[] left = Arrays.stream(most).mapToDouble(each -> 100.0 * each).toArray();
        return new Planner(Guarantee.STANDARD, form(40, false), crowd, () -> new SplittableRandom(1))
                .quote(new Workload(left, most, new int[most.length], 0, 0), begun, deadlineSeconds);
    }

    @Test
    void whoHasNotComeYetIsStillToCome() {
        List<CrowdMember> crowd = new ArrayList<>(crowd(160, ClassSet.ALL, 0));
        crowd.addAll(crowd(240, ClassSet.ALL, 100));
        double half = rest(crowd, new Begun(2 * 3600, 16_000, 100, 0), 10, DAY).forecast().p50();

        // A hundred and sixty were shown all there is. Of the others one comes every 45 s, and takes a turn every 10 s from then on:
        // the 1,080 turns take 986 s.
        assertEquals(986, half, 0.25 * 986);
    }

    @Test
    void aRunningBatchGoesOnWithWhoeverIsAtWork() {
        List<CrowdMember> crowd = new ArrayList<>(crowd(40, ClassSet.ALL, 50));
        crowd.addAll(crowd(260, ClassSet.ALL, 100));
        double goesOn = rest(crowd, new Begun(2_400, 2_000, 100, 0), 40, DAY).forecast().p50();
        double afresh = rest(crowd, Begun.NOT, 40, DAY).forecast().p50();

        assertTrue(goesOn < afresh, goesOn + " s and " + afresh + " s");
    }

    @Test
    void aCrowdOfWhichFewCameIsCountedOnToComeLessOften() {
        List<CrowdMember> crowd = crowd(200, ClassSet.ALL, 100);
        Begun afterAnHour = new Begun(3_600, 0, 100, 0);

        assertEquals(1, Turnout.of(afterAnHour, crowd, 40).likely(), 0.01, "forty of two hundred come in a fifth of a pause");
        assertEquals(0.53, Turnout.of(afterAnHour, crowd, 20).likely(), 0.05);
        assertEquals(1.24, Turnout.of(afterAnHour, crowd, 50).likely(), 0.1);
        // Half of the crowd had come before; of the others twenty came since.
        assertEquals(1, Turnout.of(new Begun(3_600, 0, 100, 100), crowd, 120).likely(), 0.01);
        assertEquals(1, Turnout.of(new Begun(3_600, 0, 100, Begun.ANY), crowd, 120).likely(), 0.01, "nobody knows who had come");
    }

    @Test
    void morePeopleAreOfferedToARunningBatchThatIsSlow() {
        List<CrowdMember> crowd = crowd(200, ClassSet.ALL, 90);
        Quote quote = rest(crowd, new Begun(6 * 3600, 2_000, 100, 0), 60, 12 * 3600);

        List<String> remedies = quote.shortfalls().get(0).remedies().stream().map(Quote.Remedy::sentence).toList();
        assertTrue(remedies.stream().anyMatch(each -> each.matches("Find \\d+ more people\\.")), remedies.toString());
    }

    @Test
    void whatWasSeenIsNeverLessThanNothing() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> new Begun(-1, 2, 3, 0));
        assertEquals("Expected nothing below 0 but was 2.0 turns in -1.0 s at 3 documents, and 0.0 people before.", e.getMessage());
    }

    @Test
    void aForecastIsReadByItsShares() {
        Forecast forecast = new Forecast(new double[] {10, 40, 20, 30, Double.POSITIVE_INFINITY});

        assertEquals(30, forecast.p50());
        assertEquals(Double.POSITIVE_INFINITY, forecast.p90());
        assertEquals(0.4, forecast.shareBy(20));
        IllegalArgumentException e =
                assertThrows(IllegalArgumentException.class, () -> new Forecast(new double[0]));
        assertEquals("Expected at least one time but was none.", e.getMessage());
    }

    @Test
    void aRelaxationIsNeverOfferedWithoutItsWorstCase() {
        IllegalArgumentException e = assertThrows(
                IllegalArgumentException.class,
                () -> new Quote.Remedy("Allow more.", List.of(new Relaxation(Relaxation.Bound.INK, 200_000)), ""));
        assertEquals("Expected the worst case of every relaxation and of nothing else.", e.getMessage());
    }
}
