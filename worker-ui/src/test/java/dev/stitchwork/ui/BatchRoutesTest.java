package dev.stitchwork.ui;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

class BatchRoutesTest {
    @TempDir
    Path data;

    private Premises premises;

    @BeforeEach
    void open() {
        premises = new Premises(data);
    }

    @AfterEach
    void close() {
        premises.close();
    }

    @Test
    void aBatchTellsHowFarItIs() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes", "one field only");
        JsonNode progress = premises.client().get("/api/batches/" + batch).expect(200).json();
        assertEquals(batch, progress.path("id").asText());
        assertEquals("Household benefit, March", progress.path("title").asText());
        assertEquals("card", progress.path("template").asText());
        assertEquals(1, progress.path("documents").asInt());
        assertEquals(3, progress.path("tasks").path("open").asInt());
        assertEquals("march.txt", progress.path("files").path(0).path("name").asText());
        assertEquals("split", progress.path("files").path(0).path("state").asText());
        assertEquals(1, progress.path("files").path(0).path("refusals").size());
        assertEquals(false, progress.path("finished").asBoolean());
        assertEquals(batch, premises.client().get("/api/batches").expect(200).json().path(0).path("id").asText());
    }

    @Test
    void formsAreNotToBeHadAsPagesOfText() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        assertEquals("Expected a template of layout free-text for ALTO but 'card' is of layout form: download CSV or JSON.",
                premises.client().get("/api/batches/" + batch + "/delivery.alto.zip").expect(400).detail());
        assertEquals("Expected a template of layout free-text for hOCR but 'card' is of layout form: download CSV or JSON.",
                premises.client().get("/api/batches/" + batch + "/delivery.hocr.zip").expect(400).detail());
    }

    @Test
    void aTargetIsNamedForAllOrByClassAndBelowHalf() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        assertEquals(201, target(Map.of("all", 0.5, "identifier", 0.1)).status());
        assertEquals("Expected 'all' or a sensitivity class such as 'identifier' in targetErrorPercent but was 'names'.",
                target(Map.of("names", 0.5)).expect(400).detail());
        assertEquals("Expected a share of wrong fields above 0 and below 0.5 but was 0.7.",
                target(Map.of("all", 70)).expect(400).detail());
    }

    private Reply target(Map<String, Number> percents) {
        return premises.client().post("/api/batches",
                Map.of("title", "March", "template", "card", "targetErrorPercent", percents));
    }

    @Test
    void aFileThatCannotBeReadSaysWhy() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        String batch = premises.client().openBatch("March");
        premises.client().upload(batch, "empty.txt", "").expect(201);
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> file(batch).path("state").asText().equals("unreadable"));
        assertEquals("Expected a scan but 'empty.txt' is empty.", file(batch).path("reason").asText());
    }

    @Test
    void aFileOverTheLimitIsRefusedBeforeItComes() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        String batch = premises.client().openBatch("March");
        Reply reply = premises.client().upload(batch, "huge.pdf", "x".repeat((int) Premises.UPLOAD_BYTES_MAX + 1)).expect(413);
        assertEquals(
                "Expected a file of at most 2,097,152 bytes but 'huge.pdf' is larger; split it into several files.", reply.detail());
        assertEquals(0, premises.client().get("/api/batches/" + batch).json().path("files").size());
    }

    @Test
    void aFileOfUnknownLengthIsRefusedWhereItPassesTheLimit() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        String batch = premises.client().openBatch("March");
        byte[] huge = new byte[(int) Premises.UPLOAD_BYTES_MAX + 1];
        Reply reply = premises.client()
                .send("POST", "/api/batches/" + batch + "/files?name=huge.pdf",
                        BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(huge)))
                .expect(413);
        assertEquals(
                "Expected a file of at most 2,097,152 bytes but 'huge.pdf' is larger; split it into several files.", reply.detail());
        assertEquals(0, premises.client().get("/api/batches/" + batch).json().path("files").size());
    }

    @Test
    void aFileThatBreaksOffIsNotTaken() throws Exception {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        String batch = premises.client().openBatch("March");
        String key = premises.client().post("/api/keys").json().path("key").asText();
        try (Socket socket = new Socket("127.0.0.1", premises.server().port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/batches/" + batch + "/files?name=half.pdf HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                    + "\r\nContent-Length: 1000000\r\n\r\nonly the beginning").getBytes(StandardCharsets.US_ASCII));
            out.flush();
            Thread.sleep(200); // so that the server is reading when the line goes dead
        }
        Awaitility.await().during(Duration.ofMillis(500)).until(() ->
                premises.client().get("/api/batches/" + batch).json().path("files").isEmpty());
    }

    @Test
    void aRefusalIsHeardByACallerWhoIsStillSending() throws Exception {
        String key = premises.client().post("/api/keys").json().path("key").asText();
        int bytes = 30_000_000; // more than is taken, and than the buffers between here and there hold
        try (Socket socket = new Socket("127.0.0.1", premises.server().port());
                BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))) {
            OutputStream out = socket.getOutputStream();
            out.write(("POST /api/batches/" + "0".repeat(32) + "/files?name=march.pdf HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + key
                    + "\r\nContent-Length: " + bytes + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
            Thread.sleep(300); // so that it is refused before the file comes
            out.write(new byte[bytes]);
            out.flush();
            assertEquals("HTTP/1.1 413 Payload Too Large", in.readLine());
        }
    }

    @Test
    void aFileNameIsNeverAPath() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        String batch = premises.client().openBatch("March");
        premises.client().upload(batch, "C:\\scans\\../march 1.txt", "a|b|c").expect(201);
        assertEquals("march 1.txt", file(batch).path("name").asText());
        assertEquals("Expected a file name but was '../..'.", premises.client().upload(batch, "../..", "a").expect(400).detail());
        assertEquals(
                "Expected the file's name as '?name=...' but it is missing.",
                premises.client().post("/api/batches/" + batch + "/files").expect(400).detail());
    }

    @Test
    void aPasswordThatIsNotBase64IsSaidSo() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        String batch = premises.client().openBatch("March");
        assertEquals(
                "Expected the header X-File-Password in base64 but it is not.",
                premises.client().with("X-File-Password", "not base64!").upload(batch, "a.txt", "a|b|c").expect(400).detail());
    }

    @Test
    void aDeliveryIsSavedUnderASafeName() {
        premises.client().saveTemplate(CardSplitter.TEMPLATE);
        String batch = premises.client().openBatch("Bénéfice \"März\"\n/ 50%");
        Reply csv = premises.client().get("/api/batches/" + batch + "/delivery.csv").expect(200);
        assertEquals("text/csv; charset=utf-8", csv.header("Content-Type"));
        assertEquals(
                "attachment; filename=\"B-n-fice-M-rz-50.csv\"; filename*=UTF-8''B%C3%A9n%C3%A9fice%20%22M%C3%A4rz%22%0A%2F%2050%25.csv",
                csv.header("Content-Disposition"));
        assertEquals("application/json", premises.client().get("/api/batches/" + batch + "/delivery.json").header("Content-Type"));
    }

    @Test
    void aPurgedBatchIsGone() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        premises.client().delete("/api/batches/" + batch).expect(204);
        JsonNode progress = premises.client().get("/api/batches/" + batch).expect(200).json();
        assertEquals(true, progress.path("purged").asBoolean());
        assertTrue(!progress.toString().contains("march.txt"));
        premises.worker().post("/api/work/lease").expect(204);
    }

    @Test
    @Timeout(30)
    void progressComesByItselfWhenItChanges() throws Exception {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        String key = premises.client().post("/api/keys").json().path("key").asText();
        var connection = (java.net.HttpURLConnection)
                URI.create(premises.server().address() + "/api/batches/" + batch + "/events").toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + key);
        connection.setRequestProperty("Accept", "text/event-stream");
        try (BufferedReader events = new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
            assertTrue(nextEvent(events).contains("\"humanAnswers\":0"));
            String token = premises.worker().post("/api/work/lease").json().path("token").asText();
            premises.worker()
                    .post("/api/work/leases/" + token + "/answer", Map.of("key", "k", "verdict", "blank", "text", ""))
                    .expect(200);
            String event = nextEvent(events);
            while (!event.contains("\"humanAnswers\":1")) { // the exposure may be told before the answer
                event = nextEvent(events);
            }
        } finally {
            connection.disconnect();
        }
    }

    @Test
    void eventsWantAReaderOfEvents() {
        String batch = premises.batch("Hannah O'Brien|1 3|yes");
        assertEquals(
                "Expected the header 'Accept: text/event-stream' but it is missing.",
                premises.client().get("/api/batches/" + batch + "/events").expect(406).detail());
    }

    private static String nextEvent(BufferedReader events) throws java.io.IOException {
        List<String> lines = new ArrayList<>();
        for (String line = events.readLine(); line != null && !(line.isEmpty() && !lines.isEmpty()); line = events.readLine()) {
            if (!line.isEmpty() && !line.startsWith(":")) {
                lines.add(line);
            }
        }
        assertEquals("event: progress", lines.get(0));
        return lines.get(1);
    }

    private JsonNode file(String batch) {
        return premises.client().get("/api/batches/" + batch).json().path("files").path(0);
    }
}
