package dev.stitchwork.samples.bench.metadata;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Calendar;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDMetadata;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureElement;
import org.apache.pdfbox.pdmodel.documentinterchange.logicalstructure.PDStructureTreeRoot;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;
import org.apache.pdfbox.pdmodel.graphics.image.PDImageXObject;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentGroup;
import org.apache.pdfbox.pdmodel.graphics.optionalcontent.PDOptionalContentProperties;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionJavaScript;
import org.apache.pdfbox.pdmodel.interactive.action.PDActionURI;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotation;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationLink;
import org.apache.pdfbox.pdmodel.interactive.annotation.PDAnnotationText;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDDocumentOutline;
import org.apache.pdfbox.pdmodel.interactive.documentnavigation.outline.PDOutlineItem;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;

/**
 * A PDF of one scanned page with a canary wherever a PDF can hold words that do not show: information, XMP, attachments,
 * outlines, scripts, structure, layers, hidden notes, names of form fields, the invisible text that scanners lay over pages.
 */
final class StuffedPdf {
    private static final float DPI = 300;

    private StuffedPdf() {}

    static byte[] of(BufferedImage page, Canaries canaries, String file) throws IOException {
        try (PDDocument document = new PDDocument()) {
            PDPage sheet = new PDPage(new PDRectangle(page.getWidth() * 72 / DPI, page.getHeight() * 72 / DPI));
            document.addPage(sheet);
            PDImageXObject picture = Pixels.stored(document, page);
            picture.setMetadata(xmp(document, canaries, file + ", picture"));
            picture.getCOSObject().setItem(COSName.getPDFName("PieceInfo"), pieces(canaries, file + ", picture"));
            content(document, sheet, picture, canaries, file);
            sheet.setMetadata(xmp(document, canaries, file + ", page"));
            sheet.getCOSObject().setItem(COSName.getPDFName("PieceInfo"), pieces(canaries, file + ", page"));
            sheet.setAnnotations(notes(canaries, file));
            information(document, canaries, file);
            catalog(document, canaries, file);
            form(document, sheet, canaries, file);
            COSArray id = new COSArray();
            id.add(new COSString(canaries.bytes(file + ", id")));
            id.add(new COSString(canaries.bytes(file + ", second id")));
            document.getDocument().setDocumentID(id);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            document.save(out);
            out.writeBytes(StuffedPng.joined("\n% ", canaries.bytes(file + ", behind the end")));
            return out.toByteArray();
        }
    }

    private static void content(PDDocument document, PDPage sheet, PDImageXObject picture, Canaries canaries, String file)
            throws IOException {
        try (PDPageContentStream ink = new PDPageContentStream(document, sheet)) {
            ink.addComment(canaries.plant(file + ", comment among the drawing"));
            ink.drawImage(picture, 0, 0, sheet.getMediaBox().getWidth(), sheet.getMediaBox().getHeight());
            COSDictionary words = new COSDictionary();
            words.setString(COSName.ACTUAL_TEXT, canaries.plant(file + ", text of a span"));
            words.setString(COSName.ALT, canaries.plant(file + ", other text of a span"));
            ink.beginMarkedContent(COSName.getPDFName("Span"),
                    org.apache.pdfbox.pdmodel.documentinterchange.markedcontent.PDPropertyList.create(words));
            ink.beginText();
            ink.setRenderingMode(RenderingMode.NEITHER);
            ink.setFont(new PDType1Font(Standard14Fonts.FontName.HELVETICA), 10);
            ink.newLineAtOffset(100, 500);
            ink.showText(canaries.plant(file + ", invisible text"));
            ink.endText();
            ink.endMarkedContent();
        }
    }

    private static void information(PDDocument document, Canaries canaries, String file) {
        PDDocumentInformation about = document.getDocumentInformation();
        for (String key : new String[] {"Title", "Author", "Subject", "Keywords", "Creator", "Producer", "Company", "SourceModified"}) {
            about.setCustomMetadataValue(key, canaries.plant("%s, information %s".formatted(file, key)));
        }
        Calendar then = new GregorianCalendar(2001, Calendar.MARCH, 4);
        about.setCreationDate(then);
        about.setModificationDate(then);
    }

    private static void catalog(PDDocument document, Canaries canaries, String file) throws IOException {
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setMetadata(xmp(document, canaries, file));
        catalog.setLanguage(canaries.plant(file + ", language"));
        catalog.getCOSObject().setItem(COSName.getPDFName("PieceInfo"), pieces(canaries, file + ", catalog"));
        PDDocumentOutline outline = new PDDocumentOutline();
        PDOutlineItem item = new PDOutlineItem();
        item.setTitle(canaries.plant(file + ", outline"));
        outline.addLast(item);
        catalog.setDocumentOutline(outline);
        catalog.setOpenAction(new PDActionJavaScript("// " + canaries.plant(file + ", script")));
        PDOptionalContentProperties layers = new PDOptionalContentProperties();
        layers.addGroup(new PDOptionalContentGroup(canaries.plant(file + ", layer")));
        catalog.setOCProperties(layers);
        PDStructureTreeRoot structure = new PDStructureTreeRoot();
        PDStructureElement figure = new PDStructureElement("Figure", structure);
        figure.setTitle(canaries.plant(file + ", title of a figure"));
        figure.setAlternateDescription(canaries.plant(file + ", description of a figure"));
        figure.setActualText(canaries.plant(file + ", text of a figure"));
        figure.setExpandedForm(canaries.plant(file + ", abbreviation"));
        structure.appendKid(figure);
        catalog.setStructureTreeRoot(structure);
        PDEmbeddedFile bytes = new PDEmbeddedFile(document, new ByteArrayInputStream(canaries.bytes(file + ", attachment")));
        PDComplexFileSpecification attached = new PDComplexFileSpecification();
        attached.setFile(canaries.plant(file + ", name of the attachment"));
        attached.setFileUnicode(canaries.plant(file + ", name of the attachment in Unicode"));
        attached.setFileDescription(canaries.plant(file + ", description of the attachment"));
        attached.setEmbeddedFile(bytes);
        PDEmbeddedFilesNameTreeNode tree = new PDEmbeddedFilesNameTreeNode();
        tree.setNames(Map.of(canaries.plant(file + ", key of the attachment"), attached));
        PDDocumentNameDictionary names = new PDDocumentNameDictionary(catalog);
        names.setEmbeddedFiles(tree);
        catalog.setNames(names);
    }

    private static List<PDAnnotation> notes(Canaries canaries, String file) {
        PDAnnotationText note = new PDAnnotationText();
        note.setRectangle(new PDRectangle(100, 100, 200, 200));
        note.setHidden(true);
        note.setContents(canaries.plant(file + ", hidden note"));
        note.setSubject(canaries.plant(file + ", subject of the note"));
        note.setTitlePopup(canaries.plant(file + ", author of the note"));
        note.setRichContents(canaries.plant(file + ", rich note"));
        note.setAnnotationName(canaries.plant(file + ", name of the note"));
        PDAnnotationLink link = new PDAnnotationLink();
        link.setRectangle(new PDRectangle(100, 400, 200, 50));
        PDActionURI address = new PDActionURI();
        address.setURI("http://example.org/" + canaries.plant(file + ", link"));
        link.setAction(address);
        return new java.util.ArrayList<>(List.of(note, link));
    }

    /** A field that stands on no page: its names say what, nothing is typed in. */
    private static void form(PDDocument document, PDPage sheet, Canaries canaries, String file) throws IOException {
        PDAcroForm form = new PDAcroForm(document);
        document.getDocumentCatalog().setAcroForm(form);
        PDTextField field = new PDTextField(form);
        field.setPartialName(canaries.plant(file + ", name of a form field"));
        field.setAlternateFieldName(canaries.plant(file + ", hint of a form field"));
        field.setMappingName(canaries.plant(file + ", export name of a form field"));
        field.getWidgets().get(0).setRectangle(new PDRectangle(0, 0, 0, 0));
        field.getWidgets().get(0).setHidden(true);
        sheet.getAnnotations().add(field.getWidgets().get(0));
        form.getFields().add(field);
    }

    private static PDMetadata xmp(PDDocument document, Canaries canaries, String file) throws IOException {
        return new PDMetadata(document, new ByteArrayInputStream(Tags.xmp(canaries, file)));
    }

    /** What a program may keep for itself in a document. */
    private static COSDictionary pieces(Canaries canaries, String file) {
        COSDictionary data = new COSDictionary();
        data.setString(COSName.getPDFName("Private"), canaries.plant(file + ", a program's own data"));
        COSDictionary programs = new COSDictionary();
        programs.setItem(COSName.getPDFName(canaries.plant(file + ", a program's name")), data);
        return programs;
    }
}
