package dev.stitchwork.splitter;

import dev.stitchwork.engine.EmptyForm;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.TemplatePage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** A form of two pages, A6 at 300 dpi; each page has one field, for a signature. */
final class ClaimForm {
    private static final double PX = 300 / 25.4;

    private static final EmptyForm EMPTY = drawn();

    private ClaimForm() {}

    static EmptyForm empty() {
        return EMPTY;
    }

    private static EmptyForm drawn() {
        TemplatePage front = new TemplatePage(PaperForm.WIDTH_MM, PaperForm.HEIGHT_MM, Optional.of(new TemplatePage.Reference("front.png", 1)));
        TemplatePage back = new TemplatePage(PaperForm.WIDTH_MM, PaperForm.HEIGHT_MM, Optional.of(new TemplatePage.Reference("back.png", 1)));
        return new EmptyForm(
                new FormTemplate("claim", "Claim", Locale.UK, List.of(front, back), List.of(field("one", 1), field("two", 2))),
                Map.of("front.png", PaperForm.written(front(false, 0), "png"), "back.png", PaperForm.written(back(false, 0), "png")));
    }

    private static Field field(String name, int page) {
        return new Field(name, name, page, new Box(10, 60, 80, 15), FieldKind.SIGNATURE, false, Rules.NONE, Sensitivity.NONE, 1, 0,
                List.of(), MachinePolicy.VOTER);
    }

    static BufferedImage front(boolean signed, double lowerMm) {
        return drawn(signed, lowerMm, "CLAIM FOR WATER DAMAGE", "Give the names of all who live in the house and saw it",
                "I say that all this is true", "Send it to the town hall by the end of March", "Not for claims under ten pounds",
                "The clerk will answer within a week");
    }

    static BufferedImage back(boolean signed, double lowerMm) {
        return drawn(signed, lowerMm, "What was lost", "List no more than ten things, with the year when they were bought",
                "Whoever lost them signs above", "For the clerk: seen, valued, paid", "Do not write below this line, or beside it",
                "Kept for seven years, then burnt");
    }

    static BufferedImage blank() {
        BufferedImage page = new BufferedImage(1240, 1748, BufferedImage.TYPE_BYTE_GRAY);
        page.createGraphics().fillRect(0, 0, 1240, 1748);
        return page;
    }

    /** @param lowerMm by how much the lower half stands lower: another revision */
    private static BufferedImage drawn(boolean signed, double lowerMm, String... lines) {
        BufferedImage page = blank();
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(3));
        for (int i = 0; i < lines.length; i++) {
            pen.setFont(new Font("SansSerif", i == 0 ? Font.BOLD : Font.PLAIN, (int) (i == 0 ? 7 * PX : 3.4 * PX)));
            double y = i < 2 ? 18 + 14 * i : 60 + 13 * i + lowerMm;
            pen.drawString(lines[i], (float) (8 * PX), (float) (y * PX));
        }
        for (int i = 0; i < 3; i++) {
            pen.drawRect((int) ((10 + 25 * i) * PX), (int) (38 * PX), (int) (20 * PX), (int) (8 * PX));
        }
        pen.drawRect((int) (10 * PX), (int) (60 * PX), (int) (80 * PX), (int) (15 * PX));
        for (int i = 0; signed && i < 8; i++) {
            pen.drawLine((int) ((15 + 4 * i) * PX), (int) (71 * PX), (int) ((18 + 4 * i) * PX), (int) (64 * PX));
        }
        pen.dispose();
        return page;
    }

    static BufferedImage turned(BufferedImage page, int quarters) {
        boolean lies = quarters % 2 == 1;
        BufferedImage turned = new BufferedImage(lies ? page.getHeight() : page.getWidth(), lies ? page.getWidth() : page.getHeight(),
                BufferedImage.TYPE_BYTE_GRAY);
        AffineTransform turn = AffineTransform.getTranslateInstance(turned.getWidth() / 2.0, turned.getHeight() / 2.0);
        turn.rotate(Math.PI / 2 * quarters);
        turn.translate(-page.getWidth() / 2.0, -page.getHeight() / 2.0);
        turned.createGraphics().drawImage(page, turn, null);
        return turned;
    }
}
