package dev.stitchwork.samples.scan;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/**
 * Pages of a ruled ledger, filled in and scanned as {@link Wear} says: the same seed gives the same page, and each knows what
 * was written in which cell and which pixels of the scan show it.
 */
public final class Ledger {
    private static final double MM = 300 / 25.4;
    private static final int WIDTH = (int) Math.round(210 * MM);
    private static final int HEIGHT = (int) Math.round(297 * MM);
    private static final double LEFT = 20;
    private static final double TOP = 25;
    private static final double HEADING = 12;
    private static final double PITCH = 8;
    /** Writing stands so much below the middle of its row that tails cross the rule. */
    private static final double LOW = 1.7;
    public static final int ROWS = 28;
    private static final List<String> NAMES = List.of("number", "day", "goods", "place", "amount");
    private static final double[] WIDTHS = {16, 24, 66, 36, 28};
    private static final List<String> GOODS = List.of("Apples, dried", "Goose quills", "Rye flour", "Egg baskets", "Lamp oil", "Roofing slate",
            "Hay, pressed", "Beeswax", "Copper nails", "Fishing net", "Oak staves", "Barley");
    private static final List<String> PLACES = List.of("Old quay", "Yard", "Granary", "Gate", "Upper mill");

    /**
     * What a page went through.
     *
     * @param degrees by which it lies turned
     * @param curlPx by how much its middle is raised
     * @param ruleGrey grey of the rules on white paper
     * @param gaps share of each rule that is missing
     * @param outer whether the rules at the left and the right are there
     * @param rowRuleMissing number of a rule between rows that is not there; -1 for none
     * @param rowsRuled whether there are rules between rows
     * @param hand whether it is filled in by hand
     */
    public record Wear(double degrees, double curlPx, int ruleGrey, double gaps, boolean outer, int rowRuleMissing, boolean rowsRuled, boolean hand) {
        public static final Wear NONE = new Wear(0, 0, 60, 0, true, -1, true, true);

        public Wear turned(double by) {
            return new Wear(by, curlPx, ruleGrey, gaps, outer, rowRuleMissing, rowsRuled, hand);
        }

        public Wear curled(double px) {
            return new Wear(degrees, px, ruleGrey, gaps, outer, rowRuleMissing, rowsRuled, hand);
        }

        public Wear faint(int grey) {
            return new Wear(degrees, curlPx, grey, gaps, outer, rowRuleMissing, rowsRuled, hand);
        }

        public Wear broken(double share) {
            return new Wear(degrees, curlPx, ruleGrey, share, outer, rowRuleMissing, rowsRuled, hand);
        }

        public Wear withoutOuterRules() {
            return new Wear(degrees, curlPx, ruleGrey, gaps, false, rowRuleMissing, rowsRuled, hand);
        }

        public Wear withoutRowRule(int number) {
            return new Wear(degrees, curlPx, ruleGrey, gaps, outer, number, rowsRuled, hand);
        }

        public Wear unruled() {
            return new Wear(degrees, curlPx, ruleGrey, gaps, outer, rowRuleMissing, false, hand);
        }

        public Wear typed() {
            return new Wear(degrees, curlPx, ruleGrey, gaps, outer, rowRuleMissing, rowsRuled, false);
        }
    }

    /**
     * A scanned page.
     *
     * @param cells what is written in each row, by column; empty where nothing is
     * @param ink which part of the picture shows what is written in a cell, as a box that lies as the lines do would be
     *     bounded; empty where nothing is
     */
    public record Page(BufferedImage picture, List<List<String>> cells, List<List<Optional<Rectangle>>> ink) {}

    private final SplittableRandom random;
    private final Wear wear;
    private final BufferedImage sheet = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
    /** Number of the cell that a pixel's ink belongs to, from 1. */
    private final short[] labels = new short[WIDTH * HEIGHT];

    private Ledger(long seed, Wear wear) {
        random = new SplittableRandom(seed);
        this.wear = wear;
    }

    /** Its template; where its rows are not ruled it says how far they are apart. */
    public static FormTemplate template(boolean rowsRuled) {
        StringBuilder fields = new StringBuilder();
        double x = LEFT;
        for (int i = 0; i < WIDTHS.length; i++) {
            fields.append(i == 0 ? "" : ",").append("""
                    {"name": "%s", "page": 1, "kind": "text", "box": {"x": %s, "y": %s, "width": %s, "height": %s}}"""
                    .formatted(NAMES.get(i), x, TOP + HEADING, WIDTHS[i], PITCH * ROWS));
            x += WIDTHS[i];
        }
        return TemplateJson.read("""
                {"name": "ledger", "title": "Goods in and out", "locale": "en-GB",
                 "layout": {"kind": "register", "headingMm": %s%s}, "pages": [{"widthMm": 210, "heightMm": 297}], "fields": [%s]}
                """.formatted(HEADING, rowsRuled ? "" : ", \"rowPitchMm\": " + PITCH, fields).getBytes(StandardCharsets.UTF_8));
    }

    /** @param rows how many are filled in, from the top; every ninth is left out */
    public static Page page(long seed, int rows, Wear wear) {
        return new Ledger(seed, wear).page(rows);
    }

    private Page page(int rows) {
        Graphics2D pen = sheet.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, WIDTH, HEIGHT);
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        rules(pen);
        List<List<String>> cells = new ArrayList<>();
        Pen writer = new Pen(random, wear.hand);
        for (int row = 0; row < ROWS; row++) {
            List<String> words = row < rows && row % 9 != 8 ? words(row) : List.of("", "", "", "", "");
            double x = LEFT;
            for (int column = 0; column < WIDTHS.length; column++) {
                Box box = new Box(x, TOP + HEADING + row * PITCH + LOW, WIDTHS[column], PITCH);
                if (!words.get(column).isEmpty()) {
                    write(writer, box, words.get(column), row * WIDTHS.length + column + 1);
                }
                x += WIDTHS[column];
            }
            cells.add(words);
        }
        pen.dispose();
        return scanned(cells);
    }

    private List<String> words(int row) {
        return List.of(String.valueOf(101 + row), random.nextInt(5) == 0 ? "" : 1 + random.nextInt(28) + " May",
                GOODS.get(random.nextInt(GOODS.size())), random.nextInt(3) == 0 ? "" : PLACES.get(random.nextInt(PLACES.size())),
                random.nextInt(1, 900) + ".50");
    }

    /** Onto a sheet of its own first, to know which pixels it darkens. */
    private void write(Pen writer, Box box, String words, int label) {
        int left = (int) ((box.x() - 4) * MM);
        int top = (int) ((box.y() - 4) * MM);
        BufferedImage own = new BufferedImage((int) ((box.width() + 8) * MM), (int) ((box.height() + 8) * MM), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = own.createGraphics();
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, own.getWidth(), own.getHeight());
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.translate(-left, -top);
        writer.write(pen, MM, box, words, 0);
        pen.dispose();
        for (int y = 0; y < own.getHeight(); y++) {
            for (int x = 0; x < own.getWidth(); x++) {
                int grey = pixels(own)[y * own.getWidth() + x] & 255;
                int at = (top + y) * WIDTH + left + x;
                if (grey < 250) {
                    pixels(sheet)[at] = (byte) Math.min(grey, pixels(sheet)[at] & 255);
                    labels[at] = grey < 150 ? (short) label : labels[at];
                }
            }
        }
    }

    private void rules(Graphics2D pen) {
        double right = LEFT;
        double bottom = TOP + HEADING + ROWS * PITCH;
        for (int i = 0; i <= WIDTHS.length; i++) {
            if (wear.outer || i > 0 && i < WIDTHS.length) {
                rule(pen, right, TOP, right, bottom);
            }
            right += i < WIDTHS.length ? WIDTHS[i] : 0;
        }
        rule(pen, LEFT, TOP, right, TOP);
        for (int row = 0; row <= ROWS; row++) {
            if (row == 0 || wear.rowsRuled && row != wear.rowRuleMissing) {
                rule(pen, LEFT, TOP + HEADING + row * PITCH, right, TOP + HEADING + row * PITCH);
            }
        }
        pen.setFont(new Font(Font.SERIF, Font.BOLD, 40));
        double x = LEFT;
        for (int i = 0; i < WIDTHS.length; i++) {
            pen.setColor(Color.BLACK);
            pen.drawString(NAMES.get(i), (float) ((x + 2) * MM), (float) ((TOP + HEADING - 4) * MM));
            x += WIDTHS[i];
        }
    }

    private void rule(Graphics2D pen, double fromX, double fromY, double toX, double toY) {
        pen.setColor(new Color(wear.ruleGrey, wear.ruleGrey, wear.ruleGrey));
        pen.setStroke(new BasicStroke(3, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER));
        double length = Math.hypot(toX - fromX, toY - fromY);
        for (double at = 0; at < length;) {
            double end = Math.min(length, wear.gaps == 0 ? length : at + 3 + random.nextDouble() * 20);
            pen.draw(new Line2D.Double((fromX + (toX - fromX) * at / length) * MM, (fromY + (toY - fromY) * at / length) * MM,
                    (fromX + (toX - fromX) * end / length) * MM, (fromY + (toY - fromY) * end / length) * MM));
            at = end + (end - at) * wear.gaps / (1 - wear.gaps) * (0.5 + random.nextDouble());
        }
    }

    private Page scanned(List<List<String>> cells) {
        BufferedImage scan = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_BYTE_GRAY);
        byte[] from = pixels(sheet);
        byte[] to = pixels(scan);
        Rectangle[] ink = new Rectangle[ROWS * WIDTHS.length];
        double cos = Math.cos(Math.toRadians(wear.degrees));
        double sin = Math.sin(Math.toRadians(wear.degrees));
        for (int y = 0; y < HEIGHT; y++) {
            for (int x = 0; x < WIDTH; x++) {
                double u = (x - WIDTH / 2.0) * cos + (y - HEIGHT / 2.0) * sin + WIDTH / 2.0;
                double level = (y - HEIGHT / 2.0) * cos - (x - WIDTH / 2.0) * sin + HEIGHT / 2.0;
                double v = level + wear.curlPx * Math.sin(Math.PI * u / WIDTH);
                to[y * WIDTH + x] = (byte) Math.max(0, Math.min(255, (int) (grey(from, u, v) - 4 + random.nextInt(-9, 10))));
                int label = u < 0 || v < 0 || u >= WIDTH || v >= HEIGHT ? 0 : labels[(int) v * WIDTH + (int) u];
                if (label > 0) {
                    if (ink[label - 1] == null) {
                        ink[label - 1] = new Rectangle((int) u, (int) level, 1, 1);
                    }
                    ink[label - 1].add(new Rectangle((int) u, (int) level, 1, 1));
                }
            }
        }
        List<List<Optional<Rectangle>>> all = new ArrayList<>();
        for (int row = 0; row < ROWS; row++) {
            all.add(Arrays.stream(ink, row * WIDTHS.length, (row + 1) * WIDTHS.length).map(own -> turned(own, cos, sin)).toList());
        }
        return new Page(scan, cells, all);
    }

    /** The box, level as the page is, as the scan has it: around its turned corners. */
    private static Optional<Rectangle> turned(Rectangle level, double cos, double sin) {
        return Optional.ofNullable(level).map(box -> {
            Rectangle around = null;
            for (int corner = 0; corner < 4; corner++) {
                double u = (corner % 2 == 0 ? box.x : box.getMaxX()) - WIDTH / 2.0;
                double v = (corner < 2 ? box.y : box.getMaxY()) - HEIGHT / 2.0;
                Rectangle at = new Rectangle((int) (u * cos - v * sin + WIDTH / 2.0), (int) (u * sin + v * cos + HEIGHT / 2.0), 0, 0);
                around = around == null ? at : around.union(at);
            }
            return around;
        });
    }

    private static byte[] pixels(BufferedImage picture) {
        return ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
    }

    private static double grey(byte[] from, double u, double v) {
        int left = (int) Math.floor(u - 0.5);
        int top = (int) Math.floor(v - 0.5);
        if (left < 0 || top < 0 || left + 1 >= WIDTH || top + 1 >= HEIGHT) {
            return 255;
        }
        double across = u - 0.5 - left;
        double down = v - 0.5 - top;
        int at = top * WIDTH + left;
        return ((from[at] & 255) * (1 - across) + (from[at + 1] & 255) * across) * (1 - down)
                + ((from[at + WIDTH] & 255) * (1 - across) + (from[at + WIDTH + 1] & 255) * across) * down;
    }
}
