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
import java.util.stream.IntStream;

/**
 * A page of a form: each field has a colour, for its boxes and for the ink that was taken for its own; what was taken for
 * the printed form is grey, and so is a band or a dark margin that goes to the page's edge; what else is nobody's is red.
 */
final class FormPicture {
    private static final int SHRINK = ContactSheet.SHRINK;
    /** How light what is printed is shown at least. */
    private static final int PRINT = 0xB8;

    private final InkMap ink;
    /** The colour of each field. */
    private final int[] owners;

    FormPicture(InkMap ink) {
        this.ink = ink;
        owners = IntStream.range(0, ink.fields().size()).map(field -> ContactSheet.colour(field).getRGB()).toArray();
    }

    BufferedImage image() {
        BufferedImage image = ContactSheet.shrunk(ink.page().width(), ink.page().height(), this::row);
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

    private void row(int y, int[] colours) {
        byte[] greys = ink.page().pixels();
        int start = y * colours.length;
        for (int x = 0; x < colours.length; x++) {
            int owner = ink.owner(x, y);
            if (owner >= 0) {
                colours[x] = owners[owner];
            } else if (ink.isFilled(x, y) && !ink.isMargin(x, y)) {
                colours[x] = ContactSheet.NOBODY.getRGB();
            } else {
                int grey = greys[start + x] & 0xff;
                colours[x] = 0x010101 * (grey < PRINT && (ink.isPrint(x, y) || ink.isMargin(x, y)) ? PRINT : grey);
            }
        }
    }

    Color colour(PageProof.Fragment fragment) {
        return ContactSheet.colour(ink.fields().indexOf(fragment.field()));
    }
}
