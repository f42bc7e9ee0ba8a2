package dev.stitchwork.splitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
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
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page of thirty small fields, A5 at 300 dpi, on which one of them does not stand where the rest say it does. */
class FieldErrorTest {
    private static final double PX = 300 / 25.4;
    private static final int COLUMNS = 5;
    private static final int FIELDS = 30;
    private static final int MOVED = 13;
    private static final Pattern SENTENCE = Pattern.compile("Expected every field of page 1 of form 'grid' to lie on page 1 of scan 'grid.png' to within 0.7 mm"
            + " but field 'f13' may be off by (\\d\\.\\d) mm: check the template there, or scan the page flat\\.");

    @ParameterizedTest
    @CsvSource({"0, 0", "0.3, 0", "0, 0.3", "-0.3, 0.3"})
    void aFieldThatStandsWhereItShouldOrNearlySoIsCut(double dx, double dy) throws Exception {
        for (boolean filled : new boolean[] {false, true}) {
            assertEquals(FIELDS, split(page(dx, dy, filled)));
        }
    }

    @ParameterizedTest
    @CsvSource({"1.5, 0, 1.5", "-1.5, 0, 1.5", "2.5, 0, 2.5", "1, 1, 1.4", "0, 2, 2", "0, -1.5, 1.5"})
    void aFieldThatStandsElsewhereSendsItsPageToTheClient(double dx, double dy, double off) {
        for (boolean filled : new boolean[] {false, true}) {
            String sentence = assertThrows(IllegalStateException.class, () -> split(page(dx, dy, filled))).getMessage();
            Matcher said = SENTENCE.matcher(sentence);
            assertTrue(said.matches(), sentence);
            assertEquals(off, Double.parseDouble(said.group(1)), 0.25, sentence);
        }
    }

    /** How many fragments it is cut into. */
    private static int split(BufferedImage page) throws Exception {
        List<ShreddedDocument> documents = new ArrayList<>();
        byte[] png = PaperForm.written(page, "png");
        Scan scan = new Scan("grid.png", () -> new BytesChannel(png), template(), Map.of("blank.png", PaperForm.written(page(0, 0, false), "png")),
                Optional.empty());
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading()) {
            splitter.split(scan, new Splitter.Pieces() {
                @Override
                public void document(ShreddedDocument document) {
                    documents.add(document);
                }

                @Override
                public void refused(List<Integer> filePages, String reason) {
                    throw new IllegalStateException(reason);
                }
            });
        }
        return documents.get(0).shreds().size();
    }

    private static FormTemplate template() {
        List<Field> fields = new ArrayList<>();
        for (int i = 0; i < FIELDS; i++) {
            fields.add(new Field("f" + i, "f" + i, 1, box(i), FieldKind.TEXT, false, Rules.NONE, Sensitivity.NONE, 1, 0, List.of(),
                    MachinePolicy.VOTER));
        }
        return new FormTemplate("grid", "Grid", Locale.UK,
                List.of(new TemplatePage(148, 210, Optional.of(new TemplatePage.Reference("blank.png", 1)))), fields);
    }

    private static Box box(int field) {
        return new Box(12 + field % COLUMNS * 26, 40 + field / COLUMNS * 26, 17, 7);
    }

    /** @param dx how far one field stands to the right with its label, millimetres */
    private static BufferedImage page(double dx, double dy, boolean filled) {
        BufferedImage page = new BufferedImage((int) Math.round(148 * PX), (int) Math.round(210 * PX), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = page.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        pen.scale(PX, PX);
        pen.setColor(Color.BLACK);
        pen.setStroke(new BasicStroke(0.25f));
        write(pen, "RETURN OF MEASURES, to be sent in each month", 12, 24, 5);
        String[] labels = {"width", "height", "weight", "girth", "length", "depth", "colour"};
        for (int i = 0; i < FIELDS; i++) {
            double right = i == MOVED ? dx : 0;
            double down = i == MOVED ? dy : 0;
            Box box = box(i);
            write(pen, (i + 1) + " " + labels[i % labels.length], box.x() + right, box.y() - 1 + down, 3);
            pen.draw(new Rectangle2D.Double(box.x() + right, box.y() + down, box.width(), box.height()));
            if (filled) {
                write(pen, Integer.toString(100 + 37 * i), box.x() + right + 2, box.bottom() + down - 1.5, 5);
            }
        }
        pen.dispose();
        return page;
    }

    private static void write(Graphics2D pen, String text, double x, double y, float size) {
        pen.setFont(new Font("SansSerif", Font.PLAIN, 1).deriveFont(size));
        pen.drawString(text, (float) x, (float) y);
    }
}
