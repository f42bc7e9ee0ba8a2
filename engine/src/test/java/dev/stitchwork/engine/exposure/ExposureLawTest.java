package dev.stitchwork.engine.exposure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.exposure.Pieces.Cut;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.SensitivityClass;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ExposureLawTest {
    private static final long RELEASED = 1_000_000;

    // Pieces 0 and 1 are a name, 2 and 3 an identifier, 4 plain, 5 birth, 6 sex.
    private static final Pieces PIECES = new Pieces(List.of(
            cut(SensitivityClass.NAME, 2),
            cut(SensitivityClass.IDENTIFIER, 2),
            cut(SensitivityClass.PLAIN, 1),
            cut(SensitivityClass.BIRTH, 1),
            cut(SensitivityClass.SEX, 1)));

    private final ExposureBook book = new ExposureBook(PIECES);
    private Guarantee guarantee = Guarantee.STANDARD;

    private static Cut cut(SensitivityClass sensitivity, int pieces) {
        return new Cut(sensitivity, -1, FieldKind.TEXT, 0, pieces, 0);
    }

    private static Candidate piece(int document, int piece, int inkPpm) {
        return new Candidate(document, piece, PIECES.classOf(piece), inkPpm, false, true);
    }

    private Ruling ask(int cluster, Candidate candidate, long seconds) {
        return ExposureLaw.judge(guarantee, book.shown(cluster, candidate), candidate, seconds, RELEASED);
    }

    private void show(int cluster, Candidate candidate, long seconds) {
        book.show(cluster, candidate, seconds);
    }

    @Test
    void aClusterSeesOneFragmentOfADocument() {
        show(7, piece(3, 4, 10), 0);

        assertEquals(Ruling.FRAGMENTS_OF_DOCUMENT, ask(7, piece(3, 5, 10), 9_000));
        assertEquals(Ruling.PERMITTED, ask(7, piece(4, 4, 10), 1));
        assertEquals(Ruling.PERMITTED, ask(8, piece(3, 5, 10), 1));
    }

    @Test
    void theSameFragmentAgainTellsNothingNew() {
        show(7, piece(3, 4, 10), 0);

        assertEquals(Ruling.PERMITTED, ask(7, piece(3, 4, 10), 1));
        assertEquals(1, book.fragmentsOf(7, 3));
    }

    @Test
    void aClusterSeesATenthOfADocumentsInk() {
        guarantee = guarantee.withFragmentsMax(3);
        show(1, piece(0, 4, 60_000), 0);

        assertEquals(Ruling.INK_OF_DOCUMENT, ask(1, piece(0, 5, 40_001), 9_000));
        assertEquals(Ruling.PERMITTED, ask(1, piece(0, 5, 40_000), 9_000));
        assertEquals(Ruling.INK_OF_DOCUMENT, ask(2, piece(0, 5, 100_001), 0));
    }

    @Test
    void twoPiecesOfOneFieldGoToDifferentClustersEvenWhereMoreFragmentsAreAllowed() {
        guarantee = guarantee.withFragmentsMax(2);
        show(1, piece(0, 0, 10), 0);

        assertEquals(Ruling.SAME_FIELD, ask(1, piece(0, 1, 10), 1));
        assertEquals(Ruling.PERMITTED, ask(1, piece(1, 1, 10), 1));
    }

    @Test
    void whoSawANameNeverSeesAnIdentifierOfAnybody() {
        show(1, piece(0, 0, 10), 0);

        assertEquals(Ruling.CONFLICTING_CLASS, ask(1, piece(99, 2, 10), 1_000_000));
        show(2, piece(0, 2, 10), 0);
        assertEquals(Ruling.CONFLICTING_CLASS, ask(2, piece(99, 1, 10), 1_000_000));
        show(3, piece(0, 5, 10), 0);
        assertEquals(Ruling.CONFLICTING_CLASS, ask(3, piece(99, 6, 10), 1_000_000));
    }

    @Test
    void aClusterWorksInOneClassAtATime() {
        show(1, piece(0, 4, 10), 100);

        assertEquals(Ruling.OTHER_CLASS_IN_SITTING, ask(1, piece(1, 0, 10), 699));
        assertEquals(Ruling.PERMITTED, ask(1, piece(1, 0, 10), 700));
        assertEquals(Ruling.PERMITTED, ask(1, piece(1, 4, 10), 101));
    }

    @Test
    void classesMeetOnlyWhereTheClientSaidSo() {
        guarantee = guarantee.withClassesApart(false);
        show(1, piece(0, 0, 10), 0);

        assertEquals(Ruling.PERMITTED, ask(1, piece(1, 2, 10), 1));
    }

    @Test
    void aClusterSeesATenthOfTheBatch() {
        for (int document = 0; document < 5; document++) {
            show(1, piece(document, 4, 10), document);
        }
        Candidate next = piece(5, 4, 10);

        assertEquals(Ruling.SHARE_OF_BATCH, ExposureLaw.judge(guarantee, book.shown(1, next), next, 6, 59));
        assertEquals(Ruling.PERMITTED, ExposureLaw.judge(guarantee, book.shown(1, next), next, 6, 60));
    }

    @Test
    void theFirstFragmentOfABatchIsNeverTooLargeAShare() {
        Candidate first = piece(0, 4, 10);

        assertEquals(Ruling.PERMITTED, ExposureLaw.judge(guarantee, book.shown(1, first), first, 0, 1));
    }

    @Test
    void whatIsHeldBackOrNotReleasedIsShownToNobody() {
        assertEquals(
                Ruling.HELD_BACK, ask(1, new Candidate(0, 4, SensitivityClass.PLAIN, 10, true, true), 0));
        assertEquals(
                Ruling.NOT_RELEASED, ask(1, new Candidate(0, 4, SensitivityClass.PLAIN, 10, false, false), 0));
    }

    @Test
    void joinedClustersHaveSeenWhatBothSaw() {
        show(1, piece(0, 0, 70_000), 0);
        show(2, piece(0, 2, 70_000), 5);
        show(2, piece(1, 2, 10), 6);
        show(1, piece(2, 0, 10), 7);
        show(2, piece(2, 2, 10), 8);

        ExposureBook.Hindsight hindsight = book.join(1, 2, guarantee);

        assertEquals(List.of(0, 2), hindsight.documents());
        assertEquals(ClassSet.of(SensitivityClass.NAME, SensitivityClass.IDENTIFIER), hindsight.classes());
        assertEquals(5, book.fragmentsOf(1));
        assertEquals(0, book.fragmentsOf(2));
        assertEquals(Ruling.FRAGMENTS_OF_DOCUMENT, ask(1, piece(1, 4, 10), 9_000));
    }

    @Test
    void joiningClustersThatSawTheSameFragmentCountsItOnce() {
        show(1, piece(0, 4, 10), 0);
        show(2, piece(0, 4, 10), 0);

        assertEquals(List.of(), book.join(1, 2, guarantee).documents());
        assertEquals(1, book.fragmentsOf(1));
    }

    @Test
    void everyRefusalNamesThePromiseItKeeps() {
        for (Ruling ruling : Ruling.values()) {
            assertEquals(ruling == Ruling.PERMITTED, ruling.property().isEmpty(), ruling.name());
            assertTrue(ruling.sentence().endsWith("."), ruling.name());
        }
    }

    /** Whatever is asked in whatever order, a crowd that obeys the law never breaks a bound. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void nobodyWhoObeysTheLawEverBreaksABound(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        guarantee = Guarantee.STANDARD.withFragmentsMax(1 + random.nextInt(3)).withInkMaxPpm(150_000);
        List<Set<Integer>> seen = new ArrayList<>();
        List<List<Integer>> order = new ArrayList<>();
        List<List<Long>> times = new ArrayList<>();
        for (int cluster = 0; cluster < 20; cluster++) {
            seen.add(new HashSet<>());
            order.add(new ArrayList<>());
            times.add(new ArrayList<>());
        }
        int[] ink = new int[30 * PIECES.count()];
        for (int i = 0; i < ink.length; i++) {
            ink[i] = random.nextInt(120_000);
        }
        for (long second = 0; second < 200_000; second += random.nextInt(60)) {
            int cluster = random.nextInt(20);
            int fragment = random.nextInt(ink.length);
            Candidate candidate = piece(fragment / PIECES.count(), fragment % PIECES.count(), ink[fragment]);
            if (ask(cluster, candidate, second).permitted()) {
                show(cluster, candidate, second);
                if (seen.get(cluster).add(fragment)) {
                    order.get(cluster).add(fragment);
                    times.get(cluster).add(second);
                }
            }
        }
        int shown = 0;
        for (int cluster = 0; cluster < 20; cluster++) {
            shown += seen.get(cluster).size();
            assertKept(order.get(cluster), times.get(cluster), ink);
        }
        assertTrue(shown > 500, "Expected a run that shows something but was %d fragments.".formatted(shown));
    }

    private void assertKept(List<Integer> fragments, List<Long> times, int[] ink) {
        int classes = ClassSet.NONE;
        for (int i = 0; i < fragments.size(); i++) {
            int document = fragments.get(i) / PIECES.count();
            SensitivityClass of = PIECES.classOf(fragments.get(i) % PIECES.count());
            List<Integer> ofDocument =
                    fragments.stream().filter(other -> other / PIECES.count() == document).toList();
            assertTrue(ofDocument.size() <= guarantee.cap().fragmentsMax());
            assertTrue(ofDocument.stream().mapToInt(other -> ink[other]).sum() <= guarantee.inkMaxPpm());
            assertEquals(
                    ofDocument.size(),
                    ofDocument.stream().map(other -> PIECES.fieldOf(other % PIECES.count())).distinct().count());
            classes |= ClassSet.of(of);
            if (i > 0 && PIECES.classOf(fragments.get(i - 1) % PIECES.count()) != of) {
                assertTrue(times.get(i) - times.get(i - 1) >= Guarantee.SITTING_SECONDS);
            }
        }
        assertEquals(classes, classes & ClassSet.compatibleWith(classes));
    }
}
