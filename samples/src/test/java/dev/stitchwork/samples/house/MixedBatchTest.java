package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.form.Box;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FieldKind;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.MachinePolicy;
import dev.stitchwork.engine.form.Rules;
import dev.stitchwork.engine.form.Sensitivity;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.samples.crowd.Connection;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.demo.Installation;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.splitter.ScanSplitter;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sample form and a receipt come in in one file, a page that is neither among them, and leave as two tables. */
class MixedBatchTest {
    private static final double PX = 300 / 25.4;
    private static final FormTemplate RECEIPT = new FormTemplate("receipt", "Receipt", BenefitForm.template().locale(),
            List.of(new TemplatePage(210, 297, Optional.of(new TemplatePage.Reference("receipt.png", 1)))),
            List.of(field("paid_by", new Box(60, 80, 120, 12), FieldKind.PERSON_NAME), field("sum", new Box(60, 110, 60, 12), FieldKind.MONEY),
                    field("signed", new Box(60, 200, 120, 20), FieldKind.SIGNATURE)));

    @TempDir
    private Path data;

    @Test
    void eachFormHasItsOwnTable() throws Exception {
        try (ScanSplitter splitter = ScanSplitter.withoutPrintReading();
                Installation house = Installation.start(EngineSettings.inFolder(data).withQuickPasswords(), splitter, 0)) {
            SimulatedClient client = new SimulatedClient(house.frontDesk().signIn(house.frontDesk().hire("client", "client")));
            client.saveTemplate(TemplateJson.write(BenefitForm.template()), Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()));
            client.saveTemplate(TemplateJson.write(RECEIPT), Map.of("receipt.png", png(receipt("", "", false))));
            Map<String, Object> rules = new HashMap<>(SimulatedClient.UNBOUND);
            rules.put("agree", 1);
            rules.put("answersMax", 1);
            String batch = client.open("The post of March", List.of(BenefitForm.NAME, "receipt"), rules);
            List<BufferedImage> benefits = new FormPrinter(BenefitForm.template(), SampleFormFiles.blankPdf()).sheets(2, 5).toList();
            client.send(batch, "post.tif", tiff(receipt("Ada Byron", "12.50", true), benefits.get(0), stray(), benefits.get(1),
                    receipt("Ben Nevis", "7.00", true))).expect(201);
            client.close(batch);
            JsonNode progress = whenSplit(client, batch);
            assertEquals("[{\"template\":\"benefit-application\",\"documents\":2},{\"template\":\"receipt\",\"documents\":2}]",
                    progress.get("forms").toString());
            String refusal = progress.at("/files/0/refusals/0").asText();
            assertTrue(refusal.startsWith("Expected a page of one of the forms 'benefit-application', 'receipt' on page 3 of scan 'post.tif' "
                    + "but it shows none; the nearest is page 1 of '"), refusal);
            for (int worker = 1; worker <= 4; worker++) {
                keyEverything(house.frontDesk().signIn(house.frontDesk().hire("worker " + worker, "worker")));
            }
            isDelivered(client, batch);
        }
    }

    private static void isDelivered(SimulatedClient client, String batch) throws IOException {
        assertTrue(client.progress(batch).get("finished").asBoolean(), client.progress(batch)::toString);
        assertEquals("""
                _file,_document,_marked,_breaches,paid_by,sum,signed
                post.tif,1,paid_by sum,,[illegible],[illegible],yes
                post.tif,4,paid_by sum,,[illegible],[illegible],yes
                """, text(client.download(batch, "csv?template=receipt")).replace("\r", ""));
        Map<String, String> files = new HashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(client.download(batch, "zip")))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                files.put(entry.getName(), text(zip.readAllBytes()));
            }
        }
        assertEquals(text(client.download(batch, "csv?template=receipt")), files.get("records-receipt.csv"));
        assertEquals(3, files.get("records-benefit-application.csv").lines().count());
        JsonNode records = new ObjectMapper().readTree(files.get("records.json"));
        List<String> templates = new ArrayList<>();
        records.get("documents").forEach(document -> templates.add(document.get("template").asText()));
        assertEquals(List.of("receipt", "benefit-application", "benefit-application", "receipt"), templates);
        assertEquals("[2]", records.at("/documents/1/pages").toString());
        assertEquals("held", records.at("/privacy/verdict").asText(), files.get("privacy.json"));
        assertEquals(6, records.at("/certificate/byForm/receipt/total/values").asInt(), records.get("certificate")::toString);
    }

    private static JsonNode whenSplit(SimulatedClient client, String batch) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            JsonNode progress = client.progress(batch);
            if (!progress.at("/files/0/state").asText().equals("received")) {
                return progress;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Expected the file to be split within a minute but: " + client.progress(batch));
    }

    private static void keyEverything(Connection worker) {
        for (Connection.Reply reply = worker.post("/api/work/lease", Map.of()); reply.status() != 204;
                reply = worker.post("/api/work/lease", Map.of())) {
            JsonNode lease = reply.expect(200).json();
            worker.post("/api/work/leases/" + lease.get("token").asText() + "/answer", Map.of(
                    "key", UUID.randomUUID().toString(), "verdict", "illegible", "text", "")).expect(200);
        }
    }

    private static Field field(String name, Box box, FieldKind kind) {
        return new Field(name, name, 1, box, kind, false, Rules.NONE, Sensitivity.NONE, 1, 0, List.of(),
                kind == FieldKind.SIGNATURE ? new MachinePolicy(true, OptionalDouble.of(0.9)) : MachinePolicy.VOTER);
    }

    private static BufferedImage paper() {
        BufferedImage page = new BufferedImage((int) Math.round(210 * PX), (int) Math.round(297 * PX), BufferedImage.TYPE_BYTE_GRAY);
        Graphics2D pen = page.createGraphics();
        pen.fillRect(0, 0, page.getWidth(), page.getHeight());
        pen.dispose();
        return page;
    }

    private static BufferedImage receipt(String paidBy, String sum, boolean signed) {
        BufferedImage page = paper();
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.BLACK);
        write(pen, "RECEIPT", 20, 30, 12);
        write(pen, "Of the fund for widows, orphans and whoever fell ill at sea", 20, 45, 5);
        write(pen, "Keep this sheet; nobody is paid twice. The treasurer signs below.", 20, 150, 5);
        write(pen, "Questions go to the office beside the old harbour, on Mondays", 20, 260, 5);
        pen.setStroke(new BasicStroke(4));
        for (Field field : RECEIPT.fields()) {
            Box box = field.box();
            pen.drawRect((int) (box.x() * PX), (int) (box.y() * PX), (int) (box.width() * PX), (int) (box.height() * PX));
            write(pen, field.name(), 20, box.bottom() - 3, 5);
        }
        write(pen, paidBy, 64, 89, 7);
        write(pen, sum, 64, 119, 7);
        pen.setStroke(new BasicStroke(6));
        for (int i = 0; signed && i < 12; i++) {
            pen.drawLine((int) ((70 + 7 * i) * PX), (int) ((213 - i % 2 * 8) * PX), (int) ((77 + 7 * i) * PX), (int) ((205 + i % 2 * 8) * PX));
        }
        pen.dispose();
        return page;
    }

    /** A letter, that came with the rest. */
    private static BufferedImage stray() {
        BufferedImage page = paper();
        Graphics2D pen = page.createGraphics();
        pen.setColor(Color.BLACK);
        for (int line = 0; line < 14; line++) {
            write(pen, "Dear all, I have nothing to claim " + "and nothing to add ".repeat(line % 3), 25, 60 + 9 * line, 4.5);
        }
        pen.dispose();
        return page;
    }

    private static void write(Graphics2D pen, String text, double x, double y, double sizeMm) {
        pen.setFont(new Font("SansSerif", Font.PLAIN, (int) (sizeMm * PX)));
        pen.drawString(text, (float) (x * PX), (float) (y * PX));
    }

    private static byte[] png(BufferedImage page) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(page, "png", bytes);
        return bytes.toByteArray();
    }

    private static byte[] tiff(BufferedImage... pages) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageWriter writer = ImageIO.getImageWritersByFormatName("tiff").next();
        try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
            writer.setOutput(out);
            writer.prepareWriteSequence(null);
            for (BufferedImage page : pages) {
                writer.writeToSequence(new IIOImage(page, null, null), null);
            }
            writer.endWriteSequence();
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
