package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.Reading;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.Spot;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.samples.crowd.Crowd;
import dev.stitchwork.samples.crowd.Mistakes;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.crowd.SimulatedWorker;
import dev.stitchwork.samples.crowd.Truth;
import dev.stitchwork.samples.demo.Installation;
import dev.stitchwork.splitter.ScanSplitter;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.geom.Point2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/**
 * A page of running text from its scan to its delivery: print that is plain is the machine's, a blotted word is the
 * people's. Workers key what was printed where their picture comes from, and see nothing but the picture.
 */
class PrintedLetterTest {
    private static final List<String> LINES = List.of(
            "The orchard behind the mill was planted in spring",
            "by my grandfather and his brothers. They dug every",
            "hole by hand and carried water from the river. In",
            "the first years no tree bore any fruit, and people",
            "laughed about them. After seven summers the apples",
            "came, small and hard, but sweet enough to be sold",
            "at the market of the town. My mother remembers how",
            "the baskets stood in the yard in long rows, and how",
            "the whole house smelled of them until the winter.");
    private static final List<String> BLOTTED = List.of("grandfather");
    private static final String TEMPLATE = """
            {"name": "letters", "title": "Letters", "locale": "en-GB",
             "layout": {"kind": "free-text", "writing": "print", "languages": ["eng"]},
             "pages": [{"widthMm": 148, "heightMm": 105}],
             "fields": [{"name": "text", "page": 1, "box": {"x": 0, "y": 0, "width": 148, "height": 105}, "kind": "text",
                         "machine": {"votes": true, "decidesAt": 0.9}}]}
            """;

    @TempDir
    private Path data;

    @Test
    void aPrintedPageIsDeliveredAsItsTextAndPeopleSeeOnlyWhatTheMachineIsNotSureOf() throws Exception {
        Page page = new Page(1748, 1240, 0.9);
        try (ScanSplitter splitter = new ScanSplitter(data.resolve("work"))) {
            Onlooker onlooker = new Onlooker(splitter, page::truth);
            try (Installation house = Installation.start(EngineSettings.inFolder(data.resolve("server")).withQuickPasswords(), onlooker, 0);
                    Crowd crowd = new Crowd(2)) {
                SimulatedClient client = new SimulatedClient(house.frontDesk().signIn(house.frontDesk().hire("client", "client")));
                client.saveTemplate(TEMPLATE.getBytes(StandardCharsets.UTF_8), Map.of());
                Map<String, Object> rules = new HashMap<>(SimulatedClient.UNBOUND);
                rules.put("fragmentsPerWorkerMax", 1);
                String batch = client.open("letters", "letters", rules);
                client.send(batch, "letter.png", page.png()).expect(201);
                client.close(batch);
                house.frontDesk().hireWorkers("worker", 30, connection -> crowd.join(
                        new SimulatedWorker(connection, onlooker::look, Mistakes.NONE, new SplittableRandom(7))));
                while (!client.progress(batch).get("finished").asBoolean()) {
                    crowd.check();
                    Thread.sleep(100);
                }

                String text = String.join("\n", LINES);
                assertEquals("_file,_document,_marked,_breaches,text\r\nletter.png,1,,,\"" + text + "\"\r\n",
                        new String(client.download(batch, "csv"), StandardCharsets.UTF_8));
                checkPages(client, batch, page);
                assertTrue(onlooker.keyed().containsAll(BLOTTED), onlooker.keyed()::toString);
                assertTrue(onlooker.keyed().size() < 15, onlooker.keyed()::toString);
                assertEquals("Print was read by machine with the language data 'eng'.",
                        client.progress(batch).get("notes").get(0).asText());
            }
        }
    }

    /** As ALTO and as hOCR: every word in the order it was printed, and where it was printed, in pixels of the scan. */
    private static void checkPages(SimulatedClient client, String batch, Page page) throws Exception {
        List<Element> strings = elements(client.download(batch, "alto.zip"), "pages/letter.png.1.alto.xml", "String");
        assertEquals(page.words.stream().map(Page.Printed::text).toList(),
                strings.stream().map(string -> string.getAttribute("CONTENT")).toList());
        for (int i = 0; i < strings.size(); i++) {
            Element string = strings.get(i);
            double x = page.words.get(i).x() * 1748 - Integer.parseInt(string.getAttribute("HPOS"));
            double y = page.words.get(i).y() * 1240 - Integer.parseInt(string.getAttribute("VPOS"));
            double width = Integer.parseInt(string.getAttribute("WIDTH"));
            assertEquals(width / 2, x, 10, page.words.get(i)::text);
            assertTrue(y > 0 && y < Integer.parseInt(string.getAttribute("HEIGHT")), page.words.get(i)::text);
            assertTrue(Double.parseDouble(string.getAttribute("WC")) >= 0.9, page.words.get(i)::text);
            assertTrue(Boolean.parseBoolean(string.getAttribute("CS")) || !BLOTTED.contains(page.words.get(i).text()), page.words.get(i)::text);
        }
        List<Element> lines = elements(client.download(batch, "hocr.zip"), "pages/letter.png.1.hocr.html", "span").stream()
                .filter(span -> span.getAttribute("class").equals("ocr_line"))
                .toList();
        assertEquals(LINES, lines.stream().map(Element::getTextContent).toList());
    }

    private static List<Element> elements(byte[] zipped, String name, String tag) throws Exception {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(zipped))) {
            assertEquals(name, zip.getNextEntry().getName());
            NodeList found = DocumentBuilderFactory.newInstance().newDocumentBuilder()
                    .parse(new ByteArrayInputStream(zip.readAllBytes()))
                    .getElementsByTagName(tag);
            return IntStream.range(0, found.getLength()).mapToObj(i -> (Element) found.item(i)).toList();
        }
    }

    /** The page as it was printed and scanned, a little tilted. */
    private static final class Page {
        private final BufferedImage picture;
        private final List<Printed> words = new ArrayList<>();

        private record Printed(String text, double x, double y) {}

        Page(int width, int height, double degrees) {
            picture = new BufferedImage(width, height, BufferedImage.TYPE_BYTE_GRAY);
            Graphics2D pen = picture.createGraphics();
            pen.setColor(Color.WHITE);
            pen.fillRect(0, 0, width, height);
            pen.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            AffineTransform tilt = AffineTransform.getRotateInstance(Math.toRadians(degrees), width / 2.0, height / 2.0);
            pen.setTransform(tilt);
            pen.setFont(new Font(Font.SERIF, Font.PLAIN, 52));
            for (int line = 0; line < LINES.size(); line++) {
                int x = 180;
                int base = 240 + 80 * line;
                for (String word : LINES.get(line).split(" ")) {
                    int wide = pen.getFontMetrics().stringWidth(word);
                    pen.setColor(Color.BLACK);
                    pen.drawString(word, x, base);
                    if (BLOTTED.contains(word)) {
                        blot(pen, x, base, wide);
                    }
                    Point2D middle = tilt.transform(new Point2D.Double(x + wide / 2.0, base - 15), null);
                    words.add(new Printed(word, middle.getX() / width, middle.getY() / height));
                    x += wide + pen.getFontMetrics().stringWidth(" ");
                }
            }
            pen.dispose();
        }

        /** White scratches through the letters: a person still reads them. */
        private static void blot(Graphics2D pen, int x, int base, int wide) {
            pen.setColor(Color.WHITE);
            for (int at = 0; at < wide; at += 13) {
                pen.fillRect(x + at, base - 42, 5, 56);
            }
            pen.fillRect(x, base - 14, wide, 6);
        }

        byte[] png() throws java.io.IOException {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ImageIO.write(picture, "png", bytes);
            return bytes.toByteArray();
        }

        Truth truth(FormTemplate template, Shred shred) {
            String text = text(shred.spot().orElseThrow());
            return new Truth(template.fields().get(0), template.locale(), text.isEmpty() ? Reading.BLANK : Reading.of(text));
        }

        /** What was printed in a place. */
        private String text(Spot spot) {
            List<String> there = words.stream()
                    .filter(word -> word.x() >= spot.x() && word.x() <= spot.x() + spot.width()
                            && word.y() >= spot.y() && word.y() <= spot.y() + spot.height())
                    .map(Printed::text)
                    .toList();
            return String.join(" ", there);
        }
    }
}
