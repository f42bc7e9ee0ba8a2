package dev.stitchwork.splitter.intake;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.splitter.reading.FormValueReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.interactive.form.PDAcroForm;
import org.apache.pdfbox.pdmodel.interactive.form.PDNonTerminalField;
import org.apache.pdfbox.pdmodel.interactive.form.PDTextField;
import org.apache.pdfbox.pdmodel.interactive.form.PDXFAResource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values that stand in the XFA part of a form only. */
class XfaValuesTest {
    private static final String DATA = """
            <xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"><xfa:datasets xmlns:xfa="http://www.xfa.org/schema/xfa-data/1.0/">
            <xfa:data><form1><Address><Town>Northwick</Town></Address><Address><Town>Eastwick</Town></Address>
            <Name>Rose Alder</Name></form1></xfa:data></xfa:datasets></xdp:xdp>
            """;

    @TempDir
    private Path folder;

    @Test
    void aFieldThatIsEmptyTakesTheValueOfTheXfaPart() throws Exception {
        assertEquals(Map.of("form1[0].Name[0]", "Rose Alder", "form1[0].Town[0]", "", "form1[0].Kept[0]", "as typed"),
                values(DATA));
    }

    @Test
    void anXfaPartThatDeclaresEntitiesIsNotRead() throws Exception {
        assertEquals(Map.of("form1[0].Name[0]", "", "form1[0].Town[0]", "", "form1[0].Kept[0]", "as typed"),
                values("<!DOCTYPE a [<!ENTITY b 'c'>]>" + DATA));
    }

    @Test
    void aFormThatOnlyOneProgramCanDrawIsRefused() throws Exception {
        Path file = folder.resolve("form.pdf");
        try (PDDocument document = new PDDocument()) {
            document.addPage(new PDPage(PDRectangle.A6));
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            form.setXFA(xfa(document, DATA));
            document.getDocumentCatalog().getCOSObject().setBoolean(COSName.getPDFName("NeedsRendering"), true);
            document.save(file.toFile());
        }
        assertEquals("Expected pages that can be drawn but those of scan 'form.pdf' are an XFA form, which only Adobe's programs draw: "
                + "print it to a new PDF.", assertThrows(RefusedException.class, () -> open(file)).getMessage());
    }

    @Test
    void signsThatNobodyTypedAreLeftOutAndATextThatIsTooLongIsLeftToPeople() {
        Box box = new Box(10, 10, 50, 8);
        Field field = new Field("town", "town", 1, box, FieldKind.TEXT, false, Rules.NONE, Sensitivity.NONE, 1, 0, List.of(),
                MachinePolicy.VOTER);
        assertEquals(Optional.of(new MachineReading("acroform", Reading.of("Northwick"), 0.99)),
                new FormValueReader(List.of(new FormValue("town", box, FormValue.Kind.TEXT, "North\u0000wi\u0085ck", true))).read(field));
        assertEquals(Optional.empty(),
                new FormValueReader(List.of(new FormValue("town", box, FormValue.Kind.TEXT, "a".repeat(2_001), true))).read(field));
    }

    private Map<String, String> values(String xml) throws Exception {
        Path file = folder.resolve("form.pdf");
        try (PDDocument document = new PDDocument()) {
            PDPage page = new PDPage(PDRectangle.A6);
            document.addPage(page);
            PDAcroForm form = new PDAcroForm(document);
            document.getDocumentCatalog().setAcroForm(form);
            PDNonTerminalField top = new PDNonTerminalField(form);
            top.setPartialName("form1[0]");
            top.setChildren(List.of(field(form, page, "Name[0]", ""), field(form, page, "Town[0]", ""),
                    field(form, page, "Kept[0]", "as typed")));
            form.getFields().add(top);
            form.setXFA(xfa(document, xml));
            document.save(file.toFile());
        }
        try (Pages pages = open(file)) {
            return pages.page(1).values().stream().collect(Collectors.toMap(FormValue::name, FormValue::text));
        }
    }

    private static PDTextField field(PDAcroForm form, PDPage page, String name, String value) throws IOException {
        PDTextField field = new PDTextField(form);
        field.setPartialName(name);
        field.getCOSObject().setString(COSName.V, value);
        field.getWidgets().get(0).setRectangle(new PDRectangle(10, 10, 100, 20));
        field.getWidgets().get(0).setPage(page);
        page.getAnnotations().add(field.getWidgets().get(0));
        return field;
    }

    private static PDXFAResource xfa(PDDocument document, String xml) throws IOException {
        COSStream stream = document.getDocument().createCOSStream();
        try (OutputStream out = stream.createOutputStream()) {
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        }
        return new PDXFAResource(stream);
    }

    private static Pages open(Path file) throws RefusedException {
        return new Intake(IntakeLimits.DEFAULT).open("form.pdf", () -> Files.newByteChannel(file), Optional.empty());
    }
}
