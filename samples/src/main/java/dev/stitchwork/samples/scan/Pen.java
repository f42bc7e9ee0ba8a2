package dev.stitchwork.samples.scan;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.ui.cli.CommandFailure;
import dev.stitchwork.ui.cli.Exit;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.Shape;
import java.awt.font.FontRenderContext;
import java.awt.geom.AffineTransform;
import java.awt.geom.Path2D;
import java.awt.geom.PathIterator;
import java.io.IOException;
import java.io.InputStream;
import java.util.random.RandomGenerator;

/**
 * One writer's way of putting letters on paper: a typewriter that is a little worn, or a hand that slants, wavers and
 * presses unevenly.
 *
 * <p>A hand is drawn from the outlines of a printed letter, each turned, sized and shifted by a little, and then bent by
 * a wave whose length is about a letter's, so that no two letters are alike and a reading machine errs now and then.
 */
public final class Pen {
    private static final FontRenderContext EXACT = new FontRenderContext(null, true, true);
    private static Font shared;

    private final Font letters;
    private final RandomGenerator random;
    private final boolean hand;
    private final double slant;
    private final double waver;
    private final double width;
    private final int grey;

    /** @throws CommandFailure where this Java cannot draw letters */
    public Pen(RandomGenerator random, boolean hand) {
        letters = letters();
        this.random = random;
        this.hand = hand;
        slant = hand ? -0.05 + random.nextDouble() * 0.4 : 0;
        waver = hand ? 0.5 + random.nextDouble() * 0.7 : 0.04;
        width = hand ? 0.9 + random.nextDouble() * 1.4 : 0.5;
        grey = hand ? 20 + random.nextInt(70) : 10 + random.nextInt(30);
    }

    /** Writes into a box; the canvas is measured in pixels, the box in millimetres. */
    public void write(Graphics2D paper, double pixelsPerMm, Box box, String words, int cells) {
        if (cells > 0) {
            for (int i = 0; i < words.length(); i++) {
                Box cell = new Box(box.x() + box.width() * i / cells, box.y(), box.width() / cells, box.height());
                line(paper, pixelsPerMm, cell, words.substring(i, i + 1), true);
            }
        } else {
            line(paper, pixelsPerMm, box, words, false);
        }
    }

    private void line(Graphics2D paper, double pixelsPerMm, Box box, String words, boolean centred) {
        double size = (hand ? 4.7 + random.nextDouble() * 0.5 : 4.2) * pixelsPerMm;
        Font font = letters.deriveFont((float) size);
        double inner = (box.width() - 3) * pixelsPerMm;
        double wanted = font.getStringBounds(words, EXACT).getWidth() * (hand ? 1.12 : 1);
        double squeeze = Math.min(1, inner / Math.max(1, wanted));
        double x = (box.x() + 1.5) * pixelsPerMm;
        if (centred) {
            x = (box.x() + box.width() / 2) * pixelsPerMm - font.getStringBounds(words, EXACT).getWidth() / 2;
            squeeze = 1;
        }
        double baseline = (box.y() + box.height() * 0.5) * pixelsPerMm + size * 0.33;
        double drift = hand ? random.nextGaussian() * 0.012 : 0;
        paper.setColor(new Color(grey, grey, grey));
        paper.setStroke(new BasicStroke((float) (width * pixelsPerMm / 12), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double pen = x;
        for (char letter : words.toCharArray()) {
            Shape outline = font.createGlyphVector(EXACT, new char[] {letter}).getOutline();
            AffineTransform place = new AffineTransform();
            place.translate(pen, baseline + (pen - x) * drift + jitter(size * 0.025));
            place.rotate(jitter(0.05));
            place.shear(-slant, 0);
            place.scale(squeeze * (1 + jitter(0.06)), 1 + jitter(0.06));
            Shape drawn = bent(place.createTransformedShape(outline), size);
            paper.fill(drawn);
            paper.draw(drawn);
            pen += font.getStringBounds(String.valueOf(letter), EXACT).getWidth() * squeeze * (hand ? 1.08 + jitter(0.04) : 1);
        }
    }

    /** A tick or a cross in a printed box, a little off and a little too long, as people make them. */
    public void tick(Graphics2D paper, double pixelsPerMm, Box box) {
        paper.setColor(new Color(grey, grey, grey));
        paper.setStroke(new BasicStroke((float) (pixelsPerMm * 0.45), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        double x = box.x() * pixelsPerMm;
        double y = box.y() * pixelsPerMm;
        double side = box.width() * pixelsPerMm;
        Path2D mark = new Path2D.Double();
        if (random.nextBoolean()) {
            mark.moveTo(x + side * near(0.12), y + side * near(0.12));
            mark.lineTo(x + side * near(0.9), y + side * near(0.9));
            mark.moveTo(x + side * near(0.9), y + side * near(0.1));
            mark.lineTo(x + side * near(0.1), y + side * near(0.92));
        } else {
            mark.moveTo(x + side * near(0.12), y + side * near(0.5));
            mark.lineTo(x + side * near(0.4), y + side * near(0.88));
            mark.lineTo(x + side * near(1.05), y + side * near(-0.05));
        }
        paper.draw(mark);
    }

    /** A signature: a run of loops that says nothing, which is what most of them do. */
    public void sign(Graphics2D paper, double pixelsPerMm, Box box) {
        paper.setColor(new Color(grey, grey, grey));
        paper.setStroke(new BasicStroke((float) (pixelsPerMm * 0.4), BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
        Path2D loops = new Path2D.Double();
        double length = 30 + random.nextDouble() * 40;
        double phase = random.nextDouble() * 6;
        for (double t = 0; t <= 1; t += 0.004) {
            double lean = Math.sin(t * 47 + phase) * (2.2 + 1.2 * Math.sin(t * 9 + phase));
            double x = box.x() + 6 + t * length + lean * 0.7;
            double y = box.y() + box.height() / 2 + Math.cos(t * 43 + phase) * (3.6 - 2 * t) * Math.sin(t * 13 + 1 + phase);
            if (t == 0) {
                loops.moveTo(x * pixelsPerMm, y * pixelsPerMm);
            } else {
                loops.lineTo(x * pixelsPerMm, y * pixelsPerMm);
            }
        }
        paper.draw(loops);
    }

    private Shape bent(Shape outline, double size) {
        double phaseX = random.nextDouble() * 6.28;
        double phaseY = random.nextDouble() * 6.28;
        double wave = 6.28 / (size * 0.9);
        double reach = waver * size * 0.035;
        Path2D bent = new Path2D.Double();
        double[] c = new double[6];
        for (PathIterator i = outline.getPathIterator(null); !i.isDone(); i.next()) {
            int kind = i.currentSegment(c);
            for (int k = 0; k < 6; k += 2) {
                double x = c[k];
                double y = c[k + 1];
                c[k] = x + reach * Math.sin(y * wave + phaseX);
                c[k + 1] = y + reach * Math.sin(x * wave + phaseY);
            }
            switch (kind) {
                case PathIterator.SEG_MOVETO -> bent.moveTo(c[0], c[1]);
                case PathIterator.SEG_LINETO -> bent.lineTo(c[0], c[1]);
                case PathIterator.SEG_QUADTO -> bent.quadTo(c[0], c[1], c[2], c[3]);
                case PathIterator.SEG_CUBICTO -> bent.curveTo(c[0], c[1], c[2], c[3], c[4], c[5]);
                default -> bent.closePath();
            }
        }
        return bent;
    }

    private double jitter(double deviation) {
        return hand ? random.nextGaussian() * deviation : random.nextGaussian() * deviation * 0.08;
    }

    private double near(double fraction) {
        return fraction + random.nextGaussian() * 0.05;
    }

    /** Read once, and not while the class is loaded: what is thrown there reaches nobody as a sentence. */
    private static synchronized Font letters() {
        if (shared == null) {
            try (InputStream bytes = Pen.class.getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
                shared = Font.createFont(Font.TRUETYPE_FONT, bytes);
            } catch (FontFormatException e) {
                throw new IllegalStateException("PDFBox's own font cannot be read", e);
            } catch (IOException | LinkageError | InternalError e) {
                throw new CommandFailure(Exit.REFUSED, ("Expected a Java that can draw letters, to print forms with, but %s cannot (%s):"
                        + " install its font libraries (on Debian libfontconfig1, libfreetype6 and libharfbuzz0b).")
                        .formatted(System.getProperty("java.home"), e));
            }
        }
        return shared;
    }
}
