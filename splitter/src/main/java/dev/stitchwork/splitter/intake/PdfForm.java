package dev.stitchwork.splitter.intake;

import java.io.IOException;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationWidget;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAppearanceEntry;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDChoice;
import org.apache.pdfbox.pdmodel.interactive.form.PDField;
import org.apache.pdfbox.pdmodel.interactive.form.PDPushButton;
import org.apache.pdfbox.pdmodel.interactive.form.PDSignatureField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTerminalField;

/** The electronic form of a PDF: which field each drawn widget belongs to, and what stands in it. */
public final class PdfForm {
    /**
     * One place on a page where a field is drawn.
     *
     * @param widget the annotation itself
     */
    public record Placed(PDField field, PDAnnotationWidget widget) {
        /** The state that ticking this box sets; empty for what is no tick box. */
        public Optional<String> onState() {
            PDAppearanceEntry normal =
                    widget.getAppearance() == null ? null : widget.getAppearance().getNormalAppearance();
            if (normal == null || !normal.isSubDictionary()) {
                return Optional.empty();
            }
            return normal.getSubDictionary().keySet().stream()
                    .map(COSName::getName)
                    .filter(state -> !state.equals(COSName.Off.getName()))
                    .findFirst();
        }
    }

    private final Map<COSDictionary, PDField> fields = new IdentityHashMap<>();
    private final XfaValues typed;
    private final boolean isDrawnElsewhere;

    public PdfForm(PDDocument document) {
        PDAcroForm form = document.getDocumentCatalog().getAcroForm();
        typed = XfaValues.of(form);
        isDrawnElsewhere = form != null && form.xfaIsDynamic() && document.getDocumentCatalog().getCOSObject()
                .getBoolean(COSName.getPDFName("NeedsRendering"), false);
        if (form == null) {
            return;
        }
        for (PDField field : form.getFieldTree()) {
            if (field instanceof PDTerminalField && !(field instanceof PDPushButton)) {
                field.getWidgets().forEach(widget -> fields.put(widget.getCOSObject(), field));
            }
        }
    }

    public boolean isEmpty() {
        return fields.isEmpty();
    }

    /** Whether the pages of the file are none of the form's: they stand in its XFA part, as a program that no reader but one runs. */
    boolean isDrawnElsewhere() {
        return isDrawnElsewhere;
    }

    /** The fields drawn on a page, in the order in which the page lists them. */
    public List<Placed> on(PDPage page) throws IOException {
        List<Placed> placed = new ArrayList<>();
        for (PDAnnotation annotation : page.getAnnotations()) {
            PDField field = fields.get(annotation.getCOSObject());
            if (field != null && annotation instanceof PDAnnotationWidget widget && widget.getRectangle() != null
                    && widget.getRectangle().getWidth() > 0 && widget.getRectangle().getHeight() > 0) {
                placed.add(new Placed(field, widget));
            }
        }
        return placed;
    }

    List<FormValue> values(PDPage page) throws IOException {
        PageFrame frame = new PageFrame(page);
        List<FormValue> values = new ArrayList<>();
        for (Placed placed : on(page)) {
            values.add(value(placed, frame));
        }
        return values;
    }

    private FormValue value(Placed placed, PageFrame frame) {
        PDField field = placed.field();
        String name = field.getFullyQualifiedName();
        var box = frame.box(placed.widget().getRectangle());
        if (field instanceof PDButton) {
            COSName state = placed.widget().getAppearanceState();
            boolean ticked = state != null && !state.equals(COSName.Off);
            String on = placed.onState().orElse("");
            ticked |= !on.isEmpty() && typed.value(name).filter(on::equals).isPresent();
            return new FormValue(name, box, FormValue.Kind.TICK, on, ticked);
        }
        if (field instanceof PDSignatureField signature) {
            return new FormValue(name, box, FormValue.Kind.SIGNATURE, "", signature.getSignature() != null);
        }
        String text = field instanceof PDChoice choice ? String.join(", ", choice.getValue()) : field.getValueAsString();
        String found = text.isBlank() ? typed.value(name).orElse("") : text;
        return new FormValue(name, box, FormValue.Kind.TEXT, found.strip(), !found.isBlank());
    }
}
