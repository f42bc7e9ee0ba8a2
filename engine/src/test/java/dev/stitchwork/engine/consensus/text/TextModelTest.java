package dev.stitchwork.engine.consensus.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

class TextModelTest {
    @Test
    void everyWordIsTakenFromThoseWhoReadIt() {
        assertEquals("the quick brown fox jumps over the lazy dog", of(
                "the quick brown fox jumps over the hazy dog",
                "the quick brown box jumps over the lazy dog",
                "the quick brown fox jump over lazy dog"));
    }

    @Test
    void wordsLeftOutAndPutInDoNotShiftTheRest() {
        assertEquals("a b c d e f g h i j", of(
                "a b c d e f g h i j",
                "b c d e f g h i j",
                "a b c d x e f g h i j"));
    }

    @Test
    void oneWhoKeyedAnotherLineHasNoSay() {
        assertEquals("received of mr smith ten pounds", of(
                "received of mr smith ten pounds",
                "received of mr smyth ten pounds",
                "received of mr smith ten pound",
                "see the other side of this page please",
                "see the other side of this page please"));
    }

    /** The three ways in which volunteers misread one name: no two agree, and together they are right. */
    @Test
    void aNameThatNobodyReadTheSameIsPutTogether() {
        assertEquals("Londonderry", of("Londonberry", "Londondery", "Londonderry"));
        assertEquals("Bermondsey", of("Bermondrey", "Beimondsey", "Bermondsey"));
    }

    @Test
    void lettersAreVotedOnWhereEveryWordDiffers() {
        assertEquals("linklater", of("linklated", "linklxter", "zinklater").toLowerCase(Locale.ROOT));
    }

    @Test
    void shortFormsSpeakForTheWordInFullInANameAndNotInALine() {
        assertEquals("David Phillips", of("D. Phillips", "Dd Phillips", "David Phillips", "? Phillips"));
        assertEquals("North Yarmouth", of("So Farmouth", "No Yarmouth", "North Yarmouth"));
        assertEquals("one may say a thing is so and so and mean nothing at all by it", of(
                "one may say a thing is so and so and mean nothing at all by it",
                "one may say a thing is so and so and mean nothing at all by it",
                "one may say and thing is so and so and mean nothing at all by it"));
    }

    @Test
    void amongReadingsEquallyLikelyOneKeyedElsewhereIsTaken() {
        TextModel model = new TextModel(false, 0.1);
        List.of("Irle Brava", "unklar Brava", "Isle Brava").forEach(text -> model.add(0, 0, text));
        List.of("Marquisses Isle", "Marquisses Isle").forEach(text -> model.add(0, 1, text));
        model.fit();
        assertEquals("Isle Brava", model.proposal(0).text());
    }

    @Test
    void caseAndPunctuationFollowMostAndNumbersAreComparedAsNumbers() {
        assertEquals("Inflammation of Lungs - an old wound", of(
                "Inflammation of Lungs - an old wound",
                "inflammation of Lungs - an old wound",
                "Inflammation of lungs, an old wound"));
        assertEquals("04.5; 17", of("4.5; 14", "04.50; 17", "04.5; 17").replace("04.50", "04.5"));
    }

    @Test
    void uncertainWordsAreMarked() {
        TextModel model = new TextModel(false, 0.1);
        List.of("HCS Margaret Camden", "HCS Marquess Camden", "HCS Marquis Camden").forEach(text -> model.add(0, 0, text));
        model.fit();
        String marked = model.proposal(0).marked("<", ">");
        assertTrue(marked.matches("HCS <Mar\\w+> Camden"), marked);
        assertEquals(1, model.proposal(0).alike());
    }

    @Test
    void aWorkerWhoErrsOftenWeighsLess() {
        TextModel model = new TextModel(true, 0.1);
        for (int item = 0; item < 60; item++) {
            String right = "entry number " + (item + 100) + " of the second book";
            model.add(0, item, right);
            model.add(1, item, right);
            model.add(2, item, "entry namber " + (item + 900) + " of a second look");
            model.add(3, item, "entries number " + (item + 900) + " of a sacred book");
        }
        model.add(0, 60, "paid in full");
        model.add(2, 60, "paid on fall");
        model.add(3, 60, "paid on fall");
        model.fit();
        assertTrue(model.errors(0) < 0.05 && model.errors(2) > 0.3, model.errors(0) + " " + model.errors(2));
        assertEquals("paid in full", model.proposal(60).text());
    }

    @Test
    void whatIsKnownStandsAndTeaches() {
        TextModel model = new TextModel(true, 0.1);
        for (int item = 0; item < 40; item++) {
            model.add(0, item, "line " + item + " alpha");
            model.add(1, item, "line " + item + " omega");
            model.add(2, item, "line " + item + " omega");
            model.know(item, "line " + item + " alpha");
        }
        model.add(0, 40, "one alpha");
        model.add(1, 40, "one omega");
        model.add(2, 40, "one omega");
        model.fit();
        assertEquals("line 3 alpha", model.proposal(3).text());
        assertEquals("one alpha", model.proposal(40).text());
    }

    @Test
    void nothingKeyedIsNothing() {
        assertEquals("", of("", "", "..."));
        assertEquals("word", of("", "word", "word"));
    }

    @Test
    void theSameComesOutUnderATurkishLocale() {
        Locale had = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertEquals("ISLE OF INCHES", of("ISLE OF INCHES", "isle of inches", "ISLE OF INCHES"));
        } finally {
            Locale.setDefault(had);
        }
    }

    private static String of(String... texts) {
        TextModel model = new TextModel(false, 0.1);
        for (String text : texts) {
            model.add(0, 0, text);
        }
        model.fit();
        return model.proposal(0).text();
    }
}
