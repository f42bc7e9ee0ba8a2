package dev.stitchwork.splitter.registration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.splitter.raster.Gray;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A form, A5 at 300 dots an inch, with white letters on a dark band that runs off its edges. */
class PrintCheckTest {
    private static final int WIDTH = 1748;
    private static final int HEIGHT = 2480;
    private static final int LINES = 24;

    @Test
    void aFaintCopyIsOfThisRevisionThoughItsBandIsNoDarkerThanShadedPaper() {
        for (double ink : new double[] {1, 0.8, 0.65, 0.5}) {
            assertEquals(Optional.empty(), check(faint(form(0), ink)), () -> "with %.2f of the ink".formatted(ink));
        }
    }

    @Test
    void aFaintCopyWhosePrintHasMovedIsOfAnother() {
        for (double ink : new double[] {1, 0.5}) {
            OtherRevision other = check(faint(form(90), ink)).orElseThrow();
            assertTrue(other.area().top() > HEIGHT / 2, other.words());
        }
    }

    private static Optional<OtherRevision> check(Gray scan) {
        Sheet sheet = Sheet.printed(148, 210, form(0));
        Registration.Laid laid = new Registration(sheet).lay(scan, false).orElseThrow();
        return new PrintCheck(sheet, laid.picture(), laid.placement(), scan.width(), scan.height()).revision();
    }

    /** @param moved how much lower the lower third of the lines stands, pixels */
    private static Gray form(int moved) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D ink = image.createGraphics();
        ink.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        ink.setColor(Color.WHITE);
        ink.fillRect(0, 0, WIDTH, HEIGHT);
        ink.setColor(new Color(54, 54, 54));
        ink.fillRect(0, 0, WIDTH, 330);
        ink.setColor(Color.WHITE);
        ink.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 80));
        ink.drawString("Application for a good board", 200, 150);
        ink.drawString("and a bed, to be paid back", 200, 280);
        ink.setColor(Color.BLACK);
        ink.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 40));
        for (int line = 0; line < LINES; line++) {
            int y = 430 + line * 78 + (line >= LINES * 2 / 3 ? moved : 0);
            ink.drawString("%d. What the applicant %s of it:".formatted(line + 1, line % 2 == 0 ? "earns" : "has spent"), 120 + 11 * line, y);
        }
        ink.dispose();
        return new Gray(WIDTH, HEIGHT, ((DataBufferByte) image.getRaster().getDataBuffer()).getData());
    }

    private static Gray faint(Gray form, double ink) {
        byte[] pixels = new byte[form.pixels().length];
        for (int i = 0; i < pixels.length; i++) {
            pixels[i] = (byte) Math.round(228 * (1 - ink * (255 - (form.pixels()[i] & 0xff)) / 255));
        }
        return new Gray(form.width(), form.height(), pixels);
    }
}
