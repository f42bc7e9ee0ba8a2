package dev.stitchwork.splitter.proof;

import dev.stitchwork.splitter.freepage.FreePage;
import dev.stitchwork.splitter.raster.Span;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** A page of running text or of a register: each line or cell in a colour, ink of nobody red, a frame around each piece. */
final class FreePicture {
    private static final int SHRINK = ContactSheet.SHRINK;

    private final FreePage page;

    FreePicture(FreePage page) {
        this.page = page;
    }

    BufferedImage image() {
        BufferedImage image = ContactSheet.shrunk(page.picture().width(), page.picture().height(), this::rgb);
        Graphics2D to = image.createGraphics();
        to.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        page.documents().forEach(document -> document.forEach(piece -> {
            Span span = piece.cut().span();
            to.setColor(ContactSheet.colour(piece.owner()));
            to.draw(new Rectangle2D.Double(span.left() / (double) SHRINK, span.top() / (double) SHRINK,
                    span.width() / (double) SHRINK, span.height() / (double) SHRINK));
        }));
        to.dispose();
        return image;
    }

    private int rgb(int x, int y) {
        int owner = page.owners().at(x, y);
        if (owner == FreePage.Owners.NO_INK) {
            int grey = page.picture().at(x, y);
            return grey << 16 | grey << 8 | grey;
        }
        return (owner == FreePage.Owners.NOBODY ? ContactSheet.NOBODY : ContactSheet.colour(owner)).getRGB();
    }

    Color colour(PageProof.Fragment fragment) {
        return page.documents().stream()
                .flatMap(java.util.List::stream)
                .filter(piece -> piece.cut() == fragment.cut())
                .findFirst()
                .map(piece -> ContactSheet.colour(piece.owner()))
                .orElse(Color.BLACK);
    }
}
