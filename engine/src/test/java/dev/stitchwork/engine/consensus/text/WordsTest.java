package dev.stitchwork.engine.consensus.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"Lungs, | lungs", "H.M.S. | HMS", "18-02-1826 | 18-2-1826", "04.50 | 4.5", "00 | 0", "007 | 7", "1.0 | 1",
                    "18.02.1826 | 18.2.1826", "o'clock | O’CLOCK"})
    void thisIsOneWord(String a, String b) {
        assertEquals(Lines.key(a), Lines.key(b));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {"4.05 | 4.5", "10 | 1", "18.20.1826 | 18.2.1826", "1.5 | 15", "100 | 1", "0.5 | 5", "-5 | 5", "a | á"})
    void theseAreTwo(String a, String b) {
        assertNotEquals(Lines.key(a), Lines.key(b));
    }

    @Test
    void punctuationAloneIsNoWord() {
        assertEquals("lungs an old wound", Lines.key("Lungs - an [...] old wound ?"));
        assertEquals("", Lines.key("..."));
    }

    @Test
    void errorRatesAreTakenOverPlainWords() {
        assertEquals("he's paid 10", Lines.plain(" He's  paid: £10!\n"));
        assertEquals("he's paid", Lines.plain("He\u2019s\u200b paid\ufeff"));
        assertEquals("caf\u00e9", Lines.plain("Cafe\u0301"));
        assertEquals("\u0928\u093f\u0930", Lines.plain("\u0928\u093f\u0930\u0964"));
        assertEquals(2, Lines.wordErrors("the cat sat", "the mat sat down"));
        assertEquals(3, Lines.wordErrors("", "three whole words"));
        assertEquals(2, Lines.wordErrors("Aa BB", "BB Aa")); // of one hash code
        assertEquals(3, Distance.between("kitten", "sitting"));
        assertEquals(1, Distance.between("\uD835\uDC00", "\uD835\uDC01"), "a letter is a letter however many units it takes");
        assertEquals(1, Distance.between("\uD835\uDC00", ""));
        assertEquals(2, Lines.letters("\uD835\uDC00b"));
        assertEquals(0, Distance.between("", ""));
    }

    @Test
    void aShortFormBeginsLikeTheWordAndKeepsItsOrder() {
        assertTrue(Spelling.isShortForm("wm", "william"));
        assertTrue(Spelling.isShortForm("jos", "joseph"));
        assertFalse(Spelling.isShortForm("so", "north"));
        assertFalse(Spelling.isShortForm("joe", "jo"));
        assertFalse(Spelling.isShortForm("jhs", "joseph"));
        assertFalse(Spelling.isShortForm("18", "1826"));
    }
}
