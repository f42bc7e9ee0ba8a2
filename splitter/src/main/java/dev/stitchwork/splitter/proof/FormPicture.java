package dev.stitchwork.splitter.proof;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.splitter.cutting.InkMap;
import dev.stitchwork.splitter.raster.Span;
import dev.stitchwork.splitter.registration.Sheet;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A page of a form: each field has a colour, for its boxes and for the ink that was taken for its own; what was taken for
 * the printed form is grey, and what belongs to no field is red.
 */
final class FormPicture {
    private static final int SHRINK = ContactSheet.SHRINK;
    private static final Color PRINT = new Color(0xB8B8B8);

    private final InkMap ink;

    FormPicture(InkMap ink) {
        this.ink = ink;
    }

    BufferedImage image() {
        BufferedImage image = ContactSheet.shrunk(ink.page().width(), ink.page().height(), this::rgb);
        Graphics2D to = image.createGraphics();
        to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        for (int i = 0; i < ink.fields().size(); i++) {
            to.setColor(ContactSheet.colour(i));
            for (Box box : boxes(ink.fields().get(i))) {
                Span span = Sheet.span(box);
                to.draw(new Rectangle2D.Double(span.left() / (double) SHRINK, span.top() / (double) SHRINK,
                        span.width() / (double) SHRINK, span.height() / (double) SHRINK));
            }
        }
        to.dispose();
        return image;
    }

    private static List<Box> boxes(Field field) {
        return field.kind().isChoice() ? field.options().stream().map(Option::box).toList() : List.of(field.box());
    }

    private int rgb(int x, int y) {
        if (ink.isFilled(x, y)) {
            int owner = ink.owner(x, y);
            return (owner < 0 ? ContactSheet.NOBODY : ContactSheet.colour(owner)).getRGB();
        }
        int grey = ink.page().at(x, y);
        return (ink.isPrint(x, y) && grey < PRINT.getRed() ? PRINT : new Color(grey, grey, grey)).getRGB();
    }

    Color colour(PageProof.Fragment fragment) {
        return ContactSheet.colour(ink.fields().indexOf(fragment.field()));
    }
}
