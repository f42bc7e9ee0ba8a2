package dev.stitchwork.stitcher;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.Delivery;
import dev.stitchwork.engine.DeliveryFormat;
import dev.stitchwork.engine.MachineReading;
import dev.stitchwork.engine.PageSize;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.TaskState;
import dev.stitchwork.engine.Transcript;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.TemplateJson;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

class PageFilesTest {
    private static final FormTemplate LETTER = TemplateJson.read(Claims.resource("letter.template.json"));
    private static final PageSize UPRIGHT = new PageSize(1000, 2000, 0);

    /** Two columns: decided by the machine, by people, by an operator; not decided; not legible; blank; a line whole. */
    private static final Transcript PAGE = page(UPRIGHT,
            piece(TaskState.AGREED, Reading.of("Dear"), 1, List.of(), spot(1, 1, 0.1)),
            piece(TaskState.AGREED, Reading.of("Sir,"), 2 / 3.0, List.of(Reading.of("Sir,"), Reading.of("Sin,")), spot(1, 1, 0.3)),
            piece(TaskState.ADJUDICATED, Reading.of("I & <you>"), 0, List.of(Reading.ILLEGIBLE), spot(1, 2, 0.1)),
            piece(TaskState.DISPUTED, null, 0, List.of(Reading.of("a"), Reading.of("b")), spot(1, 3, 0.1)),
            piece(TaskState.AGREED, Reading.BLANK, 1, List.of(Reading.BLANK), spot(1, 3, 0.3)),
            piece(TaskState.OPEN, null, 0, List.of(), spot(1, 3, 0.4)),
            piece(TaskState.AGREED, Reading.ILLEGIBLE, 1, List.of(Reading.ILLEGIBLE), spot(2, 4, 0.6)));

    @Test
    void aPageAsAltoIsThisFile() throws Exception {
        String alto = only(DeliveryFormat.ALTO, PAGE);
        assertEquals(text("letter.alto.xml"), alto);
        schema().validate(new StreamSource(new StringReader(alto)));
    }

    @Test
    void aPageAsHocrIsThisFile() throws Exception {
        String hocr = only(DeliveryFormat.HOCR, PAGE);
        assertEquals(text("letter.hocr.html"), hocr);
        parsed(hocr);
    }

    @Test
    void theSchemaThatFilesAreHeldToRefusesWhatIsNoAlto() throws Exception {
        String alto = only(DeliveryFormat.ALTO, PAGE);
        for (String wrong : List.of(alto.replace(" CONTENT=\"Dear\"", ""), alto.replace("WC=\"0.667\"", "WC=\"66.7\""),
                alto.replace("TAGREFS=\"disputed\"", "TAGREFS=\"unknown\""), alto.replace("\"string-2\"", "\"string-1\""))) {
            assertThrows(SAXException.class, () -> schema().validate(new StreamSource(new StringReader(wrong))));
        }
    }

    @Test
    void placesAreThoseOfThePageTurnedUpright() throws Exception {
        for (int turns = 0; turns < 4; turns++) {
            PageSize size = turns % 2 == 0 ? new PageSize(1000, 2000, turns) : new PageSize(2000, 1000, turns);
            // The same word, upright at 100 to 200 across and 400 to 440 down, as it lies in each file.
            Spot lies = switch (turns) {
                case 0 -> new Spot(1, 0.1, 0.2, 0.1, 0.02);
                case 1 -> new Spot(1, 0.2, 0.8, 0.02, 0.1);
                case 2 -> new Spot(1, 0.8, 0.78, 0.1, 0.02);
                default -> new Spot(1, 0.78, 0.1, 0.02, 0.1);
            };
            String alto = only(DeliveryFormat.ALTO, page(size, piece(TaskState.AGREED, Reading.of("x"), 1, List.of(), lies)));
            Element page = (Element) parsed(alto).getElementsByTagName("Page").item(0);
            Element word = (Element) parsed(alto).getElementsByTagName("String").item(0);
            assertEquals("1000 2000", page.getAttribute("WIDTH") + " " + page.getAttribute("HEIGHT"));
            assertEquals("100 400 100 40", word.getAttribute("HPOS") + " " + word.getAttribute("VPOS") + " "
                    + word.getAttribute("WIDTH") + " " + word.getAttribute("HEIGHT"), "turned by " + turns);
        }
    }

    @Test
    void whateverIsKeyedTheFileStaysXml() throws Exception {
        String hostile = "]]><a b='\"'>&amp; \uFFFE\uD800 \uD83D\uDE00";
        Transcript page = page(UPRIGHT, piece(TaskState.AGREED, Reading.of(hostile), 1, List.of(Reading.of(hostile)), spot(1, 1, 0.1)));
        String clean = "]]><a b='\"'>&amp; \uFFFD\uFFFD \uD83D\uDE00";
        String alto = only(DeliveryFormat.ALTO, page);
        schema().validate(new StreamSource(new StringReader(alto)));
        assertEquals(clean, ((Element) parsed(alto).getElementsByTagName("String").item(0)).getAttribute("CONTENT"));
        assertEquals(clean, parsed(only(DeliveryFormat.HOCR, page)).getElementsByTagName("span").item(0).getTextContent());
    }

    @Test
    void eachPageIsAFileOfItsOwnAndThePapersAreBesideThem() throws Exception {
        Transcript odd = new Transcript(0, "../a/b\".tif", 1, List.of(7), Optional.of(UPRIGHT), PAGE.parts());
        Transcript same = new Transcript(0, "../A/B\".tif", 1, List.of(7), Optional.of(UPRIGHT), PAGE.parts());
        Map<String, String> files = files(DeliveryFormat.HOCR, PAGE, odd, same);
        assertEquals(List.of("pages/box.pdf.3.hocr.html", "pages/-a-b-.tif.7.hocr.html", "pages/-A-B-.tif.7-2.hocr.html", "privacy.json"),
                List.copyOf(files.keySet()));
        assertEquals("{}", files.get("privacy.json"));
    }

    @Test
    void aPageWhoseSizeIsNotKnownIsRefused() {
        Transcript old = new Transcript("box.pdf", 1, List.of(3), PAGE.parts());
        assertEquals("Expected the size of page [3] of file 'box.pdf' on record but it was split before sizes were kept: send the file again.",
                assertThrows(IllegalArgumentException.class, () -> files(DeliveryFormat.ALTO, old)).getMessage());
    }

    @Test
    void anEmptyPageIsAFileToo() throws Exception {
        String alto = only(DeliveryFormat.ALTO, page(UPRIGHT, piece(TaskState.AGREED, Reading.BLANK, 1, List.of(), spot(1, 1, 0))));
        schema().validate(new StreamSource(new StringReader(alto)));
        assertEquals(0, parsed(alto).getElementsByTagName("TextBlock").getLength());
        assertTrue(alto.contains("WIDTH=\"1000\""), alto);
    }

    private static Transcript page(PageSize size, Transcript.Part... pieces) {
        List<Transcript.Part> parts = new ArrayList<>();
        for (Transcript.Part piece : pieces) {
            parts.add(new Transcript.Part("text", parts.size() + 1, piece.state(), piece.reading(), piece.agreement(), piece.keyings(),
                    piece.machineReadings(), "", piece.spot()));
        }
        return new Transcript(0, "box.pdf", 1, List.of(3), Optional.of(size), parts);
    }

    private static Transcript.Part piece(TaskState state, Reading reading, double agreement, List<Reading> keyings, Spot spot) {
        return new Transcript.Part("text", 1, state, reading, agreement, keyings,
                List.of(new MachineReading("ocr", Reading.of("x"), 0.9375)), "", Optional.of(spot));
    }

    private static Spot spot(int block, int line, double x) {
        return new Spot(block, line, x, 0.05 * line, 0.125, 0.02);
    }

    private static String only(DeliveryFormat format, Transcript page) throws Exception {
        return files(format, page).values().iterator().next();
    }

    private static Map<String, String> files(DeliveryFormat format, Transcript... pages) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new IllegalStateException("Expected the stream to stay open but it was closed.");
            }
        };
        Delivery.Paper paper = Delivery.Paper.of("privacy.json", "application/json", "{}".getBytes(StandardCharsets.UTF_8));
        new RecordStitcher().stitch(new Delivery(LETTER, () -> List.of(pages).iterator(), List.of(paper)), format, out);
        Map<String, String> files = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files;
    }

    private static String text(String resource) {
        return new String(Claims.resource(resource), StandardCharsets.UTF_8);
    }

    private static Validator schema() throws SAXException {
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new ByteArrayInputStream(Claims.resource("alto-subset.xsd"))))
                .newValidator();
    }

    private static Document parsed(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
    }
}
