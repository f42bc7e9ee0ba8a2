package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
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
import dev.stitchwork.samples.scan.PrintedFile;
import dev.stitchwork.splitter.ScanSplitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bad files through the front door: each is refused with its reason, the good ones among them are split all the same. */
class BadFilesTest {
    @TempDir
    private Path data;

    @Test
    void everyBadFileIsRefusedWithItsReasonAndTheGoodOneIsSplit() throws Exception {
        PrintedFile good = printed();
        Map<String, byte[]> files = new TreeMap<>(Map.of(
                "empty.pdf", new byte[0],
                "truncated.pdf", BadFiles.truncated(good.bytes()),
                "locked.pdf", BadFiles.locked(good.bytes(), "open sesame"),
                "letter.pdf", BadFiles.text(),
                "loop.tif", BadFiles.loopingTiff(),
                "huge.png", BadFiles.hugePng()));
        assertTrue(files.get("huge.png").length <= 41_000, "the huge picture comes in 40 kB");
        try (House house = new House(EngineSettings.inFolder(data.resolve("server")).withQuickPasswords())) {
            String batch = house.client.open("good and bad", BenefitForm.NAME, Map.of());
            files.forEach((name, bytes) -> house.client.send(batch, name, bytes).expect(201));
            house.client.send(batch, good.name(), good.bytes()).expect(201);
            Map<String, String> reasons = new TreeMap<>();
            for (JsonNode file : house.untilSplit(batch).get("files")) {
                reasons.put(file.get("name").asText(), said(file));
            }
            assertEquals(new TreeMap<>(Map.of(
                    "empty.pdf", "unreadable: Expected a PDF, TIFF, PNG or JPEG file but scan 'empty.pdf' is empty.",
                    "truncated.pdf", "unreadable: Expected a whole PDF but scan 'truncated.pdf' is damaged or cut short: send it again.",
                    "locked.pdf", "unreadable: Expected a PDF that opens without a password but scan 'locked.pdf' is protected: "
                            + "send it again with its password.",
                    "letter.pdf", "unreadable: Expected a PDF, TIFF, PNG or JPEG file but scan 'letter.pdf' holds plain text.",
                    "loop.tif", "unreadable: Expected a TIFF file whose pages follow one another but in scan 'loop.tif' "
                            + "page 1 leads back to an earlier one.",
                    "huge.png", "unreadable: Expected at most 100 million pixels a page but scan 'huge.png' is 35000 x 35000: "
                            + "scan it at 300 dpi.",
                    good.name(), "split")), reasons);
        }
    }

    @Test
    void aFileOfTheWrongNumberOfPagesIsRefused() throws Exception {
        try (House house = new House(EngineSettings.inFolder(data.resolve("server")).withQuickPasswords())) {
            house.client.saveTemplate(TemplateJson.write(twoPages()), Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()));
            String batch = house.client.open("one page of two", "two-pages", Map.of());
            PrintedFile file = printed();
            house.client.send(batch, file.name(), file.bytes()).expect(201);
            assertEquals("unreadable: Expected a multiple of 2 pages for form 'two-pages' but scan 'good-001.pdf' has 1: "
                    + "send whole documents, or check the template.", said(house.untilSplit(batch).get("files").get(0)));
        }
    }

    @Test
    void aFileOverTheLimitIsRefusedAndTheNextOneIsNot() throws Exception {
        try (House house = new House(EngineSettings.inFolder(data.resolve("server")).withQuickPasswords().withUploadBytesMax(300_000))) {
            String batch = house.client.open("too large", BenefitForm.NAME, Map.of());
            Connection.Reply reply = house.client.send(batch, "large.png", BadFiles.noise(600));
            assertEquals("Expected a file of at most 300,000 bytes but 'large.png' is larger; split it into several files.",
                    reply.expect(413).json().get("detail").asText());
            PrintedFile good = printed();
            house.client.send(batch, good.name(), good.bytes()).expect(201);
            assertEquals(1, house.untilSplit(batch).get("files").size());
        }
    }

    @Test
    void aFullDiskIsSaidAndTheServiceStaysUp() throws Exception {
        Path small = Files.createDirectories(data.resolve("small"));
        assumeTrue(run("mount", "-t", "tmpfs", "-o", "size=120m,mode=700", "tmpfs", small.toString()),
                "a disk that can be filled needs the right to mount one; run the tests as root to have this one");
        try (House house = new House(EngineSettings.inFolder(small).withQuickPasswords())) {
            String batch = house.client.open("full", BenefitForm.NAME, Map.of());
            Connection.Reply reply = house.client.send(batch, "large.png", BadFiles.noise(9_000));
            assertEquals("Expected room for the file 'large.png' but the server's disk is full: have space freed there, then try again.", reply.expect(507).json().get("detail").asText());
            PrintedFile good = printed();
            house.client.send(batch, good.name(), good.bytes()).expect(201);
            assertEquals(1, house.untilSplit(batch).get("files").size());
        } finally {
            run("umount", "-l", small.toString());
        }
    }

    /** What the batch shows of a file: its state, its reason, what was refused of it. */
    private static String said(JsonNode file) {
        List<String> said = new ArrayList<>();
        said.add(file.get("state").asText());
        if (!file.get("reason").asText().isEmpty()) {
            said.add(file.get("reason").asText());
        }
        file.get("refusals").forEach(refusal -> said.add(refusal.asText()));
        return String.join(": ", said);
    }

    private static boolean run(String... command) throws Exception {
        try {
            return new ProcessBuilder(command).redirectErrorStream(true).start().waitFor() == 0;
        } catch (IOException noSuchCommand) {
            return false;
        }
    }

    private static PrintedFile printed() throws Exception {
        List<PrintedFile> files = new CopyOnWriteArrayList<>();
        new FormPrinter(BenefitForm.template(), SampleFormFiles.blankPdf()).print(1, 1, "good", files::add);
        return files.get(0);
    }

    private static FormTemplate twoPages() {
        FormTemplate one = BenefitForm.template();
        List<Field> fields = new ArrayList<>(one.fields());
        fields.add(new Field("overleaf", "Overleaf", 2, new Box(20, 20, 100, 10), FieldKind.TEXT, false, Rules.NONE,
                Sensitivity.NONE, 1, 0, List.of(), MachinePolicy.VOTER));
        return new FormTemplate("two-pages", "Two pages", one.locale(),
                List.of(one.pages().get(0), new TemplatePage(BenefitForm.WIDTH_MM, BenefitForm.HEIGHT_MM, Optional.empty())), fields);
    }

    /** A house with a client who has the sample form. */
    private final class House implements AutoCloseable {
        private final ScanSplitter splitter = new ScanSplitter(data.resolve("work"));
        private final Installation installation;
        private final SimulatedClient client;

        House(EngineSettings settings) {
            installation = Installation.start(settings, splitter, 0);
            client = new SimulatedClient(installation.frontDesk().signIn(installation.frontDesk().hire("client", "client")));
            client.saveTemplate(SampleFormFiles.templateJson(), Map.of(BenefitForm.BLANK_PDF, SampleFormFiles.blankPdf()));
        }

        JsonNode untilSplit(String batch) throws InterruptedException {
            long end = System.nanoTime() + 60_000_000_000L;
            while (System.nanoTime() < end) {
                JsonNode progress = client.progress(batch);
                boolean waiting = false;
                for (JsonNode file : progress.get("files")) {
                    waiting |= file.get("state").asText().equals("received");
                }
                if (!waiting) {
                    return progress;
                }
                Thread.sleep(100);
            }
            throw new AssertionError("Expected every file to be split or refused within a minute but: " + client.progress(batch));
        }

        @Override
        public void close() {
            installation.close();
            splitter.close();
        }
    }
}
