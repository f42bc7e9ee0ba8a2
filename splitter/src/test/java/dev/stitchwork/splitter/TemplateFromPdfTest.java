package dev.stitchwork.splitter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TemplateFromPdfTest {
    @TempDir
    private Path folder;

    @Test
    void electronicFieldsBecomeFieldsInMillimetresFromTheTopLeft() throws IOException {
        FormTemplate template = TemplateFromPdf.read(form(0), Optional.empty()).template();

        Field code = template.fields().get(0);
        assertEquals("member_code", code.name());
        assertEquals(new Box(25.4, 25.4, 50.8, 12.7), code.box());
        assertEquals(8, code.comb());
        assertEquals(8, code.rules().lengthMax().orElseThrow());
        assertEquals(true, code.required());
        assertEquals(FieldKind.SIGNATURE, template.fields().get(1).kind());
        assertEquals(210, template.pages().get(0).widthMm(), 0.2);
    }

    @Test
    void aPageThatIsTurnedIsMeasuredAsItIsLookedAt() throws IOException {
        FormTemplate template = TemplateFromPdf.read(form(90), Optional.empty()).template();

        assertEquals(297, template.pages().get(0).widthMm(), 0.2);
        assertEquals(new Box(258.9, 25.4, 12.7, 50.8), template.fields().get(0).box());
    }

    @Test
    void theDraftOfAnElectronicFormIsAValidTemplate() throws IOException {
        FormTemplate template = TemplateFromPdf.read(form(0), Optional.empty()).template();

        assertEquals(template, TemplateJson.read(TemplateJson.write(template)));
    }

    @Test
    void aFormWithoutElectronicFieldsGivesItsPagesAndSaysWhatIsLeft() throws IOException {
        Path pdf = folder.resolve("paper.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A4));
            document.addPage(new PDPage(PDRectangle.A4));
            document.save(pdf.toFile());
        }

        TemplateFromPdf.Draft draft = TemplateFromPdf.read(pdf, Optional.empty());

        assertEquals(2, draft.template().pages().size());
        assertEquals(List.of("'paper.pdf' has no electronic form fields: draw each field's box, in millimetres from the "
                + "top left, into \"fields\"."), draft.notes());
    }

    @Test
    void whatIsNoPdfIsRefused() throws IOException {
        Path text = Files.writeString(folder.resolve("letter.pdf"), "Dear madam");

        assertEquals("Expected a PDF but 'letter.pdf' cannot be read as one.",
                assertThrows(IOException.class, () -> TemplateFromPdf.read(text, Optional.empty())).getMessage());
    }

    private Path form(int turned) throws IOException {
        Path pdf = folder.resolve("form.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A4);
            page.setRotation(turned);
            document.addPage(page);
            PDAcroForm form = new PDAcroForm(document);
            form.setDefaultResources(new PDResources());
            document.getDocumentCatalog().setAcroForm(form);
            PDTextField code = new PDTextField(form);
            code.setPartialName("member_code");
            code.setMaxLen(8);
            code.setComb(true);
            code.setRequired(true);
            place(code.getWidgets().get(0), page, new PDRectangle(72, PDRectangle.A4.getHeight() - 108, 144, 36));
            PDSignatureField signed = new PDSignatureField(form);
            place(signed.getWidgets().get(0), page, new PDRectangle(72, 72, 144, 36));
            form.getFields().add(code);
            form.getFields().add(signed);
            document.save(pdf.toFile());
        }
        return pdf;
    }

    private static void place(PDAnnotationWidget widget, PDPage page, PDRectangle rectangle) throws IOException {
        widget.setRectangle(rectangle);
        widget.setPage(page);
        page.getAnnotations().add(widget);
    }
}
