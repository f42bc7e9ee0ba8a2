package dev.stitchwork.splitter;

import dev.stitchwork.engine.Scan;
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
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.color.PDDeviceGray;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;

/**
 * A small form of the tests' own, A6 at 300 dpi: a name, a town, a choice of three, a signature.
 *
 * <pre>
 *   APPLICATION FOR A GARDEN
 *   Name [__________________]
 *   Town [__________________]
 *   Plot  [] small  [] medium  [] large
 *   Signed [________________]
 * </pre>
 */
final class PaperForm {
    static final double WIDTH_MM = 105;
    static final double HEIGHT_MM = 148;
    private static final double PX = 300 / 25.4;
    private static final String FONT = "SansSerif";

    private PaperForm() {}

    static FormTemplate template() {
        List<Option> options = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            options.add(new Option(List.of("small", "medium", "large").get(i), "", new Box(30 + 20 * i, 76, 5, 5)));
        }
        return new FormTemplate("garden", "Application for a garden", Locale.UK,
                List.of(new TemplatePage(WIDTH_MM, HEIGHT_MM, Optional.of(new TemplatePage.Reference("blank.png", 1)))),
                List.of(field("name", new Box(30, 36, 60, 9), FieldKind.PERSON_NAME, List.of()),
                        field("town", new Box(30, 56, 60, 9), FieldKind.TEXT, List.of()),
                        field("plot", new Box(30, 76, 45, 5), FieldKind.CHOICE_ONE, options),
                        field("signed", new Box(30, 100, 60, 14), FieldKind.SIGNATURE, List.of())));
    }

    private static Field field(String name, Box box, FieldKind kind, List<Option> options) {
        return new Field(name, name, 1, box, kind, false, Rules.NONE, Sensitivity.NONE, 1, 0, options, MachinePolicy.VOTER);
    }

    static BufferedImage blank() {
        BufferedImage page = new BufferedImage(
                (int) Math.round(WIDTH_MM * PX), (int) Math.round(HEIGHT_MM * PX), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = pen(page);
        pen.setColor(Color.WHITE);
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        pen.setColor(Color.BLACK);
        write(pen, "APPLICATION FOR A GARDEN", 12, 20, 7, Font.BOLD);
        write(pen, "Every member of the society may ask for one plot a year.", 12, 28, 3, Font.PLAIN);
        pen.setStroke(new BasicStroke(3));
        template().fields().forEach(field -> {
            write(pen, field.name(), 8, field.box().bottom() - 2, 4, Font.PLAIN);
            if (field.options().isEmpty()) {
                frame(pen, field.box());
            }
            field.options().forEach(option -> {
                frame(pen, option.box());
                write(pen, option.value(), option.box().right() + 1, option.box().bottom() - 1, 3, Font.PLAIN);
            });
        });
        write(pen, "For the society only: received, granted, refused, plot number", 12, 130, 3, Font.PLAIN);
        write(pen, "Form 12 / 2026", 70, 140, 3, Font.PLAIN);
        pen.dispose();
        return page;
    }

    /** A copy filled in: nothing where a text is empty, no tick where the plot is 0. */
    static BufferedImage filled(String name, String town, int plot, boolean signed) {
        BufferedImage page = blank();
        Graphics2D pen = pen(page);
        pen.setColor(new Color(30, 30, 90));
        write(pen, name, 33, 43, 6, Font.PLAIN);
        write(pen, town, 33, 63, 6, Font.PLAIN);
        pen.setStroke(new BasicStroke(5));
        if (plot > 0) {
            Box box = template().fields().get(2).options().get(plot - 1).box();
            line(pen, box.x() + 0.6, box.y() + 0.6, box.right() - 0.6, box.bottom() - 0.6);
            line(pen, box.x() + 0.6, box.bottom() - 0.6, box.right() - 0.6, box.y() + 0.6);
        }
        for (int i = 0; signed && i < 8; i++) {
            line(pen, 35 + 4 * i, 110 - i % 2 * 6, 39 + 4 * i, 104 + i % 2 * 6);
        }
        pen.dispose();
        return page;
    }

    /** A scan of a page that lay turned and shifted on the glass. */
    static BufferedImage scanned(BufferedImage page, double degrees, double dx, double dy) {
        BufferedImage scan = new BufferedImage(page.getWidth(), page.getHeight(), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D glass = pen(scan);
        glass.setColor(Color.WHITE);
        glass.fillRect(0, 0, scan.getWidth(), scan.getHeight());
        AffineTransform lies = AffineTransform.getTranslateInstance(dx, dy);
        lies.rotate(Math.toRadians(degrees), page.getWidth() / 2.0, page.getHeight() / 2.0);
        glass.drawImage(page, lies, null);
        glass.dispose();
        return scan;
    }

    static byte[] written(BufferedImage page, String format) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            if (!ImageIO.write(page, format, bytes)) {
                throw new IllegalStateException("No writer for " + format);
            }
            return bytes.toByteArray();
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    static byte[] pdf(BufferedImage... pages) throws IOException {
        try (PDDocument document = new PDDocument(); ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            for (BufferedImage page : pages) {
                PDPage sheet = new PDPage(new PDRectangle(page.getWidth() * 72f / 300, page.getHeight() * 72f / 300));
                document.addPage(sheet);
                try (PDPageContentStream content = new PDPageContentStream(document, sheet)) {
                    content.drawImage(stored(document, page), 0, 0,
                            sheet.getMediaBox().getWidth(), sheet.getMediaBox().getHeight());
                }
            }
            document.save(bytes);
            return bytes.toByteArray();
        }
    }

    /** The page's very greys; PDFBox's own way to make one changes them. */
    private static PDImageXObject stored(PDDocument document, BufferedImage page) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(((DataBufferByte) page.getRaster().getDataBuffer()).getData());
        }
        return new PDImageXObject(document, new ByteArrayInputStream(packed.toByteArray()), COSName.FLATE_DECODE,
                page.getWidth(), page.getHeight(), 8, PDDeviceGray.INSTANCE);
    }

    static Scan scan(String name, byte[] bytes) {
        return new Scan(name, () -> new BytesChannel(bytes), template(),
                Map.of("blank.png", written(blank(), "png")), Optional.empty());
    }

    private static Graphics2D pen(BufferedImage page) {
        Graphics2D pen = page.createGraphics();
        pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        return pen;
    }

    private static void write(Graphics2D pen, String text, double x, double y, double sizeMm, int style) {
        pen.setFont(new Font(FONT, style, (int) Math.round(sizeMm * PX)));
        pen.drawString(text, (float) (x * PX), (float) (y * PX));
    }

    private static void frame(Graphics2D pen, Box box) {
        pen.drawRect((int) (box.x() * PX), (int) (box.y() * PX), (int) (box.width() * PX), (int) (box.height() * PX));
    }

    private static void line(Graphics2D pen, double x1, double y1, double x2, double y2) {
        pen.drawLine((int) (x1 * PX), (int) (y1 * PX), (int) (x2 * PX), (int) (y2 * PX));
    }
}
