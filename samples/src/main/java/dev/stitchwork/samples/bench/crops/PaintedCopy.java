package dev.stitchwork.samples.bench.crops;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.samples.scan.Pen;
import dev.stitchwork.splitter.raster.Gray;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.NoninvertibleTransformException;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * One copy of a form, filled in and scanned askew, with the labels of its ink: what a field's pen darkened is that
 * field's. Sheet and labels go through one and the same map, the sheet smoothly, the labels by the nearest pixel.
 */
final class PaintedCopy {
    /** A pixel that the pen darkened by this much is the pen's. */
    private static final int DARKENED = 12;
    private static final int PRINTED = 140;
    private static final double DEGREES = 3;
    private static final double SHIFT_PX = 15;
    private static final double SCALE = 0.02;
    private static final double NOISE = 7;
    private static final String LETTERS = "ABCDEFGHIKLMNOPRSTUVWXYZ";
    private static final String SMALL = "aabcdeeefghiijklmnnoopqrrsstuvwxyz";

    final Gray scan;
    final Labels labels;

    PaintedCopy(PaintedForm form, List<Field> fields, RandomGenerator random, boolean oneBit) {
        BufferedImage sheet = new BufferedImage(form.blank.getWidth(), form.blank.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        sheet.setData(form.blank.getRaster());
        Labels drawn = filled(sheet, fields, random);
        scan = Gray.white(sheet.getWidth(), sheet.getHeight());
        labels = new Labels(sheet.getWidth(), sheet.getHeight());
        scan(pixels(sheet), drawn, random, oneBit);
    }

    private static byte[] pixels(BufferedImage image) {
        return ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    }

    private static Labels filled(BufferedImage sheet, List<Field> fields, RandomGenerator random) {
        byte[] pixels = pixels(sheet);
        Labels labels = new Labels(sheet.getWidth(), sheet.getHeight());
        for (int i = 0; i < pixels.length; i++) {
            if ((pixels[i] & 0xff) < PRINTED) {
                labels.set(i % labels.width, i / labels.width, Labels.PRINT);
            }
        }
        Pen pen = new Pen(random, random.nextInt(3) > 0);
        Graphics2D paper = sheet.createGraphics();
        paper.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        paper.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        for (int i = 0; i < fields.size(); i++) {
            if (random.nextInt(8) == 0) {
                continue;
            }
            byte[] before = pixels.clone();
            write(paper, pen, fields.get(i), random);
            label(before, pixels, labels, i + 1);
        }
        paper.dispose();
        return labels;
    }

    private static void write(Graphics2D paper, Pen pen, Field field, RandomGenerator random) {
        Box box = field.box();
        if (field.kind().isChoice()) {
            pen.tick(paper, PaintedForm.PX_PER_MM, field.options().get(random.nextInt(field.options().size())).box());
            return;
        }
        // A hand keeps to the box only by and large.
        double off = random.nextGaussian() * 0.7;
        Box about = new Box(box.x(), box.y() + off, box.width(), box.height());
        int length = field.comb() > 0 ? field.comb() : 3 + random.nextInt((int) Math.max(3, box.width() / 4.5));
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            String letters = field.kind() == FieldKind.TEXT ? (i == 0 ? LETTERS : SMALL) : "0123456789";
            text.append(letters.charAt(random.nextInt(letters.length())));
        }
        pen.write(paper, PaintedForm.PX_PER_MM, about, text.toString(), field.comb());
    }

    private static void label(byte[] before, byte[] after, Labels labels, int field) {
        for (int i = 0; i < after.length; i++) {
            if (after[i] != before[i]) {
                int x = i % labels.width;
                int y = i / labels.width;
                boolean darkened = (before[i] & 0xff) - (after[i] & 0xff) >= DARKENED;
                if (labels.at(x, y) != Labels.PAPER) {
                    labels.set(x, y, Labels.SHARED);
                } else if (darkened) {
                    labels.set(x, y, field);
                }
            }
        }
    }

    private void scan(byte[] sheet, Labels drawn, RandomGenerator random, boolean oneBit) {
        Gray paper = new Gray(drawn.width, drawn.height, sheet);
        AffineTransform lay = new AffineTransform();
        lay.translate(scan.width() / 2.0 + within(random, SHIFT_PX), scan.height() / 2.0 + within(random, SHIFT_PX));
        lay.rotate(Math.toRadians(within(random, DEGREES)));
        double scale = 1 + within(random, SCALE);
        lay.scale(scale, scale);
        lay.translate(-scan.width() / 2.0, -scan.height() / 2.0);
        AffineTransform back;
        try {
            back = lay.createInverse();
        } catch (NoninvertibleTransformException impossible) {
            throw new IllegalStateException("a turn can be undone", impossible);
        }
        double[] at = new double[2];
        for (int y = 0; y < scan.height(); y++) {
            for (int x = 0; x < scan.width(); x++) {
                at[0] = x + 0.5;
                at[1] = y + 0.5;
                back.transform(at, 0, at, 0, 1);
                double grey = paper.sample(at[0], at[1]) - 6 + random.nextGaussian() * NOISE;
                int value = (int) Math.max(0, Math.min(255, grey));
                scan.set(x, y, oneBit ? (value > 150 ? 255 : 0) : value);
                labels.set(x, y, drawn.at((int) Math.floor(at[0]), (int) Math.floor(at[1])));
            }
        }
    }

    private static double within(RandomGenerator random, double most) {
        return (random.nextDouble() * 2 - 1) * most;
    }
}
