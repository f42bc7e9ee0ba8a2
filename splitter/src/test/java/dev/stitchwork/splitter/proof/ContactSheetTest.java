package dev.stitchwork.splitter.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.awt.image.BufferedImage;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    @Test
    void aPixelOfASheetIsTheMeanOfNineOfThePageInEachColour() {
        int[][] page = {
            {0xFF0000, 0xFF0000, 0xFF0000, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0},
            {0x00FF00, 0x00FF00, 0x00FF00, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFF, 0},
            {0x0000FF, 0x0000FF, 0x00000E, 0xFFFFFFFF, 0xFFFFFFFF, 0xFFFFFFFE, 0},
            {0, 0, 0, 0, 0, 0, 0}
        };
        BufferedImage sheet = ContactSheet.shrunk(7, 4, (y, colours) -> System.arraycopy(page[y], 0, colours, 0, 7));
        assertEquals(2, sheet.getWidth());
        assertEquals(1, sheet.getHeight());
        assertEquals("[5555, 3a, fffffe]", Arrays.toString(new String[] {
            Integer.toHexString(sheet.getRGB(0, 0) >> 8 & 0xFFFF), Integer.toHexString(sheet.getRGB(0, 0) & 0xFF),
            Integer.toHexString(sheet.getRGB(1, 0) & 0xFFFFFF)
        }));
    }
}
