package dev.stitchwork.splitter.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.splitter.cutting.Cut;
import dev.stitchwork.splitter.cutting.PictureEncoder;
import dev.stitchwork.splitter.registration.Sheet;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static final int PAGE_HEIGHT = 1169;

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

    @Test
    void theSheetOfAPageOfManyFieldsIsWiderAndNotMuchTallerThanThePage() throws Exception {
        BufferedImage few = sheet(6);
        BufferedImage many = sheet(100);
        assertEquals(PAGE_HEIGHT + 24, few.getHeight());
        assertTrue(many.getWidth() > few.getWidth());
        assertTrue(many.getHeight() < 1.4 * PAGE_HEIGHT, () -> "%d pixels high".formatted(many.getHeight()));
    }

    private static BufferedImage sheet(int fields) throws IOException {
        Field field = new Field("q", "", 1, new Box(10, 10, 20, 5), FieldKind.TEXT, false, Rules.NONE, Sensitivity.NONE, 1, 0,
                List.of(), MachinePolicy.VOTER);
        Cut cut = Cut.blank(Sheet.span(field.box()), 30);
        PageProof.Fragment fragment = new PageProof.Fragment(field, 1, cut, PictureEncoder.png(cut.picture()), List.of());
        BufferedImage page = new BufferedImage(827, PAGE_HEIGHT, BufferedImage.TYPE_INT_RGB);
        byte[] png = new ContactSheet(page, Collections.nCopies(fields, fragment), one -> Color.BLACK).png();
        return ImageIO.read(new ByteArrayInputStream(png));
    }
}
