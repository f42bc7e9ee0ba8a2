package dev.stitchwork.samples.form;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.TemplateJson;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDNonTerminalField;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.junit.jupiter.api.Test;

class SampleFormFilesTest {
    private static final String REMEDY = "samples/forms is out of date; make it again as samples/README.md says";

    @Test
    void theKeptTemplateIsTheOneThisProgramWrites() {
        assertEquals(new String(TemplateJson.write(BenefitForm.template())), new String(SampleFormFiles.templateJson()), REMEDY);
        assertEquals(BenefitForm.template(), TemplateJson.read(SampleFormFiles.templateJson()), REMEDY);
    }

    @Test
    void theKeptBlankFormIsTheOneThisProgramDraws() throws IOException {
        ByteArrayOutputStream drawn = new ByteArrayOutputStream();
        BenefitFormPdf.write(drawn);
        // Pixels and not bytes: Javas differ in how tightly they compress.
        assertArrayEquals(pixels(drawn.toByteArray()), pixels(SampleFormFiles.blankPdf()), REMEDY);
        assertEquals(fields(drawn.toByteArray()), fields(SampleFormFiles.blankPdf()), REMEDY);
    }

    @Test
    void everyFieldOfTheTemplateIsAFormFieldAtItsBox() throws IOException {
        try (PDDocument document = Loader.loadPDF(SampleFormFiles.blankPdf())) {
            for (Field field : BenefitForm.template().fields()) {
                PDField made = document.getDocumentCatalog().getAcroForm().getField(field.name());
                assertEquals(field.label(), made.getAlternateFieldName());
                assertTrue(distance(field.box(), around(made)) < 0.05, () -> field.name() + " is at " + around(made));
            }
        }
    }

    @Test
    void theFormHasAFieldOfEveryKind() {
        Set<FieldKind> kinds = BenefitForm.template().fields().stream().map(Field::kind).collect(Collectors.toSet());
        assertEquals(EnumSet.allOf(FieldKind.class), kinds);
    }

    @Test
    void noTwoFieldsOverlapAndNoneLeavesThePaper() {
        List<Field> fields = BenefitForm.template().fields();
        for (Field field : fields) {
            Box box = field.box();
            assertTrue(box.x() >= BenefitForm.LEFT && box.right() <= BenefitForm.RIGHT && box.bottom() < BenefitForm.HEIGHT_MM,
                    () -> field.name() + " is at " + box);
            fields.stream().filter(other -> other != field).forEach(other ->
                    assertTrue(!box.overlaps(other.box()), () -> field.name() + " overlaps " + other.name()));
        }
    }

    private static byte[] pixels(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 150, ImageType.GRAY);
            return ((DataBufferByte) page.getRaster().getDataBuffer()).getData();
        }
    }

    private static List<String> fields(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return document.getDocumentCatalog().getAcroForm().getFields().stream()
                    .map(field -> field.getFullyQualifiedName() + " " + field.getFieldType() + " " + around(field))
                    .toList();
        }
    }

    /** The smallest box around all widgets of a field, mm from the page's top left. */
    private static Box around(PDField field) {
        if (field instanceof PDNonTerminalField parent) {
            return parent.getChildren().stream().map(SampleFormFilesTest::around).reduce(Box::union).orElseThrow();
        }
        return field.getWidgets().stream().map(widget -> box(widget.getRectangle())).reduce(Box::union).orElseThrow();
    }

    private static Box box(PDRectangle area) {
        double mm = 25.4 / 72;
        return new Box(area.getLowerLeftX() * mm, BenefitForm.HEIGHT_MM - area.getUpperRightY() * mm,
                area.getWidth() * mm, area.getHeight() * mm);
    }

    private static double distance(Box one, Box other) {
        double[] gaps = {one.x() - other.x(), one.y() - other.y(), one.right() - other.right(), one.bottom() - other.bottom()};
        return Arrays.stream(gaps).map(Math::abs).max().orElseThrow();
    }
}
