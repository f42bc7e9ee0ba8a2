package dev.stitchwork.samples.house;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.stitchwork.engine.EngineSettings;
import dev.stitchwork.engine.Scan;
import dev.stitchwork.engine.Shred;
import dev.stitchwork.engine.ShreddedDocument;
import dev.stitchwork.engine.Splitter;
import dev.stitchwork.engine.form.Field;
import dev.stitchwork.engine.form.FormTemplate;
import dev.stitchwork.engine.form.Option;
import dev.stitchwork.engine.form.TemplateJson;
import dev.stitchwork.engine.form.TemplatePage;
import dev.stitchwork.samples.crowd.BesideSplitter;
import dev.stitchwork.samples.crowd.Connection;
import dev.stitchwork.samples.crowd.FrontDesk;
import dev.stitchwork.samples.crowd.SimulatedClient;
import dev.stitchwork.samples.demo.Installation;
import dev.stitchwork.samples.form.BenefitForm;
import dev.stitchwork.samples.form.SampleFormFiles;
import dev.stitchwork.samples.scan.FormPrinter;
import dev.stitchwork.splitter.ScanSplitter;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Forty random words are planted wherever a client writes; none may occur in any byte that a worker receives. The search
 * is proved by splitters that do leak.
 */
class CanaryTest {
    private static final Pattern LINK = Pattern.compile("(?:href|src|from|import|fetch)\\s*[=(]?\\s*[\"']([^\"']+)[\"']");

    /** The sample form's account number is cut into so many. */
    private static final int PIECES_MOST = 4;

    private final Canaries canaries = new Canaries(40);
    private final List<String> leaks = new ArrayList<>();
    private int pictures;
    private int pages;

    @TempDir
    private Path data;

    @Test
    void noWordOfTheClientReachesAWorker() throws Exception {
        try (ScanSplitter splitter = new ScanSplitter(data.resolve("work"))) {
            keyABatch(splitter);
        }
        assertEquals(List.of(), leaks);
        assertEquals(40, canaries.planted());
        assertTrue(pictures >= 20, () -> "pictures seen: " + pictures);
        assertTrue(pages >= 5, () -> "pages and scripts seen: " + pages);
    }

    @Test
    void aFileNameInAPictureIsCaught() throws Exception {
        try (ScanSplitter splitter = new ScanSplitter(data.resolve("work"))) {
            keyABatch(new Leaky(splitter, (scan, field) -> chunk("tEXt", ("Source\0" + scan.name()).getBytes(StandardCharsets.UTF_8))));
        }
        assertTrue(leaks.stream().allMatch(leak -> leak.contains("planted in the file name")
                && leak.endsWith("stands in GET /api/work/leases/{token}/picture, body.")), leaks::toString);
        assertTrue(pictures >= 20, () -> "pictures seen: " + pictures);
        assertEquals(pictures, leaks.size());
    }

    @Test
    void aPackedLabelInAPictureIsCaught() throws Exception {
        try (ScanSplitter splitter = new ScanSplitter(data.resolve("work"))) {
            keyABatch(new Leaky(splitter, (scan, field) -> chunk("zTXt", packed(field.label()))));
        }
        assertTrue(leaks.stream().allMatch(leak -> leak.contains("planted in the label of")
                && leak.endsWith("stands in GET /api/work/leases/{token}/picture, unpacked.")), leaks::toString);
        assertTrue(pictures >= 20, () -> "pictures seen: " + pictures);
        assertEquals(pictures, leaks.size());
    }

    private void keyABatch(Splitter splitter) throws Exception {
        try (Installation house = Installation.start(EngineSettings.inFolder(data.resolve("server")).withQuickPasswords(), splitter, 0)) {
            FrontDesk desk = house.frontDesk();
            SimulatedClient client = new SimulatedClient(desk.signIn(desk.hire(canaries.plant("client's name"), "client")));
            FormTemplate template = planted();
            client.saveTemplate(TemplateJson.write(template),
                    Map.of(template.pages().get(0).reference().orElseThrow().file(), SampleFormFiles.blankPdf()));
            // All of the document is seen here, so that nothing of it goes unwatched. No worker sees two pieces of a field.
            String batch = client.open("Batch " + canaries.plant("batch's title"), template.name(), SimulatedClient.UNBOUND);
            new FormPrinter(BenefitForm.template(), SampleFormFiles.blankPdf()).print(1, 1, canaries.plant("file name"),
                    file -> client.send(batch, file.name(), file.bytes()).expect(201));
            waitUntilSplit(client, batch);
            Connection worker = Connection.watched(house.http(), house.address(), this::received);
            FrontDesk.LogIn logIn = desk.hire("worker", "worker");
            visitPages(worker);
            worker.signIn(logIn.name(), logIn.password());
            visitPages(worker);
            knockOnOtherDoors(worker, batch, template.name());
            keyEverything(worker);
            for (int piece = 2; piece <= PIECES_MOST; piece++) {
                FrontDesk.LogIn next = desk.hire("worker " + piece, "worker");
                Connection other = Connection.watched(house.http(), house.address(), this::received);
                other.signIn(next.name(), next.password());
                keyEverything(other);
            }
        }
    }

    private void received(HttpResponse<byte[]> response) {
        leaks.addAll(canaries.leaksIn(response));
    }

    /** The sample form with every word of it replaced by a planted one. */
    private FormTemplate planted() {
        FormTemplate form = BenefitForm.template();
        List<Field> fields = form.fields().stream().map(field -> new Field(field.name(),
                canaries.plant("label of " + field.name()), field.page(), field.box(), field.kind(), field.required(),
                field.rules(), field.sensitivity(), field.parts(), field.comb(), options(field), field.machine())).toList();
        TemplatePage page = form.pages().get(0);
        String blank = canaries.plant("name of the empty form's file") + ".pdf";
        return new FormTemplate(canaries.plant("template's name"), "Form " + canaries.plant("template's title"), form.locale(),
                List.of(new TemplatePage(page.widthMm(), page.heightMm(), Optional.of(new TemplatePage.Reference(blank, 1)))),
                fields);
    }

    /** Of the eleven options the values or the labels, by turns, and one both. */
    private List<Option> options(Field field) {
        List<Option> options = new ArrayList<>();
        for (Option option : field.options()) {
            boolean value = options.size() % 2 == 0;
            boolean label = !value || field.name().equals("pay_by");
            options.add(new Option(
                    value ? canaries.plant("value of an option of " + field.name()) : option.value(),
                    label ? canaries.plant("label of an option of " + field.name()) : option.label(), option.box()));
        }
        return options;
    }

    private static void waitUntilSplit(SimulatedClient client, String batch) throws InterruptedException {
        for (int i = 0; i < 600; i++) {
            if (client.progress(batch).get("documents").asInt() == 1) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("Expected one document but the batch stands at " + client.progress(batch));
    }

    /** Every page that is linked from the start page or the worker's page, with its scripts and styles. */
    private void visitPages(Connection worker) {
        Set<String> known = new LinkedHashSet<>(List.of("/", "/login", "/invitation", "/work"));
        List<String> line = new ArrayList<>(known);
        while (!line.isEmpty()) {
            String path = line.remove(0);
            Connection.Reply reply = worker.get(path);
            pages++;
            Matcher links = LINK.matcher(new String(reply.body(), StandardCharsets.UTF_8));
            while (links.find()) {
                String link = URI.create(path).resolve(links.group(1).replaceAll("[#?{$ ].*", "")).getPath();
                if (link.startsWith("/") && !link.startsWith("/api/") && known.add(link)) {
                    line.add(link);
                }
            }
        }
    }

    /** What a curious worker tries; the refusals must say nothing either. */
    private static void knockOnOtherDoors(Connection worker, String batch, String template) {
        List<String> refused = List.of("/api/batches", "/api/batches/" + batch, "/api/batches/" + batch + "/delivery.csv",
                "/api/templates", "/api/templates/" + template, "/api/office/accounts", "/api/office/disputes");
        refused.forEach(path -> worker.get(path).expect(403));
        worker.get("/api/work/leases/" + "0".repeat(32) + "/picture").expect(410);
        worker.post("/api/work/leases/" + "0".repeat(32) + "/answer", Map.of("key", "k", "verdict", "blank", "text", "")).expect(410);
        worker.post("/api/work/leases/" + "0".repeat(32) + "/answer", Map.of("key", "", "verdict", "none", "text", "")).expect(400);
    }

    private void keyEverything(Connection worker) {
        worker.get("/api/session").expect(200);
        while (true) {
            Connection.Reply reply = worker.post("/api/work/lease", Map.of());
            if (reply.status() == 204) {
                break;
            }
            JsonNode lease = reply.expect(200).json();
            String path = "/api/work/leases/" + lease.get("token").asText();
            worker.get(path + "/picture").expect(200);
            pictures++;
            worker.post(path + "/answer", Map.of("key", UUID.randomUUID().toString(), "verdict", "illegible", "text", "")).expect(200);
        }
        worker.get("/api/work/tally").expect(200);
    }

    /** A splitter that hides something of the client in every picture. */
    private static final class Leaky extends BesideSplitter {
        private final Secret secret;

        private interface Secret {
            byte[] of(Scan scan, Field field);
        }

        Leaky(Splitter splitter, Secret secret) {
            super(splitter);
            this.secret = secret;
        }

        @Override
        protected ShreddedDocument seen(Scan scan, ShreddedDocument document) {
            return new ShreddedDocument(document.form(), document.pages(),
                    document.shreds().stream().map(shred -> leaking(scan, shred)).toList());
        }

        private Shred leaking(Scan scan, Shred shred) {
            int afterHeader = 8 + 25; // signature and IHDR, which are always that long
            byte[] extra = secret.of(scan, scan.template().field(shred.field()).orElseThrow());
            ByteBuffer picture = ByteBuffer.allocate(shred.picture().length + extra.length);
            picture.put(shred.picture(), 0, afterHeader).put(extra)
                    .put(shred.picture(), afterHeader, shred.picture().length - afterHeader);
            return new Shred(shred.field(), shred.part(), picture.array(), shred.inkShare(), shred.machineReadings(), shred.flag());
        }
    }

    private static byte[] chunk(String type, byte[] content) {
        CRC32 check = new CRC32();
        check.update(type.getBytes(StandardCharsets.US_ASCII));
        check.update(content);
        return ByteBuffer.allocate(content.length + 12).putInt(content.length).put(type.getBytes(StandardCharsets.US_ASCII))
                .put(content).putInt((int) check.getValue()).array();
    }

    private static byte[] packed(String text) {
        Deflater deflater = new Deflater();
        deflater.setInput(text.getBytes(StandardCharsets.UTF_8));
        deflater.finish();
        byte[] buffer = new byte[200];
        int length = deflater.deflate(buffer);
        deflater.end();
        ByteArrayOutputStream chunk = new ByteArrayOutputStream();
        chunk.writeBytes("Title\0\0".getBytes(StandardCharsets.US_ASCII));
        chunk.write(buffer, 0, length);
        return chunk.toByteArray();
    }
}
