package dev.stitchwork.samples.form;

import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.Option;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDResources;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceDictionary;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceEntry;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceStream;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDCheckBox;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDNonTerminalField;
import org.apache.pdfbox.pdmodel.interactive.form.PDRadioButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.pdmodel.interactive.form.PDVariableText;

/**
 * Lays form fields (AcroForm) over the drawn form, one for each field of the template: a choice of one is a group of
 * radio buttons, a choice of any is a parent with a check box for each option.
 */
final class BenefitFormFields {
    private final PDDocument document;
    private final PDPage page;
    private final PDAcroForm form;

    private BenefitFormFields(PDDocument document, PDPage page, PDFont font) {
        this.document = document;
        this.page = page;
        form = new PDAcroForm(document);
        PDResources resources = new PDResources();
        resources.put(COSName.getPDFName("Sans"), font);
        form.setDefaultResources(resources);
        form.setDefaultAppearance("/Sans 11 Tf 0 g");
        document.getDocumentCatalog().setAcroForm(form);
    }

    static void add(PDDocument document, PDPage page, PDFont font) throws IOException {
        BenefitFormFields fields = new BenefitFormFields(document, page, font);
        List<PDField> all = new ArrayList<>();
        for (Field field : BenefitForm.template().fields()) {
            PDField made = fields.field(field);
            made.setPartialName(field.name());
            made.setAlternateFieldName(field.label());
            all.add(made);
        }
        fields.form.setFields(all);
    }

    private PDField field(Field field) throws IOException {
        return switch (field.kind()) {
            case CHOICE_ONE -> radioButtons(field);
            case CHOICE_ANY -> checkBoxes(field);
            case SIGNATURE -> signature(field);
            default -> text(field);
        };
    }

    private PDField text(Field field) throws IOException {
        PDTextField made = new PDTextField(form);
        made.setRequired(field.required());
        made.setDefaultAppearance("/Sans 11 Tf 0 g");
        if (field.comb() > 0) {
            made.setMaxLen(field.comb());
            made.setComb(true);
            made.setQ(PDVariableText.QUADDING_CENTERED);
        }
        field.rules().lengthMax().ifPresent(made::setMaxLen);
        place(made.getWidgets().get(0), field.box());
        return made;
    }

    private PDField signature(Field field) throws IOException {
        PDSignatureField made = new PDSignatureField(form);
        place(made.getWidgets().get(0), field.box());
        return made;
    }

    private PDField radioButtons(Field field) throws IOException {
        PDRadioButton made = new PDRadioButton(form);
        List<PDAnnotationWidget> widgets = new ArrayList<>();
        for (Option option : field.options()) {
            PDAnnotationWidget widget = new PDAnnotationWidget();
            widget.getCOSObject().setItem(COSName.PARENT, made);
            tickable(widget, option);
            widgets.add(widget);
        }
        made.setWidgets(widgets);
        return made;
    }

    private PDField checkBoxes(Field field) throws IOException {
        PDNonTerminalField parent = new PDNonTerminalField(form);
        List<PDField> children = new ArrayList<>();
        for (Option option : field.options()) {
            PDButton box = new PDCheckBox(form);
            box.setPartialName(option.value());
            box.setAlternateFieldName(option.label());
            box.getCOSObject().setItem(COSName.PARENT, parent);
            tickable(box.getWidgets().get(0), option);
            children.add(box);
        }
        parent.setChildren(children);
        return parent;
    }

    /** A widget with two looks: nothing, and a cross; the second is named by the option's value. */
    private void tickable(PDAnnotationWidget widget, Option option) throws IOException {
        place(widget, option.box());
        PDRectangle area = new PDRectangle(widget.getRectangle().getWidth(), widget.getRectangle().getHeight());
        COSDictionary states = new COSDictionary();
        states.setItem(COSName.Off, look(area, false));
        states.setItem(COSName.getPDFName(option.value()), look(area, true));
        PDAppearanceDictionary appearance = new PDAppearanceDictionary();
        appearance.setNormalAppearance(new PDAppearanceEntry(states));
        widget.setAppearance(appearance);
        widget.setAppearanceState(COSName.Off.getName());
    }

    private PDAppearanceStream look(PDRectangle area, boolean crossed) throws IOException {
        PDAppearanceStream stream = new PDAppearanceStream(document);
        stream.setBBox(area);
        stream.setResources(new PDResources());
        try (PDPageContentStream ink = new PDPageContentStream(document, stream)) {
            if (crossed) {
                float edge = 2;
                ink.setLineWidth(1.5f);
                ink.moveTo(edge, edge);
                ink.lineTo(area.getWidth() - edge, area.getHeight() - edge);
                ink.moveTo(edge, area.getHeight() - edge);
                ink.lineTo(area.getWidth() - edge, edge);
                ink.stroke();
            }
        }
        return stream;
    }

    private void place(PDAnnotationWidget widget, Box box) throws IOException {
        widget.setRectangle(new PDRectangle(BenefitFormPdf.points(box.x()), BenefitFormPdf.up(box.bottom()),
                BenefitFormPdf.points(box.width()), BenefitFormPdf.points(box.height())));
        widget.setPage(page);
        widget.setPrinted(true);
        page.getAnnotations().add(widget);
    }
}
