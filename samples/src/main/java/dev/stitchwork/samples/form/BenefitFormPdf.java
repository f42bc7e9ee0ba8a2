package dev.stitchwork.samples.form;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.Option;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.TimeZone;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/**
 * Draws the empty sample form. The font is embedded, so that every machine draws the same page; the paper looks the
 * way offices print: a dark band, tinted headings, thin frames, small labels.
 */
final class BenefitFormPdf implements AutoCloseable {
    static final String FONT = "/org/apache/pdfbox/resources/ttf/LiberationSans-Regular.ttf";
    static final float POINTS_PER_MM = 72f / 25.4f;
    private static final float PAGE_HEIGHT = (float) BenefitForm.HEIGHT_MM * POINTS_PER_MM;
    private static final Color BAND = new Color(0x1f, 0x3d, 0x4d);
    private static final Color TINT = new Color(0xe4, 0xec, 0xef);
    private static final Color FRAME = new Color(0x55, 0x66, 0x6e);
    private static final Color INK = new Color(0x22, 0x22, 0x22);

    private final PDDocument document = new PDDocument();
    private final PDFont font;
    private final PDPageContentStream ink;

    private BenefitFormPdf(PDPage page) throws IOException {
        document.addPage(page);
        try (InputStream bytes = PDDocument.class.getResourceAsStream(FONT)) {
            // Whole, not a subset: whoever fills the form in types letters that the labels do not have.
            font = PDType0Font.load(document, bytes, false);
        }
        ink = new PDPageContentStream(document, page);
    }

    /** Writes the form with its fields; the same bytes each time on one Java. */
    static void write(OutputStream out) throws IOException {
        PDPage page = new PDPage(new PDRectangle((float) BenefitForm.WIDTH_MM * POINTS_PER_MM, PAGE_HEIGHT));
        try (BenefitFormPdf form = new BenefitFormPdf(page)) {
            form.band();
            for (BenefitForm.Section section : BenefitForm.sections()) {
                form.heading(section);
            }
            for (Field field : BenefitForm.template().fields()) {
                form.field(field);
            }
            form.declaration();
            form.ink.close();
            BenefitFormFields.add(form.document, page, form.font);
            form.stamp();
            form.document.save(out);
        }
    }

    private void band() throws IOException {
        fill(BAND, new Box(0, 0, BenefitForm.WIDTH_MM, 27));
        double x = BenefitForm.LEFT;
        for (int leaf = 0; leaf < 3; leaf++) {
            fill(leaf == 1 ? Color.WHITE : new Color(0x9f, 0xc2, 0xcf), new Box(x + leaf * 4.2, 8.5 + leaf % 2 * 3, 3.2, 10));
        }
        text(Color.WHITE, 10, x + 17, 12, "Lindenau Mutual Aid Society");
        text(Color.WHITE, 17, x + 17, 20, BenefitForm.TITLE);
        text(Color.WHITE, 8, 170, 12, "Form LM 7");
        text(Color.WHITE, 8, 170, 16.5, "Edition 2026");
        text(INK, 8.5, x, 35, "Please fill in one form for each household, in dark ink and within the frames. Leave empty what does not apply.");
        text(INK, 8.5, x, 39.5, "Send it to: The Registrar, Lindenau Mutual Aid Society, 12 Mill Green, Lindenau. We answer within three weeks.");
    }

    private void heading(BenefitForm.Section section) throws IOException {
        fill(TINT, new Box(BenefitForm.LEFT, section.y(), BenefitForm.RIGHT - BenefitForm.LEFT, 5.6));
        text(BAND, 9.5, BenefitForm.LEFT + 2, section.y() + 4, section.heading());
    }

    private void field(Field field) throws IOException {
        Box box = field.box();
        if (field.kind().isChoice()) {
            text(FRAME, 7, box.x(), box.y() - 1.6, field.label());
            for (Option option : field.options()) {
                frame(0.8f, option.box());
                text(INK, 9, option.box().right() + 2, option.box().bottom() - 0.9, option.label());
            }
            return;
        }
        text(FRAME, 7, box.x(), box.y() - 1.2, field.label());
        frame(field.kind() == FieldKind.SIGNATURE ? 1.0f : 0.7f, box);
        for (int cell = 1; cell < field.comb(); cell++) {
            double x = box.x() + box.width() * cell / field.comb();
            line(0.5f, x, box.y() + box.height() * 0.35, x, box.bottom());
        }
    }

    private void declaration() throws IOException {
        text(INK, 8.5, BenefitForm.LEFT, 257,
                "What I have stated is complete and true. I will report changes in my household or income within four weeks.");
        text(FRAME, 7, BenefitForm.LEFT, 290, "LM 7 / 2026");
        text(FRAME, 7, 178, 290, "Page 1 of 1");
        // Three corner marks, as forms for scanning have: the fourth corner tells which way up the page is.
        fill(INK, new Box(7, 32, 4, 4));
        fill(INK, new Box(199, 32, 4, 4));
        fill(INK, new Box(7, 284, 4, 4));
    }

    private void fill(Color color, Box box) throws IOException {
        ink.setNonStrokingColor(color);
        ink.addRect(points(box.x()), up(box.bottom()), points(box.width()), points(box.height()));
        ink.fill();
    }

    private void frame(float width, Box box) throws IOException {
        ink.setStrokingColor(FRAME);
        ink.setLineWidth(width);
        ink.addRect(points(box.x()), up(box.bottom()), points(box.width()), points(box.height()));
        ink.stroke();
    }

    private void line(float width, double x1, double y1, double x2, double y2) throws IOException {
        ink.setStrokingColor(FRAME);
        ink.setLineWidth(width);
        ink.moveTo(points(x1), up(y1));
        ink.lineTo(points(x2), up(y2));
        ink.stroke();
    }

    private void text(Color color, double size, double x, double baseline, String words) throws IOException {
        ink.beginText();
        ink.setNonStrokingColor(color);
        ink.setFont(font, (float) size);
        ink.newLineAtOffset(points(x), up(baseline));
        ink.showText(words);
        ink.endText();
    }

    /** A fixed date and id, so that drawing the form again changes nothing. */
    private void stamp() {
        Calendar day = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        day.clear();
        day.set(2026, Calendar.JANUARY, 1);
        document.getDocumentInformation().setTitle(BenefitForm.TITLE);
        document.getDocumentInformation().setCreationDate(day);
        document.getDocumentInformation().setModificationDate(day);
        document.setDocumentId(7L);
    }

    static float points(double mm) {
        return (float) mm * POINTS_PER_MM;
    }

    /** A height above the page's foot, which is how PDF counts. */
    static float up(double mmFromTop) {
        return PAGE_HEIGHT - points(mmFromTop);
    }

    @Override
    public void close() throws IOException {
        document.close();
    }
}
