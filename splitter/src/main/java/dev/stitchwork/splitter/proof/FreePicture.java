package dev.stitchwork.splitter.proof;

import dev.stitchwork.splitter.freepage.FreePage;
import dev.stitchwork.splitter.raster.Span;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A page of running text or of a register: each line or cell in a colour, ink of nobody red, a frame around each piece. */
final class FreePicture {
    private static final int SHRINK = ContactSheet.SHRINK;

    private final FreePage page;
    /** The colour of each line or cell that was met. */
    private final Map<Integer, Integer> owners = new HashMap<>();

    FreePicture(FreePage page) {
        this.page = page;
    }

    BufferedImage image() {
        BufferedImage image = ContactSheet.shrunk(page.picture().width(), page.picture().height(), this::row);
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

    private void row(int y, int[] colours) {
        for (int x = 0; x < colours.length; x++) {
            int owner = page.owners().at(x, y);
            colours[x] = switch (owner) {
                case FreePage.Owners.NO_INK -> 0x010101 * page.picture().at(x, y);
                case FreePage.Owners.NOBODY -> ContactSheet.NOBODY.getRGB();
                default -> owners.computeIfAbsent(owner, one -> ContactSheet.colour(one).getRGB());
            };
        }
    }

    Color colour(PageProof.Fragment fragment) {
        return page.documents().stream()
                .flatMap(List::stream)
                .filter(piece -> piece.cut() == fragment.cut())
                .findFirst()
                .map(piece -> ContactSheet.colour(piece.owner()))
                .orElse(Color.BLACK);
    }
}
