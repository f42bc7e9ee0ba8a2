package dev.stitchwork.samples.bench.crops;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.TemplatePage;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.FontFormatException;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * An empty form of random layout, A4 at 300 dpi: boxes that share rules as in a table, lines to write on, combs, tick
 * boxes and bubbles, grey panels, labels above, beside and inside the boxes, and text between.
 */
final class PaintedForm {
    static final double PX_PER_MM = 300 / 25.4;
    static final String REFERENCE = "blank.tif";
    private static final double LEFT = 16;
    private static final double RIGHT = 196;
    private static final String[] WORDS = {"Name", "of the", "applicant", "date", "account", "number", "please", "state", "office",
        "residence", "since", "reason", "total", "amount", "per month", "signature", "household", "reference", "only", "where"};

    final BufferedImage blank = new BufferedImage(2480, 3508, BufferedImage.TYPE_BYTE_GRAY);
    private final List<Field> fields = new ArrayList<>();
    private final RandomGenerator random;
    private final Graphics2D ink;
    private final Font font;

    PaintedForm(RandomGenerator random) {
        this.random = random;
        ink = blank.createGraphics();
        ink.setColor(Color.WHITE);
        ink.fillRect(0, 0, blank.getWidth(), blank.getHeight());
        ink.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        ink.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        font = font();
        text(LEFT + random.nextDouble() * 40, 18, 16, "Application " + words(3));
        double y = 26;
        while (y < 268) {
            y = row(y);
        }
        ink.dispose();
    }

    FormTemplate template() {
        return new FormTemplate("painted", "Painted form", Locale.UK,
                List.of(new TemplatePage(210, 297, Optional.of(new TemplatePage.Reference(REFERENCE, 1)))), fields);
    }

    private double row(double y) {
        double gap = 1 + random.nextDouble() * 4;
        return switch (random.nextInt(6)) {
            case 0, 1 -> table(y) + gap;
            case 2 -> lines(y) + gap;
            case 3 -> comb(y) + gap;
            case 4 -> choice(y) + gap;
            default -> paragraph(y);
        };
    }

    /** Boxes side by side that share their rules, some on grey, with a small label inside or above. */
    private double table(double y) {
        boolean inside = random.nextBoolean();
        double top = inside ? y : y + 3.5;
        double height = (inside ? 10.5 : 7.5) + random.nextDouble() * 2.5;
        int columns = 1 + random.nextInt(4);
        boolean panel = random.nextInt(4) == 0;
        int rows = 1 + random.nextInt(2);
        for (int r = 0; r < rows; r++) {
            double left = LEFT;
            for (int c = 0; c < columns; c++) {
                double width = (RIGHT - LEFT) / columns;
                Rectangle2D box = pixels(left, top, width, height);
                if (panel) {
                    ink.setColor(new Color(228, 228, 228));
                    ink.fill(box);
                }
                rule(0.2 + random.nextDouble() * 0.25);
                ink.draw(box);
                if (inside) {
                    text(left + 1, top + 2.4, 6.5, words(2));
                    written(left + 0.5, top + 3, width - 1, height - 3.4, FieldKind.TEXT, 0, 1);
                } else {
                    if (r == 0) {
                        text(left + 0.5, top - 0.8, 7.5, words(2));
                    }
                    written(left + 0.4, top + 0.4, width - 0.8, height - 0.8, kind(), 0, random.nextInt(5) == 0 ? 2 : 1);
                }
                left += width;
            }
            top += height;
        }
        return top;
    }

    private FieldKind kind() {
        return random.nextBoolean() ? FieldKind.TEXT : FieldKind.INTEGER;
    }

    /** A label and a line to write on. */
    private double lines(double y) {
        double height = 7.5 + random.nextDouble() * 2;
        double labelWidth = 25 + random.nextDouble() * 20;
        text(LEFT, y + height - 1.5, 9, words(2));
        rule(0.2);
        ink.draw(new Line2D.Double((LEFT + labelWidth) * PX_PER_MM, (y + height) * PX_PER_MM, RIGHT * PX_PER_MM, (y + height) * PX_PER_MM));
        written(LEFT + labelWidth, y, RIGHT - LEFT - labelWidth, height, FieldKind.TEXT, 0, 1);
        return y + height;
    }

    private double comb(double y) {
        double cell = 4.8 + random.nextDouble() * 1.4;
        int cells = 6 + random.nextInt(10);
        double height = 6.5 + random.nextDouble() * 1.5;
        double left = LEFT + random.nextDouble() * (RIGHT - LEFT - cells * cell);
        text(LEFT, y + 2.6, 7.5, words(2));
        double top = y + 3.5;
        rule(0.25);
        ink.draw(pixels(left, top, cells * cell, height));
        boolean half = random.nextBoolean();
        for (int i = 1; i < cells; i++) {
            double x = (left + i * cell) * PX_PER_MM;
            ink.draw(new Line2D.Double(x, (half ? top + height * 0.6 : top) * PX_PER_MM, x, (top + height) * PX_PER_MM));
        }
        written(left, top, cells * cell, height, FieldKind.CODE, cells, 1 + random.nextInt(3));
        return top + height;
    }

    private double choice(double y) {
        double side = 3 + random.nextDouble() * 2;
        int count = 2 + random.nextInt(4);
        boolean round = random.nextBoolean();
        text(LEFT, y + side, 8.5, words(2));
        List<Option> options = new ArrayList<>();
        double step = (RIGHT - LEFT - 40) / count;
        for (int i = 0; i < count; i++) {
            double x = LEFT + 40 + i * step;
            Rectangle2D box = pixels(x, y, side, side);
            rule(0.25);
            ink.draw(round ? new Ellipse2D.Double(box.getX(), box.getY(), box.getWidth(), box.getHeight()) : box);
            text(x + side + 1.5, y + side * 0.85, 8, words(1));
            options.add(new Option("" + (i + 1), "", new Box(x, y, side, side)));
        }
        Box all = options.get(0).box().union(options.get(count - 1).box());
        add(all, FieldKind.CHOICE_ONE, 1, 0, options);
        return y + side;
    }

    private double paragraph(double y) {
        int lines = 1 + random.nextInt(2);
        for (int i = 0; i < lines; i++) {
            text(LEFT, y + 3 + i * 3.6, 8.5, words(9));
        }
        return y + 1.5 + lines * 3.6;
    }

    private void written(double x, double y, double width, double height, FieldKind kind, int comb, int parts) {
        add(new Box(x, y, width, height), kind, parts, comb, List.of());
    }

    private void add(Box box, FieldKind kind, int parts, int comb, List<Option> options) {
        fields.add(new Field("f" + (fields.size() + 1), "", 1, box, kind, false, Rules.NONE, Sensitivity.NONE, parts, comb, options,
                MachinePolicy.VOTER));
    }

    private void rule(double mm) {
        ink.setColor(new Color(random.nextInt(60), 0, 0));
        ink.setStroke(new BasicStroke((float) (mm * PX_PER_MM)));
    }

    private void text(double x, double y, double points, String words) {
        ink.setColor(Color.BLACK);
        ink.setFont(font.deriveFont((float) (points * 300 / 72)));
        ink.drawString(words, (float) (x * PX_PER_MM), (float) (y * PX_PER_MM));
    }

    private String words(int count) {
        StringBuilder words = new StringBuilder();
        for (int i = 0; i < count; i++) {
            words.append(WORDS[random.nextInt(WORDS.length)]).append(' ');
        }
        return words.toString().strip();
    }

    private static Rectangle2D pixels(double x, double y, double width, double height) {
        return new Rectangle2D.Double(x * PX_PER_MM, y * PX_PER_MM, width * PX_PER_MM, height * PX_PER_MM);
    }

    private static Font font() {
        try (InputStream bytes = org.apache.pdfbox.pdmodel.PDDocument.class
                .getResourceAsStream("/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf")) {
            return Font.createFont(Font.TRUETYPE_FONT, bytes);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (FontFormatException broken) {
            throw new IllegalStateException("PDFBox's own font cannot be read", broken);
        }
    }
}
